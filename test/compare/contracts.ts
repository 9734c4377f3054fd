/** Small contracts made by hand. */
import type { Contract, Operation } from "../../src/contract/contract.js";
import type { Schema } from "../../src/contract/schema.js";
import { at, record } from "../schema/schemas.js";

interface Made {
  readonly schemas?: ReadonlyMap<string, Schema>;
  readonly received?: Schema;
  readonly sent?: Schema;
  readonly operations?: number;
  readonly format?: Contract["format"];
  readonly change?: Partial<Operation>;
}

/** Operations `POST /things0` … that take and give JSON. */
export function contract({
  schemas = new Map(),
  received,
  sent,
  operations = 1,
  format = "openapi",
  change = {},
}: Made): Contract {
  const content = (schema: Schema) => [
    { mediaType: "application/json", schema, encodings: new Map(), examples: [], at },
  ];
  const derived = <T>(value: T) => ({ value, from: "the test" });
  const all = Array.from(
    { length: operations },
    (_, index): Operation => ({
      id: `do${index}`,
      named: true,
      tags: [],
      binding: {
        kind: "http",
        method: "POST",
        path: `/things${index}`,
        parameters: [],
        ...(received !== undefined && { body: { required: true, contents: content(received), at } }),
        servers: [],
      },
      input: record({}),
      outcomes:
        sent === undefined
          ? []
          : [
              {
                name: "200",
                error: false,
                headers: { kind: "record", fields: [], at },
                headerStyles: [],
                contents: content(sent),
                links: [],
                at,
              },
            ],
      guarantees: {
        effect: derived("unsafe"),
        attempts: derived(1),
        attemptTimeoutMs: derived(1),
        totalTimeoutMs: derived(1),
      },
      security: [],
      polarity: "received",
      callbacks: [],
      at,
      ...change,
    }),
  );
  return {
    format,
    dialect: "3.1.0",
    title: "Things",
    version: "1.0.0",
    services: [{ name: "", operations: all, at }],
    webhooks: [],
    schemas,
    securitySchemes: new Map(),
    servers: [],
    tags: [],
    at,
    diagnostics: [],
  };
}
