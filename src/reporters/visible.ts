/** What a reader would not see, or would see in the wrong order: control, bidirectional and unpaired characters. */
const unseen =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Cs}/gu;

/**
 * Text of a contract with every unseen character named, as in "⟨U+202E⟩", so that nothing hides or turns text around.
 * Line breaks and tabs stay; so does text that runs from right to left.
 */
export const visible = (text: string): string =>
  text.replace(unseen, (found) => {
    const point = found.codePointAt(0) ?? 0;
    return `⟨U+${point.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
