import type { Contract } from "./contract.js";

/** Raw JSON text inside `JSON.stringify` (ECMAScript proposal JSON.rawJSON, in every supported Node). */
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };

/**
 * Any part of a contract as JSON, in a stable form: members in alphabetical order, maps as objects in the order of the
 * contract, bigints as integers with all their digits. Described by `docs/schemas/contract.schema.json`.
 */
export function printContract(part: Contract | object, indent = 2): string {
  return `${JSON.stringify(stable(part), undefined, indent)}\n`;
}

function stable(value: unknown): unknown {
  if (typeof value === "bigint") return rawJSON(String(value));
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(stable);
  if (value instanceof Map) return withMembers([...value].map(([name, member]) => [String(name), member]));
  return withMembers(Object.entries(value).sort(byName));
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

/** An object with these members, one called `__proto__` included. */
function withMembers(members: readonly (readonly [string, unknown])[]): object {
  const result = Object.create(null) as Record<string, unknown>;
  for (const [name, member] of members) if (member !== undefined) result[name] = stable(member);
  return result;
}
