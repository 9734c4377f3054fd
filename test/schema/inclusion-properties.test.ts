import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schema } from "../../src/contract/schema.js";
import { createAlgebra, type Scoped } from "../../src/schema/inclusion.js";
import { judge, schema, schemas, union, value } from "./schemas.js";

const nothing: ReadonlyMap<string, Schema> = new Map();
const scoped = (of: Schema): Scoped => ({ schema: of, schemas: nothing });
const strictly = { policy: { formats: "asserted", undeclared: "travel" } } as const;
const both = (a: Schema, b: Schema): Schema => schema({ kind: "any", assertions: { allOf: [a, b] } });

describe("inclusion of schemas made by chance", () => {
  it("answers as a validator that is not ours answers for single values", () => {
    let undecided = 0;
    let asked = 0;
    fc.assert(
      fc.property(schemas, schemas, fc.array(value, { minLength: 20, maxLength: 30 }), (a, b, values) => {
        const algebra = createAlgebra(strictly);
        const answer = algebra.included(scoped(a), scoped(b));
        const inA = judge(a);
        const inB = judge(b);
        asked += 1;

        expect(algebra.statistics.refuted).toBe(0);
        if (answer.answer === "undecided") undecided += 1;
        if (answer.answer === "not-included") {
          expect({ a: inA(answer.witness), b: inB(answer.witness), witness: answer.witness }).toEqual({
            a: true,
            b: false,
            witness: answer.witness,
          });
        }
        if (answer.answer === "included") {
          expect(values.filter((one) => inA(one) && !inB(one))).toEqual([]);
        }
      }),
      { numRuns: 400, seed: 11 },
    );

    expect(undecided / asked).toBeLessThan(0.02);
  }, 120_000);

  it("holds of a schema and itself, of a part and the whole, of a variant and its union", () => {
    const answers = { included: 0, "not-included": 0, undecided: 0 };
    fc.assert(
      fc.property(schemas, schemas, (a, b) => {
        const algebra = createAlgebra(strictly);
        const copy = structuredClone(a);

        expect(algebra.included(scoped(a), scoped(copy)).answer).toBe("included");
        for (const [narrow, wide] of [
          [both(a, b), a],
          [both(a, b), b],
          [a, union("any", a, b)],
          [b, union("any", a, b)],
        ] as const) {
          const { answer } = algebra.included(scoped(narrow), scoped(wide));
          answers[answer] += 1;
          expect(answer).not.toBe("not-included");
        }
      }),
      { numRuns: 300, seed: 13 },
    );

    expect(answers.undecided / answers.included).toBeLessThan(0.02);
  }, 120_000);
});
