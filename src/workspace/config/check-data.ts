import { suggest } from "../../diagnostics/suggest.js";

/** A problem of some data, at a path of member names and indexes. `key`: the member's name is wrong, not its value. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix?: string;
  readonly key?: boolean;
}

/** The part of JSON Schema 2020-12 in which our published schemas are written. */
export interface DataSchema {
  readonly $ref?: string;
  readonly type?: "object" | "array" | "string" | "boolean" | "number" | "integer";
  readonly properties?: Readonly<Record<string, DataSchema>>;
  readonly additionalProperties?: DataSchema | false;
  readonly propertyNames?: DataSchema;
  readonly required?: readonly string[];
  readonly items?: DataSchema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly DataSchema[];
  readonly $defs?: Readonly<Record<string, DataSchema>>;
}

/**
 * Checks data that a person wrote, and says what is wrong in that person's words, with the word probably meant.
 * @param whole what the data as a whole is called in messages
 */
export function checkData(value: unknown, root: DataSchema, whole = "the config"): readonly Problem[] {
  const problems: Problem[] = [];
  const named = (path: Problem["path"]): string => (path.length === 0 ? whole : pathText(path));

  const check = (data: unknown, given: DataSchema, path: Problem["path"]): void => {
    const schema = given.$ref === undefined ? given : definition(root, given.$ref);
    if (schema.anyOf !== undefined) {
      checkAny(data, schema.anyOf, path);
      return;
    }
    if (schema.type !== undefined && !hasType(data, schema.type)) {
      problems.push({ path, message: `${named(path)} must be ${articles[schema.type]}, and is ${shown(data)}` });
      return;
    }
    if (schema.enum !== undefined && !schema.enum.includes(data as string))
      problems.push(notOneOf(data, schema.enum, path, named(path)));
    if (typeof data === "string" && data.length < (schema.minLength ?? 0)) {
      problems.push({ path, message: `${named(path)} must not be empty` });
    }
    if (Array.isArray(data)) checkArray(data, schema, path);
    else if (isObject(data)) checkObject(data, schema, path);
  };

  const checkArray = (data: readonly unknown[], schema: DataSchema, path: Problem["path"]): void => {
    if (data.length < (schema.minItems ?? 0)) problems.push({ path, message: `${named(path)} must not be empty` });
    if (schema.items === undefined) return;
    for (const [index, item] of data.entries()) check(item, schema.items, [...path, index]);
  };

  const checkObject = (data: Readonly<Record<string, unknown>>, schema: DataSchema, path: Problem["path"]): void => {
    for (const name of schema.required ?? []) {
      if (data[name] === undefined) problems.push({ path, message: `${named(path)} has no "${name}"` });
    }
    for (const [name, member] of Object.entries(data)) {
      // In TypeScript, an option left out and one that is undefined are the same.
      if (member === undefined) continue;
      const known = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
      const inner = known ?? schema.additionalProperties;
      if (inner === false) problems.push(unknownMember(name, Object.keys(schema.properties ?? {}), path, named(path)));
      else if (inner !== undefined) check(member, inner, [...path, name]);
      if (name.length < (schema.propertyNames?.minLength ?? 0)) {
        problems.push({ path: [...path, name], key: true, message: `a name in ${named(path)} must not be empty` });
      }
    }
  };

  const checkAny = (data: unknown, schemas: readonly DataSchema[], path: Problem["path"]): void => {
    const sameType = schemas.find(({ type }) => type !== undefined && hasType(data, type));
    if (sameType !== undefined) check(data, sameType, path);
    else {
      const wanted = schemas.map(({ type }) => articles[type ?? "object"]).join(" or ");
      problems.push({ path, message: `${named(path)} must be ${wanted}, and is ${shown(data)}` });
    }
  };

  check(value, root, []);
  return problems;
}

function definition(root: DataSchema, reference: string): DataSchema {
  const found = root.$defs?.[reference.replace("#/$defs/", "")];
  if (found === undefined) throw new Error(`the schema has no ${reference}`);
  return found;
}

const articles = {
  object: "an object",
  array: "a list",
  string: "a string",
  boolean: "true or false",
  number: "a number",
  integer: "an integer",
} as const;

function hasType(data: unknown, type: keyof typeof articles): boolean {
  if (type === "object") return isObject(data);
  if (type === "array") return Array.isArray(data);
  return type === "integer" ? Number.isInteger(data) : typeof data === type;
}

const isObject = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === "object" && data !== null && !Array.isArray(data);

/** "contracts.petstore.generate[0].out" */
const pathText = (path: Problem["path"]): string =>
  path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");

const shown = (data: unknown): string => {
  if (data === null) return "null";
  if (Array.isArray(data)) return "a list";
  if (isObject(data)) return "an object";
  return typeof data === "string" ? `"${data.slice(0, 40)}"` : typeof data === "function" ? "a function" : String(data);
};

function notOneOf(data: unknown, values: readonly string[], path: Problem["path"], name: string): Problem {
  const near = typeof data === "string" ? suggest(data, values) : undefined;
  const message = `${name} must be one of ${values.map((value) => `"${value}"`).join(", ")}, and is ${shown(data)}`;
  return { path, message, ...(near !== undefined && { fix: `Did you mean "${near}"?` }) };
}

function unknownMember(name: string, names: readonly string[], path: Problem["path"], parent: string): Problem {
  const near = suggest(name, names);
  const shownNames = names.filter((known) => !known.startsWith("$"));
  const fix = near === undefined ? `There are: ${shownNames.join(", ")}.` : `Did you mean "${near}"?`;
  return { path: [...path, name], key: true, message: `${parent} takes no "${name}"`, fix };
}
