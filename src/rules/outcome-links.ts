import type { LedLink } from "../compare/links.js";
import { defineRule } from "../compare/rule.js";
import { valueKey } from "../schema/value.js";

export const outcomeLinks = defineRule({
  id: "outcome-links",
  subject: "links",
  title: "A link to what may be called next is new, is gone, or leads elsewhere",
  why: "Every call works as before; but whoever goes by the link finds it no more, or calls something else.",
  instead: "Keep links, and give those that lead elsewhere a new name.",
  kept(before, after, tell) {
    for (const link of after.links) {
      const old = before.links.find(({ name }) => name === link.name);
      const say = (words: string, noteIs: "note" | "warning") =>
        tell.noted(link.at, `the link "${link.name}" ${words}`, { noteIs, fact: link.name });
      if (old === undefined) say(`is new, to ${link.to}`, "note");
      else if (place(old) !== place(link)) say(`leads to ${link.to}, led to ${old.to}`, "warning");
      else if (given(old) !== given(link)) say(`gives ${link.to} something else`, "warning");
    }
    for (const { name } of before.links) {
      if (after.links.some((link) => link.name === name)) continue;
      tell.noted(after.at, `has the link "${name}" no more`, { noteIs: "warning", fact: name });
    }
  },
});

/** Names in a path tell nothing. */
const place = ({ to }: LedLink): string => to.replace(/\{[^{}]*\}/g, "{}");

/** Parameters count by what they are given, "path.id" like "id", in no order. */
const given = ({ parameters, requestBody, to }: LedLink): string => {
  const order = [...to.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  const rows = Object.entries(parameters).map(([name, value]) => {
    const plain = name.replace(/^path\./, "");
    const position = order.indexOf(plain);
    return `${position < 0 ? name : `{${position}}`}=${valueKey(value as never)}`;
  });
  return [...rows.sort(), requestBody === undefined ? "" : valueKey(requestBody as never)].join("\n");
};
