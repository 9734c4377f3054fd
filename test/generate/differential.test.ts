import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Schema } from "../../src/contract/schema.js";
import type { Issue } from "../../src/runtime/check.js";
import { whole } from "../readers/json-schema/read.js";
import { jsonValue, names, schemaArbitrary } from "./arbitrary-model.js";
import { checkOf } from "./load.js";

/** ajv prints code that does not run for some nested `prefixItems`; there it has nothing to say. */
function oracle(admits: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return admits(value);
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof TypeError) return undefined;
    throw error;
  }
}

it("admits what another validator admits, for schemas and values at random", () => {
  const schemas = fc.tuple(schemaArbitrary, schemaArbitrary, schemaArbitrary);

  fc.assert(
    fc.property(
      schemaArbitrary,
      schemas,
      fc.array(jsonValue, { minLength: 10, maxLength: 20 }),
      (schema, named, values) => {
        const known = new Map<string, Schema>(names.map((name, index) => [name, named[index] as Schema]));
        const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true, logger: false });
        const admits = ajv.compile(whole(schema, known) as object);
        const check = checkOf(schema, known, { formats: false });
        for (const value of values) {
          const issues: Issue[] = [];
          const expected = oracle(admits, value);
          if (expected === undefined) continue;
          expect([check(value), value]).toEqual([expected, value]);
          check(value, issues);
          expect([issues.length === 0, value]).toEqual([expected, value]);
        }
      },
    ),
    { numRuns: 200, seed: Number(process.env["FAST_CHECK_SEED"] ?? 20261121) },
  );
}, 60_000);
