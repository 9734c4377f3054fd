import { expect, it } from "vitest";
import { visible } from "../../src/reporters/visible.js";

it.each([
  ["plain text, שלום, 😀 and\ttabs\n", "plain text, שלום, 😀 and\ttabs\n"],
  ["a\u202Eb\u202C", "a⟨U+202E⟩b⟨U+202C⟩"],
  ["nul\0 escape\x1b del\x7f", "nul⟨U+0000⟩ escape⟨U+001B⟩ del⟨U+007F⟩"],
  ["return\r", "return⟨U+000D⟩"],
  ["half \ud83d of one", "half ⟨U+D83D⟩ of one"],
  ["zero\u200bwidth \ufeffmark", "zero⟨U+200B⟩width ⟨U+FEFF⟩mark"],
])("names what would not be seen in %j", (text, shown) => {
  expect(visible(text)).toBe(shown);
});
