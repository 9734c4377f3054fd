import type { Field, Schema } from "../contract/schema.js";
import { append, type CheckContext, refuse, type Spot } from "./check-context.js";
import { evaluatedMembers } from "./check-evaluated.js";
import { localName } from "./check-scope.js";
import { quoted } from "./literal.js";
import { isInherited, propertyAccess } from "./names.js";
import { accessOf } from "./schema-graph.js";
import { isTrivial } from "./trivial.js";

/** What a schema says of objects, the value being known to be one. */
export function printMembers(schema: Schema, spot: Spot, context: CheckContext): void {
  const o = context.writer.local("o");
  context.writer.introduced(`const ${o} = ${spot.x} as Record<string, unknown>;`, () =>
    printAll(schema, spot, { ...spot, x: o }, context),
  );
}

function printAll(schema: Schema, spot: Spot, object: Spot, context: CheckContext): void {
  const { writer, scope } = context;
  const given = schema.assertions ?? {};
  const fields = schema.kind === "record" ? schema.fields : [];
  const o = object.x;

  for (const field of fields) if (isShallow(field)) printField(field, object, context);
  for (const name of given.required ?? []) {
    refuse(context, `${memberOf(name, o, context)} === undefined`, object, "required", missing(name));
  }
  for (const field of fields) if (!isShallow(field)) printField(field, object, context);
  for (const [name, others] of Object.entries(given.dependentRequired ?? {})) {
    writer.block(`if (${memberOf(name, o, context)} !== undefined)`, () => {
      for (const other of others) {
        const message = `${missing(other)} because it has ${quoted(name)}`;
        refuse(context, `${memberOf(other, o, context)} === undefined`, object, "dependentRequired", message);
      }
    });
  }
  for (const [name, part] of Object.entries(given.dependentSchemas ?? {})) {
    writer.block(`if (${memberOf(name, o, context)} !== undefined)`, () =>
      context.value(part, { ...spot, wish: `with_${localName(name)}` }),
    );
  }
  const { minProperties, maxProperties } = given;
  if (minProperties !== undefined && minProperties > 0) {
    const wrong = `${scope.use("memberCount")}(${o}) < ${minProperties}`;
    refuse(context, wrong, object, "minProperties", `must have at least ${counted(minProperties)}`);
  }
  if (maxProperties !== undefined) {
    const wrong = `${scope.use("memberCount")}(${o}) > ${maxProperties}`;
    refuse(context, wrong, object, "maxProperties", `must have at most ${counted(maxProperties)}`);
  }
  printLoop(schema, fields, object, context);
}

/**
 * What is told by a glance comes before what has to be gone into: a wrong variant of a union is left at once, and trying
 * several does not multiply with the depth.
 */
const isShallow = ({ schema }: Field): boolean =>
  schema.kind === "scalar" || schema.kind === "enum" || schema.kind === "any";

function printField(field: Field, { x: o, below }: Spot, context: CheckContext): void {
  const { writer, scope, variant } = context;
  const access = accessOf(field, scope.graph);
  const required = field.required && access !== (variant === "read" ? "write" : "read");
  if (!required && isTrivial(field.schema, scope.graph)) return;
  const x = writer.local(localName(field.name));
  writer.line(`const ${x} = ${memberOf(field.name, o, context)};`);
  context.value(field.schema, {
    x,
    below: append(below, quoted(segment(field.name))),
    wish: localName(field.name),
    ...(required ? { missing: missing(field.name) } : { optional: true }),
  });
}

/** Reads a member. Names that every object inherits are only read from the object itself. */
const memberOf = (name: string, o: string, { scope }: CheckContext): string =>
  isInherited(name) ? `${scope.use("own")}(${o}, ${quoted(name)})` : o + propertyAccess(name);

/** One loop for everything that is said of members by their names' looks, or of those that nothing names. */
function printLoop(schema: Schema, fields: readonly Field[], object: Spot, context: CheckContext): void {
  const { writer, scope } = context;
  const { patternProperties = [], propertyNames, unevaluatedProperties } = schema.assertions ?? {};
  const rest = schema.kind === "record" ? schema.rest : schema.kind === "map" ? schema.value : undefined;
  const limited = rest !== undefined && !isTrivial(rest, scope.graph) ? rest : undefined;
  const named = propertyNames !== undefined && !isTrivial(propertyNames, scope.graph) ? propertyNames : undefined;
  const patterns = patternProperties.flatMap(({ pattern, schema: part }) => {
    const expression = scope.pattern(pattern, schema);
    return expression === undefined ? [] : [{ expression, part }];
  });
  const evaluated =
    unevaluatedProperties === undefined || isTrivial(unevaluatedProperties, scope.graph)
      ? "true"
      : evaluatedMembers(schema, object.x, context);
  const matters = patterns.some(({ part }) => !isTrivial(part, scope.graph));
  if (limited === undefined && named === undefined && !matters && evaluated === "true") return;

  const key = writer.local("key");
  const member = writer.local("member");
  const spot: Spot = {
    x: member,
    below: append(object.below, `${scope.use("segment")}(${key})`),
    wish: `${object.wish}$member`,
  };
  writer.line(`for (const ${key} in ${object.x}) {`);
  const listed = fields.map(({ name }) => name);
  const alone = named === undefined && patterns.length === 0 && evaluated === "true" && listed.length > 0;
  const inner = () => {
    if (alone) writer.line(`if (${isListed(listed, key, scope)}) continue;`);
    writer.line(`const ${member} = ${object.x}[${key}];`);
    writer.line(`if (${member} === undefined) continue;`);
    if (named !== undefined) {
      const test = context.test(named, key, `${object.wish}$name`);
      refuse(context, `!${test}`, { ...spot, x: key }, "propertyNames", "must not have a member of this name");
    }
    for (const { expression, part } of patterns) {
      writer.block(`if (${expression}.test(${key}))`, () =>
        context.value(part, { ...spot, wish: `${object.wish}$pattern` }),
      );
    }
    if (limited !== undefined) {
      const known = [
        ...(alone || listed.length === 0 ? [] : [`!(${isListed(listed, key, scope)})`]),
        ...patterns.map(({ expression }) => `!${expression}.test(${key})`),
      ];
      const tell = () => tellMember(limited, spot, "additionalProperties", context);
      if (known.length === 0) tell();
      else writer.block(`if (${known.join(" && ")})`, tell);
    }
    if (unevaluatedProperties !== undefined && evaluated !== "true") {
      const tell = () => tellMember(unevaluatedProperties, spot, "unevaluatedProperties", context);
      if (evaluated === "false") tell();
      else writer.block(`if (!(${evaluated.replaceAll("$key", key)}))`, tell);
    }
  };
  writer.inner(inner);
  writer.line("}");
}

function tellMember(schema: Schema, spot: Spot, keyword: string, context: CheckContext): void {
  if (schema.kind === "never" && schema.nullable !== true) refuse(context, "true", spot, keyword, "must not be there");
  else context.value(schema, spot);
}

/** Whether a name is one of those listed. */
function isListed(names: readonly string[], key: string, scope: CheckContext["scope"]): string {
  if (names.length <= 12) return names.map((name) => `${key} === ${quoted(name)}`).join(" || ");
  return `${scope.constant("values", `new Set<unknown>([${names.map(quoted).join(", ")}])`)}.has(${key})`;
}

const missing = (name: string): string => `must have ${quoted(name)}`;
const segment = (name: string): string => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
const counted = (count: number): string => (count === 1 ? "1 member" : `${count} members`);
