import fc from "fast-check";
import { expect, it } from "vitest";
import { admits } from "../../src/schema/admits.js";
import { judge, record, reference, schema, schemas, string, value } from "./schemas.js";

it("agrees with a validator that is not ours", () => {
  fc.assert(
    fc.property(schemas, fc.array(value, { minLength: 5, maxLength: 8 }), (of, values) => {
      const valid = judge(of);

      for (const one of values) expect(admits(of, one, new Map()), JSON.stringify(one)).toBe(valid(one));
    }),
    { numRuns: 500, seed: 7 },
  );
}, 60_000);

it("lets read-only members go missing only where they do not travel", () => {
  const id = { name: "id", schema: schema({ kind: "scalar", type: "string", access: "read" }), required: true };
  const of = schema({ kind: "record", fields: [{ ...id, at: { file: "f", line: 1, column: 1 } }] });

  expect(admits(of, {}, new Map(), { view: "received" })).toBe(true);
  expect(admits(of, {}, new Map(), { view: "sent" })).toBe(false);
  expect(admits(of, {}, new Map())).toBe(false);
});

it("follows references", () => {
  const names = new Map([["Node", record({ "name!": string(), next: reference("Node") })]]);

  expect(admits(reference("Node"), { name: "a", next: { name: "b" } }, names)).toBe(true);
  expect(admits(reference("Node"), { name: "a", next: {} }, names)).toBe(false);
});
