import { definePlugin } from "./plugin.js";

/** What ships with the tool. Each shelf is fetched when a command first asks for it. */
export const builtin = definePlugin({
  name: "builtin",
  readers: async () => (await import("../readers/index.js")).readers,
  rules: async () => (await import("../rules/index.js")).rules,
  targets: async () => (await import("../targets/index.js")).targets,
  reporters: async () => (await import("../reporters/index.js")).reporters,
});
