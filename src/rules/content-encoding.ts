import { defineRule } from "../compare/rule.js";
import type { Encoding } from "../contract/content.js";

export const contentEncoding = defineRule({
  id: "content-encoding",
  subject: "content",
  title: "A part of a form is written in another way",
  why: "Who writes the part as before is misunderstood, or who reads it misunderstands.",
  instead: "Add a part with another name that is written in the new way.",
  kept(before, after, tell) {
    for (const [name, now] of after.content.encodings) {
      const old = before.content.encodings.get(name);
      const [had, has] = [old === undefined ? "as its type suggests" : written(old), written(now)];
      if (had !== has) tell.altered(now.at, `"${name}" is written ${has}, was ${had}`, { fact: name });
    }
    for (const [name, old] of before.content.encodings) {
      if (after.content.encodings.has(name)) continue;
      tell.altered(after.at, `"${name}" is written as its type suggests, was ${written(old)}`, { fact: name });
    }
  },
});

function written({ contentType, style, explode, allowReserved }: Encoding): string {
  const parts = [
    contentType !== undefined && `as ${contentType}`,
    style !== undefined && `in the style "${style}"`,
    explode !== undefined && (explode ? "exploded" : "not exploded"),
    allowReserved === true && "with reserved characters",
  ].filter((part) => part !== false);
  return parts.length === 0 ? "as its type suggests" : parts.join(", ");
}
