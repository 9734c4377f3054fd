/** A type expression, and how tightly it binds. */
export interface TypeText {
  readonly text: string;
  /** Parts joined by `|` or `&`; absent for what needs no parentheses anywhere. */
  readonly join?: "|" | "&";
  readonly parts?: readonly string[];
}

const width = 120;

export const atom = (text: string): TypeText => ({ text });

/** The union of types: flat, without repetition; `unknown` swallows all, `never` vanishes. */
export function unionOf(types: readonly TypeText[]): TypeText {
  const parts = new Set<string>();
  for (const type of types) {
    for (const part of type.join === "|" ? (type.parts ?? []) : [bound(type)]) {
      if (part === "unknown") return atom("unknown");
      if (part !== "never") parts.add(part);
    }
  }
  if (parts.delete("null")) parts.add("null");
  return joined([...parts], "|", "never");
}

/** The intersection of types; `unknown` vanishes. */
export function intersectionOf(types: readonly TypeText[]): TypeText {
  const parts = new Set<string>();
  let only: TypeText | undefined;
  for (const type of types) {
    if (type.text === "unknown") continue;
    only = parts.size === 0 ? type : only;
    for (const part of type.join === "&" ? (type.parts ?? []) : [bound(type)]) parts.add(part);
  }
  if (parts.size === 1 && only !== undefined) return only;
  return joined([...parts], "&", "unknown");
}

const joined = (parts: readonly string[], join: "|" | "&", none: string): TypeText => {
  if (parts.length <= 1) return atom(parts[0] ?? none);
  return { text: parts.join(` ${join} `), join, parts };
};

/** The type as it stands before `[]` or beside `&`. */
export const bound = (type: TypeText): string => (type.join === undefined ? type.text : `(${type.text})`);

/** The type after `before`, ended by `;`; one part to a line where one line is too narrow. */
export function laidOut(before: string, type: TypeText, indent: string): string {
  const line = `${before} ${type.text};`;
  if (type.parts === undefined || (line.length <= width && !line.includes("\n"))) return line;
  if (type.join === "&") return line;
  return `${before}\n${type.parts.map((part) => `${indent}  | ${part.replaceAll("\n", "\n  ")}`).join("\n")};`;
}
