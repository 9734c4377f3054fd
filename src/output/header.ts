/** What is said of where a generated file comes from. */
export interface Origin {
  /** The version of this tool. */
  readonly version: string;
  /** The contract's title. */
  readonly title: string;
  /** SHA-256 of the contract in hexadecimal; the first twelve digits are shown. */
  readonly hash: string;
}

/** By this a file is recognised as one of ours, when it stands in one of the first lines. */
export const headerMark = "Written by concordat";

/** So many lines are looked at: a shebang or a parser directive may come first. */
const lookedAt = 5;

/** Whether a file says that it was generated here. */
export const bearsHeader = (text: string): boolean =>
  text.split("\n", lookedAt).some((line) => line.includes(headerMark));

/** The title of the contract that a file says it was generated from. */
export const titleIn = (text: string): string | undefined =>
  new RegExp(`${headerMark} \\S+ from (.*) \\([0-9a-f]*\\)\\. Change`).exec(text.split("\n", lookedAt).join("\n"))?.[1];

/** The sentence of the header, for languages whose comments are laid out elsewhere. One line, safe in any comment. */
export const headerLine = ({ version, title, hash }: Origin): string =>
  `${headerMark} ${version} from ${harmless(title)} (${hash.slice(0, 12)}). Change the contract, not this file.`;

/**
 * A generated file with its header, as a comment in the language that the file's name tells; after a shebang or a
 * directive that must stand first. Files whose language has no comments (JSON) stay as they are: the manifest knows
 * them. A text that bears a header already is left alone.
 */
export function withHeader(text: string, path: string, origin: Origin): string {
  const comment = commentOf(path);
  if (comment === undefined || bearsHeader(text)) return text;
  const [open, close] = comment;
  const line = `${open}${headerLine(origin)}${close}\n`;
  const first = /^(?:#!|# ?syntax ?=|<\?xml|<!doctype)[^\n]*\n/i.exec(text)?.[0] ?? "";
  return first + line + text.slice(first.length);
}

function commentOf(path: string): readonly [open: string, close: string] | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (/^(?:(?:docker|container|make)file|\.\w+ignore|\.env|\.npmrc|\.editorconfig)/.test(name)) return ["# ", ""];
  return comments.get(name.slice(name.lastIndexOf(".") + 1));
}

const comments = new Map<string, readonly [string, string]>([
  ...["ts", "mts", "cts", "tsx", "js", "mjs", "cjs", "jsx", "proto", "go", "java", "kt", "rs", "swift", "jsonc"].map(
    (ending) => [ending, ["// ", ""]] as const,
  ),
  ...["yaml", "yml", "toml", "sh", "py", "rb", "tf", "dockerfile", "conf", "properties"].map(
    (ending) => [ending, ["# ", ""]] as const,
  ),
  ...["md", "html", "xml", "svg"].map((ending) => [ending, ["<!-- ", " -->"]] as const),
  ["css", ["/* ", " */"]],
  ["sql", ["-- ", ""]],
]);

/** A title on one line that ends no comment and begins none. */
function harmless(title: string): string {
  const line = title
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/\*\/|\/\*|-->|<!--/g, "")
    .trim();
  return line === "" ? "a contract without a title" : [...line].slice(0, 80).join("");
}
