import { defineRule } from "../compare/rule.js";

export const operationTags = defineRule({
  id: "operation-tags",
  subject: "operation",
  title: "An operation has other tags",
  why: "On the wire nothing changes; but documentation and generated code group operations by their tags.",
  instead: "Leave operations in their groups, or let them be in the new one as well.",
  kept(before, after, tell) {
    const gone = before.tags.filter((tag) => !after.tags.includes(tag));
    const fresh = after.tags.filter((tag) => !before.tags.includes(tag));
    if (gone.length + fresh.length === 0) return;
    const words = [
      ...(fresh.length > 0 ? [`has the ${named(fresh)}`] : []),
      ...(gone.length > 0 ? [`has not the ${named(gone)} any more`] : []),
    ];
    tell.noted(after.at, words.join(", "), { promises: ["source"], fact: [...fresh, "for", ...gone].join(" ") });
  },
});

const named = (tags: readonly string[]): string =>
  `${tags.length === 1 ? "tag" : "tags"} ${tags.map((tag) => `"${tag}"`).join(", ")}`;
