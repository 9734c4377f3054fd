/** Media types and ranges of them (RFC 9110 section 8.3.1, 12.5.1). Parameters but `charset` tell types apart. */
import type { Content } from "../contract/content.js";

interface MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: string;
}

function parse(text: string): MediaType {
  const [essence = "", ...parameters] = text
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const [type = "", subtype = "*"] = essence.split("/");
  const told = parameters.filter((parameter) => parameter !== "" && !parameter.startsWith("charset="));
  return { type, subtype, parameters: told.sort().join(";") };
}

/** Whether every media type that `narrow` stands for is one that `wide` stands for. */
export function covers(wide: string, narrow: string): boolean {
  const [a, b] = [parse(wide), parse(narrow)];
  if (a.type === "*") return true;
  return (
    a.type === b.type &&
    (a.subtype === "*" || (a.subtype === b.subtype && (a.parameters === "" || a.parameters === b.parameters)))
  );
}

const isRange = (text: string): boolean => text.includes("*");

const specificity = (text: string): number =>
  text.startsWith("*/") ? 0 : text.includes("/*") ? 1 : text.includes(";") ? 3 : 2;

/** The content that is meant for a media type: the most specific one that covers it. */
export const contentFor = (contents: readonly Content[], mediaType: string): Content | undefined =>
  contents
    .filter((content) => covers(content.mediaType, mediaType))
    .sort((a, b) => specificity(b.mediaType) - specificity(a.mediaType))[0];

export interface ContentPairs {
  readonly kept: readonly (readonly [before: Content, after: Content])[];
  readonly added: readonly Content[];
  readonly removed: readonly Content[];
}

/** Each media type of before with what stands for it after; what is new beside. */
export function pairContents(before: readonly Content[], after: readonly Content[]): ContentPairs {
  const kept: (readonly [Content, Content])[] = [];
  const removed: Content[] = [];
  for (const old of before) {
    const exact = after.find(({ mediaType }) => covers(mediaType, old.mediaType) && covers(old.mediaType, mediaType));
    const now = exact ?? contentFor(after, old.mediaType);
    if (now === undefined) removed.push(old);
    else kept.push([old, now]);
  }
  const added: Content[] = [];
  for (const now of after) {
    if (kept.some(([, known]) => known === now)) continue;
    const old = contentFor(before, now.mediaType);
    if (old !== undefined && isRange(old.mediaType)) kept.push([old, now]);
    else added.push(now);
  }
  return { kept, added, removed };
}
