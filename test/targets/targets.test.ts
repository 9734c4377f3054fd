import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { targets } from "../../src/targets/index.js";

const root = join(import.meta.dirname, "../..");

it("has a file, a place in the documentation and what it needs for each target", () => {
  const documentation = readFileSync(join(root, "docs/generated-code.md"), "utf8");
  const names = targets.map(({ name }) => name);
  const missing = targets.flatMap(({ name, needs = [] }) => [
    ...(existsSync(join(root, "src/targets", `${name}.ts`)) ? [] : [`src/targets/${name}.ts`]),
    ...(documentation.includes(`\`${name}`) ? [] : [`${name} in docs/generated-code.md`]),
    ...needs.filter((need) => !names.includes(need)),
  ]);

  expect(missing).toEqual([]);
});

it("has no template that no target uses", () => {
  const sources = readdirSync(join(root, "src/targets"))
    .map((file) => readFileSync(join(root, "src/targets", file), "utf8"))
    .join();
  const own = readdirSync(join(root, "templates")).filter((file) => /^(?:client|server|host|webhook)/.test(file));

  expect(own.filter((file) => !sources.includes(`"${file}"`))).toEqual([]);
});
