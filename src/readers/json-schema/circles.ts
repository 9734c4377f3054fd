import type { Schema } from "../../contract/schema.js";

/** The schemas that must hold for the very value that this one is asked about. */
function* inPlace({ assertions, ...schema }: Schema): Generator<Schema> {
  if (schema.kind === "union") yield* schema.variants;
  if (assertions === undefined) return;
  for (const keyword of ["allOf", "anyOf", "oneOf"] as const) yield* assertions[keyword] ?? [];
  for (const keyword of ["not", "if", "then", "else"] as const) if (assertions[keyword]) yield assertions[keyword];
  yield* Object.values(assertions.dependentSchemas ?? {});
}

/** The names that a schema refers to for the very same value, with the schema that refers. */
function* referred(schema: Schema, depth = 0): Generator<Schema & { kind: "reference" }> {
  if (schema.kind === "reference") yield schema;
  if (depth > 400) return;
  for (const part of inPlace(schema)) yield* referred(part, depth + 1);
}

/**
 * Finds circles of references that never get to a member or an item.
 * @param checked names that were looked at before; grows
 * @returns for each circle the reference that closes it
 */
export function findCircles(
  names: Iterable<string>,
  schemas: ReadonlyMap<string, Schema>,
  checked: Set<string>,
): (Schema & { kind: "reference" })[] {
  const circles: (Schema & { kind: "reference" })[] = [];
  for (const start of names) {
    if (checked.has(start)) continue;
    const open = new Set<string>();
    const stack: { name: string; next: Iterator<Schema & { kind: "reference" }> }[] = [];
    const enter = (name: string) => {
      const schema = schemas.get(name);
      if (schema === undefined) return;
      open.add(name);
      stack.push({ name, next: referred(schema) });
    };
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { value, done } = top.next.next();
      if (done === true) {
        open.delete(top.name);
        checked.add(top.name);
        stack.pop();
      } else if (open.has(value.name)) circles.push(value);
      else if (!checked.has(value.name)) enter(value.name);
    }
  }
  return circles;
}
