import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { defaultComparePolicy } from "../../src/compare/policy.js";
import { policyOf, policyOptions, profileSettings, profiles } from "../../src/workspace/compare-policy.js";

it("every open question has a name on the command line", () => {
  expect(policyOptions.map(({ member }) => member).sort()).toEqual(Object.keys(defaultComparePolicy).sort());
});

it.each(profiles)("the profile %s gives each option a value that it may have", (profile) => {
  const settings = profileSettings(profile);

  for (const { name, values } of policyOptions) expect(values).toContain(settings[name]);
});

it("the default profile is what is judged by without one", () => {
  expect(policyOf("default", [])).toEqual(defaultComparePolicy);
});

it("each profile is at least as strict as the next", () => {
  for (const { name, values } of policyOptions) {
    const ranks = profiles.map((profile) => values.indexOf(profileSettings(profile)[name]!));
    expect(ranks, name).toEqual([...ranks].sort());
  }
});

it("is documented, with every default", () => {
  const page = readFileSync(new URL("../../docs/policy.md", import.meta.url), "utf8");
  const [strict, usual, lenient] = profiles.map(profileSettings);

  for (const { name, question, values } of policyOptions) {
    const all = values.map((value) => `\`${value}\``).join(", ");
    expect(page).toContain(
      `| \`${name}\` | ${question} | ${all} | ${strict![name]} | **${usual![name]}** | ${lenient![name]} |`,
    );
  }
});
