import type { Schema } from "../contract/schema.js";
import type { CheckContext } from "./check-context.js";
import { quoted } from "./literal.js";
import { isInherited, propertyAccess } from "./names.js";
import { isTrivial } from "./trivial.js";

/**
 * An expression over `$key` that is true when some other keyword evaluates the member of that name (JSON Schema 2020-12
 * core, section 11.3). Writes a constant for each branch that has to be tried to know that.
 */
export function evaluatedMembers(schema: Schema, o: string, context: CheckContext): string {
  return expressionOf(collect(schema, o, [], true, context, memberMarks, 0));
}

/** The same for items, over `$index` and `$item` (section 11.2). */
export function evaluatedItems(schema: Schema, x: string, context: CheckContext): string {
  return expressionOf(collect(schema, x, [], true, context, itemMarks, 0));
}

/** That something is evaluated when all conditions hold. */
type Mark = string[];

const expressionOf = (marks: readonly Mark[]): string => {
  if (marks.some((mark) => mark.length === 0)) return "true";
  return marks.length === 0 ? "false" : [...new Set(marks.map((mark) => mark.join(" && ")))].join(" || ");
};

type OwnMarks = (schema: Schema, isRoot: boolean, context: CheckContext) => Mark[];

const memberMarks: OwnMarks = (schema, isRoot, { scope }) => {
  const { patternProperties = [], unevaluatedProperties } = schema.assertions ?? {};
  if (!isRoot && unevaluatedProperties !== undefined) return [[]];
  const marks: Mark[] = [];
  if (schema.kind === "record") {
    if (schema.rest !== undefined) return [[]];
    for (const { name } of schema.fields) marks.push([`$key === ${quoted(name)}`]);
  }
  if (schema.kind === "map" && !(schema.value.kind === "any" && isTrivial(schema.value, scope.graph))) return [[]];
  for (const { pattern } of patternProperties) {
    const expression = scope.pattern(pattern, schema);
    if (expression !== undefined) marks.push([`${expression}.test($key)`]);
  }
  return marks;
};

const itemMarks: OwnMarks = (schema, isRoot, context) => {
  const { contains, unevaluatedItems } = schema.assertions ?? {};
  if (!isRoot && unevaluatedItems !== undefined) return [[]];
  const marks: Mark[] = [];
  if (schema.kind === "list") {
    if (!(schema.item.kind === "any" && isTrivial(schema.item, context.scope.graph))) return [[]];
    if (schema.prefix !== undefined && schema.prefix.length > 0) marks.push([`$index < ${schema.prefix.length}`]);
  }
  if (contains !== undefined) marks.push([context.test(contains, "$item", "contains")]);
  return marks;
};

/** The marks of a schema and of everything that is applied to the same value, each under the conditions of its branch. */
function collect(
  schema: Schema,
  x: string,
  conditions: Mark,
  isRoot: boolean,
  context: CheckContext,
  own: OwnMarks,
  depth: number,
): Mark[] {
  if (depth > 50) return [];
  const { writer, scope } = context;
  const marks = own(schema, isRoot, context).map((mark) => [...conditions, ...mark]);
  const into = (part: Schema, more: Mark = []) =>
    collect(part, x, [...conditions, ...more], false, context, own, depth + 1);
  const tried = (part: Schema, otherwise = false): Mark[] => {
    const found = collect(part, x, [], false, context, own, depth + 1);
    if (found.length === 0) return [];
    return found.map((mark) => [...conditions, flagOf(part, otherwise), ...mark]);
  };
  const flags = new Map<Schema, string>();
  const flagOf = (part: Schema, otherwise = false): string => {
    let flag = flags.get(part);
    if (flag === undefined) {
      flag = writer.local("fits");
      flags.set(part, flag);
      writer.line(`const ${flag} = ${context.test(part, x, "branch")};`);
    }
    return otherwise ? `!${flag}` : flag;
  };

  if (schema.kind === "reference") {
    const target = scope.graph.named(schema.name);
    if (target !== undefined) marks.push(...into(target));
  }
  if (schema.kind === "union") for (const variant of schema.variants) marks.push(...tried(variant));
  const {
    allOf = [],
    anyOf = [],
    oneOf = [],
    if: condition,
    then: consequence,
    else: alternative,
    dependentSchemas = {},
  } = schema.assertions ?? {};
  for (const part of allOf) marks.push(...into(part));
  for (const part of [...anyOf, ...oneOf]) marks.push(...tried(part));
  if (condition !== undefined) {
    marks.push(...tried(condition));
    if (consequence !== undefined && into(consequence).length > 0)
      marks.push(...into(consequence, [flagOf(condition)]));
    if (alternative !== undefined && into(alternative).length > 0) {
      marks.push(...into(alternative, [flagOf(condition, true)]));
    }
  }
  for (const [name, part] of Object.entries(dependentSchemas)) {
    const member = isInherited(name) ? `${scope.use("own")}(${x}, ${quoted(name)})` : x + propertyAccess(name);
    marks.push(...into(part, [`${member} !== undefined`]));
  }
  return marks;
}
