import { defineRule } from "../compare/rule.js";

export const operationDeprecation = defineRule({
  id: "operation-deprecation",
  subject: "operation",
  title: "An operation is deprecated, is no longer, or goes away at another time",
  why: "Who uses it should look for what takes its place before it is gone.",
  instead: "Announce the end early, and never move it forward.",
  kept(before, after, tell) {
    if ((before.deprecated === true) !== (after.deprecated === true)) {
      tell.noted(after.at, after.deprecated === true ? "is deprecated" : "is not deprecated any more");
    }
    if (before.sunset === after.sunset) return;
    const words = `goes away ${said(after.sunset)}, before ${said(before.sunset)}`;
    const sooner = after.sunset !== undefined && before.sunset !== undefined && after.sunset < before.sunset;
    tell.noted(after.at, words, sooner ? { noteIs: "warning" } : {});
  },
});

const said = (date: string | undefined): string => (date === undefined ? "at no date" : `on ${date}`);
