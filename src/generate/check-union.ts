import type { Schema, UnionSchema } from "../contract/schema.js";
import { type CheckContext, faultAt, refuse, type Spot } from "./check-context.js";
import { constantsOf } from "./constants.js";
import { jsonTypesOf, typeTest } from "./json-types.js";
import { quoted } from "./literal.js";
import { isInherited, propertyAccess } from "./names.js";

/** `anyOf` and `oneOf`. Where a member's constant or the JSON type tells the variant, only that variant is looked at. */
export function printUnion(schema: UnionSchema, spot: Spot, context: CheckContext): void {
  const { variants } = schema;
  const [only] = variants;
  const tagged = variants.length > 1 ? tagsOf(schema, context) : undefined;
  if (only === undefined) refuse(context, "true", spot, keywordOf(schema), "must not be there");
  else if (variants.length === 1) context.value(only, spot);
  else if (tagged !== undefined) printSwitch(tagged, spot, context);
  else printTrials(schema, spot, context);
}

interface Tagged {
  readonly property: string;
  readonly cases: readonly { readonly tags: readonly string[]; readonly variant: Schema }[];
}

/** A member of which each variant requires other constants than all others: at most one variant can admit a value. */
function tagsOf({ variants, discriminator }: UnionSchema, { scope }: CheckContext): Tagged | undefined {
  const candidates = discriminator === undefined ? commonMembers(variants, scope.graph) : [discriminator.property];
  for (const property of candidates) {
    if (isInherited(property)) continue;
    const seen = new Set<string>();
    const cases = variants.map((variant) => {
      const tags = [...(constantsOf(variant, property, scope.graph) ?? [])];
      const fresh = tags.length > 0 && tags.every((tag) => !seen.has(tag));
      for (const tag of tags) seen.add(tag);
      return fresh ? { tags, variant } : undefined;
    });
    if (cases.every((entry) => entry !== undefined)) return { property, cases };
  }
  return undefined;
}

function commonMembers(variants: readonly Schema[], graph: CheckContext["scope"]["graph"]): string[] {
  const first = variants[0] === undefined ? undefined : graph.meant(variants[0]);
  if (first?.kind !== "record") return [];
  return first.fields
    .filter(({ required }) => required)
    .map(({ name }) => name)
    .slice(0, 30);
}

function printSwitch({ property, cases }: Tagged, spot: Spot, context: CheckContext): void {
  const { writer } = context;
  const { x } = spot;
  writer.line(`if (typeof ${x} !== "object" || ${x} === null || Array.isArray(${x})) {`);
  writer.line(`  if (${faultAt(context, spot, "type", "must be an object")}) return false;`);
  writer.line("} else {");
  writer.inner(() => {
    writer.line(`switch ((${x} as Record<string, unknown>)${propertyAccess(property)}) {`);
    writer.inner(() => {
      for (const { tags, variant } of cases) {
        for (const tag of tags) writer.line(`case ${quoted(tag)}:`);
        writer.inner(() => {
          context.value(variant, { ...spot, wish: `${spot.wish}$${tags[0] === undefined ? "" : tagName(tags[0])}` });
          writer.line("break;");
        });
      }
      const known = cases.flatMap(({ tags }) => tags);
      const list =
        known.length <= 12 ? `one of ${known.map(quoted).join(", ")}` : `one of ${known.length} listed values`;
      writer.line("default:");
      writer.line(
        `  if (${faultAt(context, spot, "discriminator", `must have ${quoted(property)} that is ${list}`)}) return false;`,
      );
    });
    writer.line("}");
  });
  writer.line("}");
}

const tagName = (tag: string): string => tag.replaceAll(/[^A-Za-z0-9_]/g, "_");

function printTrials(schema: UnionSchema, spot: Spot, context: CheckContext): void {
  const { variants, mode } = schema;
  const { writer, scope } = context;
  const keyword = keywordOf(schema);
  const tests = variants.map((variant, index) => context.test(variant, spot.x, `${spot.wish}$option${index + 1}`));
  const types = variants.map((variant) => jsonTypesOf(variant, scope.graph));
  const apart = types.every((own, index) =>
    types.every((other, position) => position <= index || [...own].every((type) => !other.has(type))),
  );
  if (mode === "any" || apart) {
    const told = tellable(schema, types, context);
    if (told === undefined) {
      refuse(context, `!(${tests.join(" || ")})`, spot, keyword, "must be of one of the admitted kinds");
      return;
    }
    writer.line(`if (!(${tests.join(" || ")})) {`);
    writer.inner(() => {
      writer.line("if (issues === undefined) return false;");
      writer.line(`if (${told.test(spot.x)}) {`);
      writer.inner(() => context.value(told.variant, { ...spot, wish: `${spot.wish}$option${told.index + 1}` }));
      writer.line(
        `} else if (${faultAt(context, spot, keyword, "must be of one of the admitted kinds")}) return false;`,
      );
    });
    writer.line("}");
    return;
  }
  const count = writer.local("matches");
  writer.line(`let ${count} = 0;`);
  for (const test of tests) writer.line(`if (${test}) ${count} += 1;`);
  refuse(context, `${count} !== 1`, spot, keyword, "must be of exactly one of the admitted kinds");
}

/** The only variant that is an object (or array), whose own faults say more than that no variant fits. */
function tellable(
  { variants }: UnionSchema,
  types: readonly ReadonlySet<string>[],
  { scope }: CheckContext,
): { readonly variant: Schema; readonly index: number; test(x: string): string } | undefined {
  for (const type of ["object", "array"] as const) {
    const indexes = types.flatMap((own, index) => (own.has(type) ? [index] : []));
    const [index = 0] = indexes;
    const variant = variants[index];
    if (indexes.length !== 1 || variant === undefined || scope.graph.meant(variant).kind === "any") continue;
    return { variant, index, test: (x) => typeTest(type, x) };
  }
  return undefined;
}

const keywordOf = ({ mode }: UnionSchema): string => (mode === "any" ? "anyOf" : "oneOf");
