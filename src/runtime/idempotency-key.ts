import type { OperationData } from "./operation.js";
import type { Input } from "./request.js";

/** The input with its idempotency key: the caller's own, or one made for this call and kept over all its attempts. */
export function withKey(operation: OperationData, input: Input, make: () => string): Input {
  const { key } = operation;
  if (key === undefined) return input;
  const place = key.place === "header" ? "headers" : key.place;
  const field = key.place === "header" ? key.name.toLowerCase() : key.name;
  const given = input[place];
  if (given !== undefined && (typeof given !== "object" || given === null || Array.isArray(given))) return input;
  const fields = (given ?? {}) as Readonly<Record<string, unknown>>;
  if (fields[field] !== undefined || (place === "body" && given === undefined)) return input;
  return { ...input, [place]: { ...fields, [field]: make() } };
}

/** A random UUID (version 4). */
export const randomKey = (): string => crypto.randomUUID();
