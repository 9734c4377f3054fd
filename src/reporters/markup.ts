/** HTML that is put together so that nothing gets in unescaped. */
import { visible } from "./visible.js";

/** HTML that is safe to stand in element content. Only `html` and `raw` make it. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: text is escaped, lists are joined, `null` and `false` are nothing. */
export type Part = string | number | Markup | null | false | readonly Part[];

/** A piece of HTML. Texts in `${…}` are escaped for element content and for quoted attributes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  raw(strings.map((string, index) => string + printed(parts[index] ?? null)).join(""));

/** Text of our own that is HTML, a style sheet or a script already: never anything out of a contract. */
export const raw = (markup: string): Markup => ({ markup });

function printed(part: Part): string {
  if (part === null || part === false) return "";
  if (typeof part === "number") return `${part}`;
  if (typeof part === "string") return escaped(part);
  return "markup" in part ? part.markup : part.map(printed).join("");
}

const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (found) => entities[found] ?? found);

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
