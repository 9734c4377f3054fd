import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Schema } from "../../src/contract/schema.js";
import { rules } from "../../src/rules/index.js";
import { any, at, integer, oneOfValues, record, reference, string } from "../schema/schemas.js";
import { contract } from "./contracts.js";

const name = record({ "name!": string() });
const renamedOptional = record({ name: string() });

describe("compare", () => {
  it("says one change once, with every operation that it reaches", () => {
    const before = contract({
      schemas: new Map([["Thing", renamedOptional]]),
      received: reference("Thing"),
      operations: 30,
    });
    const after = contract({ schemas: new Map([["Thing", name]]), received: reference("Thing"), operations: 30 });

    const { findings, summary, bump } = compare(before, after, { rules });

    expect(findings.map(({ rule, operations }) => [rule, operations.length])).toEqual([["field-requiredness", 30]]);
    expect({ ...summary, bump }).toEqual({ break: 1, warning: 0, note: 0, waived: 0, bump: "major" });
    expect(findings[0]).toMatchObject({
      subject: "Thing › name",
      direction: "backward",
      witness: { value: {}, admittedBy: "before" },
    });
  });

  it("takes a component under another name for the same", () => {
    const before = contract({ schemas: new Map([["A", name]]), received: reference("A"), sent: reference("A") });
    const after = contract({ schemas: new Map([["B", name]]), received: reference("B"), sent: reference("B") });

    expect(compare(before, after, { rules })).toMatchObject({ findings: [], bump: "none" });
  });

  it("judges what is sent the other way round", () => {
    const [wide, narrow] = [contract({ sent: renamedOptional }), contract({ sent: name })];

    expect(compare(wide, narrow, { rules }).summary.break).toBe(0);
    expect(compare(narrow, wide, { rules }).findings[0]).toMatchObject({ severity: "break", direction: "forward" });
  });

  it("waives by fingerprint until the day that was said", () => {
    const [before, after] = [contract({ received: renamedOptional }), contract({ received: name })];
    const fingerprint = compare(before, after, { rules }).findings[0]!.fingerprint;
    const waivers = [{ fingerprint, by: "Ada", reason: "Nobody sends it.", until: "2026-06-30" }];
    const on = (today: string) => compare(before, after, { rules, waivers, policy: { today } });

    expect(on("2026-06-30").summary).toEqual({ break: 0, warning: 0, note: 0, waived: 1 });
    expect(on("2026-07-01").summary).toEqual({ break: 1, warning: 0, note: 0, waived: 0 });
  });

  it("keeps a fingerprint when lines move", () => {
    const moved = (schema: Schema): Schema => ({ ...schema, at: { ...at, line: 40 } });
    const first = compare(contract({ received: renamedOptional }), contract({ received: name }), { rules });
    const second = compare(contract({ received: moved(renamedOptional) }), contract({ received: moved(name) }), {
      rules,
    });

    expect(second.findings[0]?.fingerprint).toBe(first.findings[0]?.fingerprint);
  });

  it("compares nothing of two languages, and says so", () => {
    const { findings, diagnostics } = compare(contract({}), contract({ format: "asyncapi" }), { rules });

    expect(findings).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["formats-differ"]);
  });

  it("finds one field in a cyclic contract of 5,000 schemas, once and soon", () => {
    const many = (extra: Record<string, Schema>) =>
      new Map(
        Array.from({ length: 5_000 }, (_, index) => [
          `S${index}`,
          record({
            next: reference(`S${(index + 1) % 5_000}`),
            far: reference(`S${(index * 7 + 3) % 5_000}`),
            [`own${index % 50}`]: string(),
            ...(index === 4_321 && extra),
          }),
        ]),
      );
    const before = contract({ schemas: many({}), received: reference("S0"), operations: 50 });
    const after = contract({ schemas: many({ "added!": integer() }), received: reference("S0"), operations: 50 });
    const start = performance.now();

    const { findings } = compare(before, after, { rules });

    expect(findings.map(({ rule, operations }) => [rule, operations.length])).toEqual([["field-requiredness", 50]]);
    expect(performance.now() - start).toBeLessThan(10_000);
  }, 30_000);
});

describe("policy", () => {
  const added = [
    contract({ received: record({ a: string() }) }),
    contract({ received: record({ a: string(), b: string() }) }),
  ] as const;
  const values = [contract({ sent: oneOfValues("a") }), contract({ sent: oneOfValues("a", "b") })] as const;

  it("lets nobody send what is not declared, or everybody", () => {
    expect(compare(...added, { rules }).summary).toMatchObject({ break: 0, note: 1 });
    expect(compare(...added, { rules, policy: { undeclared: "travel" } }).summary).toMatchObject({ break: 1 });
  });

  it("takes a new value that is sent for a break, a warning or a note", () => {
    expect(compare(...values, { rules }).summary.break).toBe(1);
    expect(compare(...values, { rules, policy: { newValueSent: "warning" } }).summary).toMatchObject({
      break: 0,
      warning: 1,
    });
    expect(compare(...values, { rules, policy: { newValueSent: "note" } }).summary).toMatchObject({
      break: 0,
      note: 1,
    });
  });

  it("asserts formats, or does not", () => {
    const dated = (format: string): Schema => ({ kind: "scalar", type: "string", format, at });
    const pair = [contract({ sent: dated("date-time") }), contract({ sent: dated("date") })] as const;

    expect(compare(...pair, { rules }).summary.break).toBe(1);
    expect(compare(...pair, { rules, policy: { formats: "described" } }).summary).toMatchObject({ break: 0, note: 1 });
  });

  it("leaves free-form objects their members", () => {
    const pair = [contract({ received: record({}) }), contract({ received: record({ a: integer() }) })] as const;

    expect(compare(...pair, { rules }).findings[0]).toMatchObject({ severity: "break", rule: "field-existence" });
    expect(compare(contract({ received: any }), contract({ received: any }), { rules }).findings).toEqual([]);
  });
});
