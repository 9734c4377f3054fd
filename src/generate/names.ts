/** Names for code from any text: identifiers that read well, are legal everywhere, and depend on the text alone. */

/** The name of a type: "payment_intent" → "PaymentIntent", "404" → "_404", "🎉" → "U1F389". Never empty, never reserved. */
export function typeName(text: string): string {
  const name = leading(words(text).map(capitalised).join(""));
  return globals.has(name) ? `${name}_` : name;
}

/** The name of a member of an object or class: "get_pets" → "getPets", "constructor" → "constructor_". */
export function memberName(text: string): string {
  const name = camelCase(text);
  return inherited.has(name) ? `${name}_` : name;
}

/** The name of a function or variable: as `memberName`, and no reserved word: "delete" → "delete_". */
export function functionName(text: string): string {
  const name = memberName(text);
  return reserved.has(name) ? `${name}_` : name;
}

/** The name of a file, without ending: "Pet Store" → "pet-store". Letters, digits and dashes, lower case. */
export function fileName(text: string): string {
  const name = words(text)
    .map((word) => word.toLowerCase())
    .join("-");
  return devices.has(name) ? `${name}-` : name;
}

/** A member's name as it stands in code, quoted when it must be: `name`, `"x-rate"`. The name itself never changes. */
export const propertyName = (name: string): string =>
  isIdentifier(name) && name !== "__proto__" ? name : JSON.stringify(name);

/** How a member is read: `.name` or `["x-rate"]`. */
export const propertyAccess = (name: string): string => (isIdentifier(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

/** Whether the text is an ASCII identifier that may follow a dot. */
export const isIdentifier = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

/** Whether the name is found on every object, so that reading it tells nothing about the object itself. */
export const isInherited = (name: string): boolean => name in Object.prototype;

/** What is to be named: `key` tells it from all others and never changes; `text` is what its name is made from. */
export interface Nameable {
  readonly key: string;
  readonly text: string;
}

/**
 * A name for each key, all different (ignoring case, as file systems do, when `ignoreCase`). Of several whose names
 * would be equal, the one whose text is the name already keeps it, the others get a suffix made from their own key:
 * no name depends on the order, or on anything that does not collide with it.
 */
export function nameAll(
  things: Iterable<Nameable>,
  convert: (text: string) => string,
  options: { readonly ignoreCase?: boolean; readonly taken?: ReadonlySet<string> } = {},
): Map<string, string> {
  const fold = (name: string) => (options.ignoreCase === true ? name.toLowerCase() : name);
  const rivals = new Map<string, Nameable[]>();
  const all = [...things];
  for (const thing of all) {
    const name = fold(convert(thing.text));
    const group = rivals.get(name);
    if (group === undefined) rivals.set(name, [thing]);
    else if (group.every(({ key }) => key !== thing.key)) group.push(thing);
  }
  const names = new Map<string, string>();
  for (const thing of all) {
    const name = convert(thing.text);
    const group = rivals.get(fold(name)) ?? [];
    const exact = group.filter(({ text }) => text === name);
    const owns = group.length === 1 || (exact.length === 1 && exact[0]?.key === thing.key);
    const plain = owns && options.taken?.has(name) !== true;
    names.set(thing.key, plain ? name : `${name}_${fingerprint(thing.key)}`);
  }
  return names;
}

/** Six letters and digits that stand for a text (FNV-1a over its UTF-16 code units, 32 bits). */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, "0").slice(-6);
}

function camelCase(text: string): string {
  const [first = "", ...others] = words(text);
  return leading(uncapitalised(first) + others.map(capitalised).join(""));
}

/** The words of a text. A sign before a digit is a word; a text of signs alone is spelled out. */
function words(text: string): string[] {
  if (/^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*$/.test(text)) return text.split("_");
  const plain = text.normalize("NFC");
  const signed = plain.replace(
    /(^|[^\p{ID_Continue}])([+-])(?=\d)/gu,
    (_, before: string, sign: string) => `${before}${sign === "+" ? "plus" : "minus"} `,
  );
  const found =
    signed
      .match(/[\p{ID_Continue}]+/gu)
      ?.flatMap((run) => run.split("_"))
      .filter(hasText) ?? [];
  if (found.length > 0) return found;
  const spelled = [...plain].filter((sign) => !/\s|\uFE0F|\u200D/.test(sign)).map(spell);
  return spelled.length > 0 ? spelled : ["empty"];
}

/** Whether there is a letter or a digit: connectors and marks alone make no word. */
const hasText = (word: string): boolean => /[\p{L}\p{N}]/u.test(word);

const spell = (sign: string): string =>
  signs[sign] ?? `U${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** "Pets" → "pets", "HTTPServer" → "httpServer", "ID" → "id". */
function uncapitalised(word: string): string {
  const run = /^\p{Lu}+/u.exec(word)?.[0] ?? "";
  const length =
    run.length > 1 && run.length < word.length && /\p{Ll}/u.test(word.charAt(run.length)) ? run.length - 1 : run.length;
  return word.slice(0, length).toLowerCase() + word.slice(length);
}

const leading = (name: string): string => (/^\p{ID_Start}/u.test(name) ? name : `_${name}`);

const signs: Readonly<Record<string, string>> = {
  "+": "plus",
  "-": "minus",
  "*": "star",
  "/": "slash",
  "\\": "backslash",
  "=": "equals",
  "<": "less",
  ">": "greater",
  "!": "not",
  "?": "question",
  "&": "and",
  "|": "or",
  "%": "percent",
  $: "dollar",
  "@": "at",
  "#": "hash",
  "^": "caret",
  "~": "tilde",
  ".": "dot",
  ",": "comma",
  ":": "colon",
  ";": "semicolon",
  _: "underscore",
  "(": "open",
  ")": "close",
  "[": "open",
  "]": "close",
  "{": "open",
  "}": "close",
  "'": "quote",
  '"': "quote",
  "`": "backtick",
};

/** What generated code, and the code around it, means by these names. */
const globals = new Set(
  "Object Array Date Temporal Record Promise Function String Number Boolean Symbol Map Set Infinity NaN".split(" "),
);

/** Names that every object has, that make a promise of it, or that classes keep for themselves. */
const inherited = new Set([...Object.getOwnPropertyNames(Object.prototype), "prototype", "then", "toJSON"]);

const reserved = new Set(
  (
    "abstract any arguments as async await boolean break case catch class const continue debugger declare default " +
    "delete do else enum eval export extends false finally for from function get if implements import in instanceof " +
    "interface is let module namespace new null number object of package private protected public readonly require " +
    "return set static string super switch symbol this throw true try type typeof undefined unknown var void while with yield"
  ).split(" "),
);

/** File names that Windows keeps for devices. */
const devices = new Set([
  "con",
  "prn",
  "aux",
  "nul",
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => [`com${n}`, `lpt${n}`]),
]);
