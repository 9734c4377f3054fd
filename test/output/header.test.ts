import { expect, it } from "vitest";
import { bearsHeader, headerLine, withHeader } from "../../src/output/header.js";

const origin = { version: "1.2.3", title: "Pets", hash: "0123456789abcdef0123" };
const line = "Written by concordat 1.2.3 from Pets (0123456789ab). Change the contract, not this file.";

it.each([
  ["a.ts", "code\n", `// ${line}\ncode\n`],
  ["a/b.yaml", "a: 1\n", `# ${line}\na: 1\n`],
  ["Dockerfile", "# syntax=docker/dockerfile:1\nFROM x\n", `# syntax=docker/dockerfile:1\n# ${line}\nFROM x\n`],
  [".dockerignore", "x\n", `# ${line}\nx\n`],
  ["run.mjs", "#!/usr/bin/env node\nx\n", `#!/usr/bin/env node\n// ${line}\nx\n`],
  ["README.md", "# X\n", `<!-- ${line} -->\n# X\n`],
  ["package.json", "{}\n", "{}\n"],
  ["data.bin", "x", "x"],
])("stands in %s as a comment", (path, text, expected) => {
  const written = withHeader(text, path, origin);

  expect(written).toBe(expected);
  expect(bearsHeader(written)).toBe(expected !== text);
  expect(withHeader(written, path, origin)).toBe(written);
});

it.each([
  ["Two\nlines\u2028three", "Two lines three"],
  ["ends */ a --> comment", "ends a comment"],
  ["  ", "a contract without a title"],
  ["x".repeat(200), "x".repeat(80)],
  ["🐈".repeat(100), "🐈".repeat(80)],
])("is one harmless line whatever the title %j", (title, shown) => {
  expect(headerLine({ ...origin, title }).replace(/ {2,}/g, " ")).toContain(` from ${shown} (`);
});

it("is looked for at the top only", () => {
  expect(bearsHeader(`\n\n\n// ${line}`)).toBe(true);
  expect(bearsHeader(`${"\n".repeat(20)}// ${line}`)).toBe(false);
});
