import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { arbitrarySchema, arbitraryValue } from "./arbitrary-schema.js";
import { readSchema, withoutBigints } from "./read.js";

const compile = (schema: unknown) =>
  new Ajv2020({ strict: false, validateFormats: false, ownProperties: true, logger: false }).compile(schema as object);

it.each(["contains", "prefixItems"] as const)(
  "reads a schema (without %s) into one that admits the same values",
  async (without) => {
    await fc.assert(
      fc.asyncProperty(
        arbitrarySchema(without),
        fc.array(arbitraryValue, { minLength: 20, maxLength: 40 }),
        async (schema, values) => {
          const { admits } = await readSchema(schema);
          const [before, after] = [compile(schema), compile(withoutBigints(admits))];

          for (const value of values)
            expect({ value, valid: after(value), admits }).toEqual({ value, valid: before(value), admits });
        },
      ),
      { numRuns: Number(process.env["RUNS"] ?? 150), seed: Number(process.env["SEED"] ?? 7), endOnFailure: true },
    );
  },
);
