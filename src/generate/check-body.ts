import type { Json } from "../contract/json.js";
import type { ListSchema, Schema } from "../contract/schema.js";
import { printCombinations } from "./check-combinations.js";
import { type CheckContext, faultAt, pathOf, refuse, type Spot } from "./check-context.js";
import { printItems } from "./check-items.js";
import { printMembers } from "./check-members.js";
import { numberFaults, stringFaults } from "./check-scalars.js";
import type { CheckFunction, CheckScope } from "./check-scope.js";
import { printUnion } from "./check-union.js";
import type { CheckWriter } from "./check-writer.js";
import { type JsonType, jsonTypeOf, typeTest } from "./json-types.js";
import { literal, quoted } from "./literal.js";
import type { Variant } from "./schema-graph.js";
import { isTrivial } from "./trivial.js";

/** Writes the body of the function that checks a schema. */
export function printCheckBody(
  schema: Schema,
  variant: Variant,
  owner: string,
  scope: CheckScope,
  writer: CheckWriter,
): void {
  const context: CheckContext = {
    scope,
    writer,
    variant,
    value: (part, spot) => printValue(part, spot, context, owner),
    test: (part, x, wish) => testOf(part, x, wish, context, owner),
  };
  const spot: Spot = { x: "value", below: '""', wish: owner };
  if (schema.nullable === true) writer.line("if (value === null) return true;");
  const type = typed(schema);
  const tail = createTail(writer);
  if (schema.kind === "never") {
    writer.line(`${faultAt(context, spot, "not", "must not be there")};`);
    writer.line("return false;");
    return;
  }
  if (type !== undefined) {
    const { wrong, message } = typeFault(schema, type, "value", scope);
    writer.line(`if (${wrong}) {`);
    writer.line(`  ${faultAt(context, spot, "type", message)};`);
    writer.line("  return false;");
    writer.line("}");
  }
  tail.open();
  printInside(schema, spot, context);
  tail.close();
}

/** The end of a function: valid when nothing was added to the issues. */
const createTail = (writer: CheckWriter) => ({
  open: () => writer.line("const before = issues === undefined ? 0 : issues.length;"),
  close: () => writer.line("return issues === undefined || issues.length === before;"),
});

/** The JSON type that a schema asks for by its kind. */
function typed(schema: Schema): JsonType | "integer" | undefined {
  if (schema.untyped === true) return undefined;
  switch (schema.kind) {
    case "scalar":
      return schema.type === "bytes" ? "string" : schema.type;
    case "record":
    case "map":
      return "object";
    case "list":
      return "array";
    default:
      return undefined;
  }
}

function typeFault(
  schema: Schema,
  type: JsonType | "integer",
  x: string,
  { options }: CheckScope,
): { readonly wrong: string; readonly message: string } {
  const wide = schema.kind === "scalar" && isWide(schema.format) && options.int64 !== "number";
  switch (type) {
    case "integer":
      return {
        wrong: unless(wide, x, `typeof ${x} !== "number" || !Number.isInteger(${x})`),
        message: "must be an integer",
      };
    case "number":
      return {
        wrong: unless(wide, x, `typeof ${x} !== "number" || !Number.isFinite(${x})`),
        message: "must be a number",
      };
    case "string":
    case "boolean":
      return { wrong: `typeof ${x} !== "${type}"`, message: `must be a ${type}` };
    case "array":
      return { wrong: `!Array.isArray(${x})`, message: "must be an array" };
    default:
      return {
        wrong: `typeof ${x} !== "object" || ${x} === null || Array.isArray(${x})`,
        message: "must be an object",
      };
  }
}

/** 64-bit numbers that are bigints in code may be bigints. */
const unless = (wide: boolean, x: string, wrong: string): string =>
  wide ? `(${wrong}) && typeof ${x} !== "bigint"` : wrong;

const isWide = (format: string | undefined): boolean => format === "int64" || format === "uint64";

/** Statements for a value inside the function: in line when it is a scalar, an enum or a list, else a call. */
function printValue(schema: Schema, spot: Spot, context: CheckContext, owner: string): void {
  const { scope, writer } = context;
  const { x, missing, optional } = spot;
  if (isTrivial(schema, scope.graph)) {
    if (missing !== undefined) writer.line(`if (${x} === undefined && ${missingFault(spot, context)}) return false;`);
    return;
  }
  if (!isInline(schema)) {
    const call = callOf(schema, spot, context, owner);
    if (missing === undefined) {
      const there = optional === true ? `${x} !== undefined && ` : "";
      writer.line(`if (${there}${call} && ${scope.use("isFull")}(issues)) return false;`);
    } else {
      writer.line(`if (${x} === undefined) {`);
      writer.line(`  if (${missingFault(spot, context)}) return false;`);
      writer.line(`} else if (${call} && ${scope.use("isFull")}(issues)) return false;`);
    }
    return;
  }
  const type = typed(schema);
  if (type === undefined) {
    if (missing !== undefined) writer.line(`if (${x} === undefined && ${missingFault(spot, context)}) return false;`);
    const guards = [
      ...(optional === true || missing !== undefined ? [`${x} !== undefined`] : []),
      ...(schema.nullable === true && schema.kind !== "enum" ? [`${x} !== null`] : []),
    ];
    const plain = { x, below: spot.below, wish: spot.wish };
    if (guards.length === 0) printInside(schema, plain, context);
    else writer.block(`if (${guards.join(" && ")})`, () => printInside(schema, plain, context));
    return;
  }
  const { wrong, message } = typeFault(schema, type, x, scope);
  const refused = schema.nullable === true ? `${grouped(wrong)} && ${x} !== null` : wrong;
  const tell =
    missing !== undefined
      ? `${scope.use("mistyped")}(issues, path, ${spot.below}, ${quoted(message)}, ${x}, ${quoted(missing)})`
      : `${optional === true ? `${x} !== undefined && ` : ""}${faultAt(context, spot, "type", message)}`;
  const head = schema.nullable === true ? `} else if (${x} !== null)` : "} else";
  const start = `if (${refused}) {`;
  const printed = writer.block(head, () => printInside(schema, { x, below: spot.below, wish: spot.wish }, context), [
    start,
    `  if (${tell}) return false;`,
  ]);
  if (!printed) writer.line(`if (${grouped(refused)} && ${tell}) return false;`);
}

const grouped = (expression: string): string =>
  expression.includes(" || ") && !expression.startsWith("(") ? `(${expression})` : expression;

const missingFault = ({ missing = "" }: Spot, { scope }: CheckContext): string =>
  `${scope.use("fault")}(issues, path, "", "required", ${quoted(missing)}, {})`;

/** Scalars, enums and lists without much beside them are checked where they stand. */
function isInline(schema: Schema): boolean {
  const given = schema.assertions;
  const plain =
    given === undefined ||
    (given.allOf ?? given.anyOf ?? given.oneOf ?? given.not ?? given.if ?? given.contains) === undefined;
  switch (schema.kind) {
    case "scalar":
      return plain && schema.untyped !== true;
    case "enum":
      return given === undefined;
    case "list":
      return plain && schema.untyped !== true && given?.unevaluatedItems === undefined && !isNested(schema);
    default:
      return false;
  }
}

/** Lists of lists get functions of their own, so that no function grows without bounds. */
const isNested = ({ item, prefix = [] }: ListSchema): boolean =>
  item.kind === "list" || prefix.some(({ kind }) => kind === "list");

/** `!check(…)`, for a value that must not be null when null is admitted beside a reference. */
function callOf(schema: Schema, spot: Spot, context: CheckContext, owner: string): string {
  const target = context.scope.function(schema, context.variant, wishOf(owner, spot.wish));
  return `!${target.name}(${spot.x}, issues, ${pathOf(spot)}${depthOf(target)})`;
}

const depthOf = ({ deep, recursive }: CheckFunction): string => (deep ? (recursive ? ", depth + 1" : ", depth") : "");

const wishOf = (owner: string, wish: string): string => (wish.startsWith(owner) ? wish : `${owner}$${wish}`);

function testOf(schema: Schema, x: string, wish: string, context: CheckContext, owner: string): string {
  const { scope } = context;
  if (isTrivial(schema, scope.graph)) return "true";
  if (schema.kind === "never" && schema.nullable !== true) return "false";
  if (schema.kind === "enum" && schema.assertions === undefined && schema.open !== true) {
    const test = enumTest(
      schema.values.map(({ value }) => value),
      x,
      scope,
    );
    return schema.nullable === true ? `(${test} || ${x} === null)` : `(${test})`;
  }
  if (
    schema.kind === "scalar" &&
    schema.assertions === undefined &&
    schema.untyped !== true &&
    schema.nullable !== true
  ) {
    const checked = stringFaults(schema, x, context).length > 0 || numberFaults(schema, x, context).length > 0;
    if (!checked && schema.type !== "integer" && schema.type !== "number") {
      return `(typeof ${x} === "${schema.type === "boolean" ? "boolean" : "string"}")`;
    }
  }
  const target = scope.function(schema, context.variant, wishOf(owner, wish));
  return `${target.name}(${x}${target.deep ? `, undefined, ""${depthOf(target)}` : ""})`;
}

/** What a schema says of a value of the right type. */
function printInside(schema: Schema, spot: Spot, context: CheckContext): void {
  const type = typed(schema);
  const { writer } = context;
  const groups: readonly [JsonType, () => void][] = [
    ["string", () => tellAll(stringFaults(schema, spot.x, context), spot, context)],
    ["number", () => tellAll(numberFaults(schema, spot.x, context), spot, context)],
    ["array", () => printItems(schema, spot, context)],
    ["object", () => printMembers(schema, spot, context)],
  ];
  for (const [group, print] of groups) {
    if (type === undefined) writer.block(`if (${groupTest(group, spot.x, context)})`, print);
    else if (type === group || (type === "integer" && group === "number")) print();
  }
  if (schema.kind === "enum") printEnum(schema, spot, context);
  if (schema.kind === "union") printUnion(schema, spot, context);
  if (schema.kind === "reference") context.value({ kind: "reference", name: schema.name, at: schema.at }, spot);
  if (schema.assertions?.values !== undefined) {
    const possible = type === undefined ? undefined : type === "integer" ? "number" : type;
    const values = schema.assertions.values.filter((value) => possible === undefined || jsonTypeOf(value) === possible);
    refuse(context, `!(${enumTest(values, spot.x, context.scope)})`, spot, "enum", listed(values));
  }
  printCombinations(schema, spot, context);
}

const groupTest = (group: JsonType, x: string, { scope }: CheckContext): string =>
  group === "number" && scope.options.int64 !== "number"
    ? `typeof ${x} === "number" || typeof ${x} === "bigint"`
    : typeTest(group, x);

function tellAll(
  faults: readonly { readonly wrong: string; readonly keyword: string; readonly message: string }[],
  spot: Spot,
  context: CheckContext,
): void {
  for (const { wrong, keyword, message } of faults) refuse(context, wrong, spot, keyword, message);
}

function printEnum(schema: Schema & { readonly kind: "enum" }, spot: Spot, context: CheckContext): void {
  const values = schema.values.map(({ value }) => value);
  if (schema.open === true) {
    const types = [...new Set(values.map(jsonTypeOf))];
    const integral = values.every((value) => typeof value !== "number" || Number.isInteger(value));
    const tests = types.map((type) =>
      type === "number" && integral ? `Number.isInteger(${spot.x})` : `(${typeTest(type, spot.x)})`,
    );
    if (schema.nullable === true) tests.push(`${spot.x} === null`);
    refuse(context, `!(${tests.join(" || ")})`, spot, "type", `must be a ${types.join(" or a ")}`);
    return;
  }
  const admitted = schema.nullable === true && !values.includes(null) ? [...values, null] : values;
  const simple = admitted.length <= 8 && admitted.every((value) => typeof value === "string" || value === null);
  const wrong = simple
    ? admitted.map((value) => `${spot.x} !== ${literal(value)}`).join(" && ")
    : `!(${enumTest(admitted, spot.x, context.scope)})`;
  refuse(context, wrong === "" ? "true" : wrong, spot, admitted.length === 1 ? "const" : "enum", listed(admitted));
}

/** Whether a value is one of several: by comparison when they are few, by a set when they are many. */
function enumTest(values: readonly Json[], x: string, scope: CheckScope): string {
  const plain = values.filter((value) => typeof value !== "object" || value === null);
  const tests: string[] = [];
  const many = plain.filter((value) => typeof value !== "bigint");
  if (many.length > 8) {
    const set = scope.constant("values", `new Set<unknown>([${many.map(literal).join(", ")}])`);
    tests.push(`${set}.has(${x})`);
  } else {
    tests.push(...many.map((value) => `${x} === ${literal(value)}`));
  }
  for (const value of plain) {
    if (typeof value === "bigint")
      tests.push(`(${x} as unknown) === ${value}n`, `(${x} as unknown) === ${Number(value)}`);
  }
  for (const value of values) {
    if (typeof value !== "object" || value === null) continue;
    tests.push(`${scope.use("isEqual")}(${x}, ${literal(value)})`);
  }
  return tests.length === 0 ? "false" : tests.join(" || ");
}

function listed(values: readonly Json[]): string {
  if (values.length === 0) return "must be one of no values";
  const shown = values
    .slice(0, 12)
    .map((value) => (typeof value === "bigint" ? `${value}` : (JSON.stringify(value) ?? "")));
  const text = shown.join(", ");
  if (values.length === 1 && text.length <= 200) return `must be ${text}`;
  return values.length <= 12 && text.length <= 200
    ? `must be one of ${text}`
    : `must be one of ${values.length} listed values`;
}
