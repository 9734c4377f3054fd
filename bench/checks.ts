// Checks a second: printed checks beside ajv (standalone code), zod 4 and valibot, on one schema and the same values.
// Run: npm ci --prefix bench && npx node --import ./bench/sources.mjs bench/checks.ts
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import * as v from "valibot";
import { z } from "zod";
import { toJsonSchema } from "../src/contract/json-schema.js";
import type { Field, Schema } from "../src/contract/schema.js";
import { createModel } from "../src/generate/model.js";
import { defaultOptions } from "../src/generate/options.js";

const at = { file: "bench", line: 1, column: 1 };
const text = (assertions?: Schema["assertions"]): Schema => ({
  kind: "scalar",
  type: "string",
  at,
  ...(assertions && { assertions }),
});
const number = (type: "integer" | "number", assertions?: Schema["assertions"]): Schema => ({
  kind: "scalar",
  type,
  at,
  ...(assertions && { assertions }),
});
const field = (name: string, schema: Schema, required = true): Field => ({ name, schema, required, at });
const list = (item: Schema, assertions?: Schema["assertions"]): Schema => ({
  kind: "list",
  item,
  at,
  ...(assertions && { assertions }),
});
const choice = (...values: readonly string[]): Schema => ({
  kind: "enum",
  values: values.map((value) => ({ value, at })),
  at,
});
const record = (fields: readonly Field[], closed = false): Schema => ({
  kind: "record",
  fields,
  at,
  ...(closed && { rest: { kind: "never", at } }),
});

const address = record(
  [
    field("street", text({ minLength: 1, maxLength: 100 })),
    field("city", text()),
    field("zip", text({ pattern: "^[0-9]{5}$" })),
    field("country", text({ minLength: 2, maxLength: 2 })),
  ],
  true,
);
const item = record([
  field("sku", text({ pattern: "^[A-Z]{3}-[0-9]{4}$" })),
  field("quantity", number("integer", { minimum: 1, maximum: 1000 })),
  field("price", number("number", { exclusiveMinimum: 0 })),
  field("tags", list(text(), { maxItems: 10 }), false),
]);
const payment: Schema = {
  kind: "union",
  mode: "one",
  at,
  variants: [
    record([field("type", choice("card")), field("last4", text({ pattern: "^[0-9]{4}$" }))]),
    record([field("type", choice("iban")), field("iban", text({ minLength: 15, maxLength: 34 }))]),
    record([field("type", choice("cash"))]),
  ],
};
const order = record([
  field("id", text({ minLength: 1 })),
  field("status", choice("open", "paid", "shipped", "delivered", "cancelled")),
  field(
    "customer",
    record([
      field("name", text({ minLength: 1 })),
      field("vip", { kind: "scalar", type: "boolean", at }, false),
      field("address", address),
    ]),
  ),
  field("items", list(item, { minItems: 1 })),
  field("payment", payment),
  field("note", { ...text(), nullable: true } as Schema, false),
]);

const items = Array.from({ length: 5 }, (_, index) => ({
  sku: `ABC-000${index}`,
  quantity: index + 1,
  price: 9.99,
  tags: ["a", "b"],
}));
const valid = {
  id: "o-1",
  status: "paid",
  customer: {
    name: "Ada",
    vip: true,
    address: { street: "1 Main St", city: "Springfield", zip: "12345", country: "US" },
  },
  items,
  payment: { type: "iban", iban: "DE89370400440532013000" },
  note: null,
};
const invalid: readonly unknown[] = [
  { ...valid, status: "lost" },
  { ...valid, items: [...items.slice(0, 4), { ...items[4], quantity: 0 }] },
  { ...valid, payment: { type: "card", last4: "12345" } },
  { ...valid, customer: { ...valid.customer, address: { ...valid.customer.address, more: 1 } } },
];

const zAddress = z.strictObject({
  street: z.string().min(1).max(100),
  city: z.string(),
  zip: z.string().regex(/^[0-9]{5}$/),
  country: z.string().length(2),
});
const zOrder = z.looseObject({
  id: z.string().min(1),
  status: z.enum(["open", "paid", "shipped", "delivered", "cancelled"]),
  customer: z.looseObject({ name: z.string().min(1), vip: z.boolean().optional(), address: zAddress }),
  items: z
    .array(
      z.looseObject({
        sku: z.string().regex(/^[A-Z]{3}-[0-9]{4}$/),
        quantity: z.number().int().min(1).max(1000),
        price: z.number().gt(0),
        tags: z.array(z.string()).max(10).optional(),
      }),
    )
    .min(1),
  payment: z.discriminatedUnion("type", [
    z.looseObject({ type: z.literal("card"), last4: z.string().regex(/^[0-9]{4}$/) }),
    z.looseObject({ type: z.literal("iban"), iban: z.string().min(15).max(34) }),
    z.looseObject({ type: z.literal("cash") }),
  ]),
  note: z.string().nullable().optional(),
});
const vOrder = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1)),
  status: v.picklist(["open", "paid", "shipped", "delivered", "cancelled"]),
  customer: v.looseObject({
    name: v.pipe(v.string(), v.minLength(1)),
    vip: v.optional(v.boolean()),
    address: v.strictObject({
      street: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
      city: v.string(),
      zip: v.pipe(v.string(), v.regex(/^[0-9]{5}$/)),
      country: v.pipe(v.string(), v.length(2)),
    }),
  }),
  items: v.pipe(
    v.array(
      v.looseObject({
        sku: v.pipe(v.string(), v.regex(/^[A-Z]{3}-[0-9]{4}$/)),
        quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
        price: v.pipe(v.number(), v.gtValue(0)),
        tags: v.optional(v.pipe(v.array(v.string()), v.maxLength(10))),
      }),
    ),
    v.minLength(1),
  ),
  payment: v.variant("type", [
    v.looseObject({ type: v.literal("card"), last4: v.pipe(v.string(), v.regex(/^[0-9]{4}$/)) }),
    v.looseObject({ type: v.literal("iban"), iban: v.pipe(v.string(), v.minLength(15), v.maxLength(34)) }),
    v.looseObject({ type: v.literal("cash") }),
  ]),
  note: v.optional(v.nullable(v.string())),
});

const folder = mkdtempSync(join(tmpdir(), "checks-"));
const model = createModel({ schemas: new Map([["Order", order]]) }, defaultOptions);
model.check({ kind: "reference", name: "Order", at }, "read", "Order");
for (const page of model.pages()) writeFileSync(join(folder, page.path), page.text);
for (const name of model.runtimeFiles())
  cpSync(join(import.meta.dirname, "../src/runtime", name), join(folder, "runtime", name));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
type Test = (value: unknown) => boolean;
const { checkOrder } = (await import(pathToFileURL(join(folder, "checks.ts")).href)) as {
  checkOrder: (value: unknown, issues?: unknown[]) => boolean;
};

const ajvOptions = { strict: false, code: { source: true }, validateFormats: false } as const;
const compiled = (allErrors: boolean): Test => {
  const ajv = new Ajv2020({ ...ajvOptions, allErrors });
  const file = join(folder, `ajv-${allErrors}.cjs`);
  writeFileSync(
    file,
    (standalone as unknown as { default: (ajv: Ajv2020, check: unknown) => string }).default(
      ajv,
      ajv.compile(toJsonSchema(order) as object),
    ),
  );
  return createRequire(join(import.meta.dirname, "../package.json"))(file) as Test;
};

const peers: Readonly<Record<string, Test>> = {
  "printed checks": (value) => checkOrder(value),
  "printed checks, all issues": (value) => checkOrder(value, []),
  "ajv standalone": compiled(false),
  "ajv standalone, all errors": compiled(true),
  "zod 4": (value) => zOrder.safeParse(value).success,
  valibot: (value) => v.safeParse(vOrder, value).success,
};

for (const [name, test] of Object.entries(peers)) {
  if (!test(valid) || invalid.some(test)) throw new Error(`${name} does not agree about the values`);
}

/** Values a second: the best of several rounds, each long enough to be measured. */
function rate(test: Test, values: readonly unknown[]): number {
  let best = 0;
  for (let round = 0; round < 7; round += 1) {
    const started = performance.now();
    let count = 0;
    while (performance.now() - started < 150) {
      for (let index = 0; index < 1000; index += 1) test(values[index % values.length]);
      count += 1000;
    }
    best = Math.max(best, count / ((performance.now() - started) / 1000));
  }
  return best;
}

const rows = Object.entries(peers).map(([name, test]) => ({
  name,
  valid: rate(test, [valid]),
  invalid: rate(test, invalid),
}));
const base = rows.find(({ name }) => name === "ajv standalone") ?? rows[0];
for (const row of rows) {
  const shown = (key: "valid" | "invalid") =>
    `${(row[key] / 1e6).toFixed(2)} M/s (${(row[key] / (base?.[key] ?? 1)).toFixed(2)} × ajv)`;
  console.log(`${row.name.padEnd(28)} valid ${shown("valid").padEnd(24)} invalid ${shown("invalid")}`);
}
rmSync(folder, { recursive: true });
