import type { Json } from "../../contract/json.js";
import type { Field, Schema, SchemaBase } from "../../contract/schema.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Document } from "../../source/document.js";
import type { Library } from "../../source/library.js";
import { fileDocument } from "../asyncapi/merged-document.js";
import {
  child,
  identityOf,
  isObject,
  isObjectNode,
  items,
  kindOf,
  type Node,
  type ObjectNode,
  placeOf,
  valuePlaceOf,
} from "../asyncapi/node.js";
import { valueKey } from "../json-schema/place.js";
import { defaultOf } from "./avro-defaults.js";
import { fullNameOf, isAvroName } from "./avro-names.js";
import { avroTypesOf } from "./avro-types.js";
import { logicalType } from "./logical-types.js";

/** What an Avro reader needs from the contract around it. */
export interface AvroContext {
  readonly library: Library;
  diagnose(diagnostic: Diagnostic): void;
  /** Gives a named type the name under which the contract keeps it: its full name unless another schema has that. */
  claim(fullName: string, identity: string): string;
}

/** Reads Avro schemas (Avro 1.12 specification, "Schema Declaration") into schemas of the model. */
export interface AvroReader {
  /** Reads the schema at a node. Never throws: what is wrong is diagnosed and reads as `any`. */
  read(node: Node): Schema;
  /** The schema as it is written, in whichever file that is: what a reference leads to. */
  original(node: Node): Json;
  /** The named types that were reached, by the names that were claimed for them. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** Full names that nothing in the documents of the contract defines, and the documents that use them. */
  readonly missing: ReadonlyMap<string, Document>;
}

/** What is in force where a schema stands. */
interface Scope {
  readonly namespace: string;
  readonly depth: number;
}

const deepest = 200;

const primitives: Readonly<Record<string, (base: SchemaBase) => Schema>> = {
  null: (base) => ({ ...base, kind: "enum", values: [{ value: null, at: base.at }] }),
  boolean: (base) => ({ ...base, kind: "scalar", type: "boolean" }),
  int: (base) => ({ ...base, kind: "scalar", type: "integer", format: "int32" }),
  long: (base) => ({ ...base, kind: "scalar", type: "integer", format: "int64" }),
  float: (base) => ({ ...base, kind: "scalar", type: "number", format: "float" }),
  double: (base) => ({ ...base, kind: "scalar", type: "number", format: "double" }),
  bytes: (base) => ({ ...base, kind: "scalar", type: "bytes" }),
  string: (base) => ({ ...base, kind: "scalar", type: "string" }),
};

/** Makes a reader that keeps named types apart by full name, over all the files of one contract. */
export function createAvroReader(context: AvroContext): AvroReader {
  const names = new Map<string, string>();
  const definitions = new Map<string, string>();
  const schemas = new Map<string, Schema>();
  const missing = new Map<string, Document>();
  let elsewhere: ReadonlyMap<string, { readonly node: ObjectNode; readonly namespace: string }> | undefined;

  const tell = (node: Node, message: string, fix?: string): void =>
    context.diagnose({
      code: "avro-invalid",
      severity: "warning",
      message,
      at: valuePlaceOf(node),
      ...(fix !== undefined && { fix }),
    });

  const unreadable = (node: Node, message: string): Schema => {
    context.diagnose({ code: "avro-invalid", severity: "error", message, at: valuePlaceOf(node) });
    return { kind: "any", at: valuePlaceOf(node) };
  };

  function readSchema(node: Node, scope: Scope): Schema {
    if (scope.depth > deepest) return unreadable(node, `the Avro schema is nested more than ${deepest} levels deep`);
    const inner = { namespace: scope.namespace, depth: scope.depth + 1 };
    if (typeof node.value === "string") return readName(node, node.value, scope);
    if (Array.isArray(node.value)) return readUnion(node, inner);
    if (!isObjectNode(node)) return unreadable(node, `an Avro schema cannot be ${kindOf(node.value)}`);
    const { value } = node;
    if (typeof value["$ref"] === "string") return readReference(node, inner);
    const type = value["type"];
    switch (type) {
      case "record":
      case "error":
      case "enum":
      case "fixed":
        return readNamed(node, type, inner);
      case "array":
        return { ...baseOf(node), kind: "list", item: readPart(node, "items", inner) };
      case "map":
        return { ...baseOf(node), kind: "map", value: readPart(node, "values", inner) };
      case undefined:
        return unreadable(node, 'the Avro schema has no "type"');
      default: {
        const inside = child(node, "type");
        if (inside === undefined) return unreadable(node, 'the Avro schema has no "type"');
        return annotated(logical(readSchema(inside, inner), node), node);
      }
    }
  }

  function readPart(node: ObjectNode, key: "items" | "values", scope: Scope): Schema {
    const part = child(node, key);
    if (part === undefined) return unreadable(node, `the Avro ${node.value["type"]} does not say its "${key}"`);
    return readSchema(part, scope);
  }

  function readName(node: Node, name: string, scope: Scope): Schema {
    const primitive = Object.hasOwn(primitives, name) ? primitives[name] : undefined;
    const at = valuePlaceOf(node);
    if (primitive !== undefined) return primitive({ at });
    const candidates = name.includes(".") || scope.namespace === "" ? [name] : [`${scope.namespace}.${name}`, name];
    for (const fullName of candidates) {
      const known = names.get(fullName) ?? readElsewhere(fullName, scope);
      if (known !== undefined) return { kind: "reference", name: known, at };
    }
    const fullName = candidates[0] ?? name;
    missing.set(fullName, fileDocument(node.document));
    context.diagnose({
      code: "avro-type-unknown",
      severity: "error",
      message: `no Avro type is called "${fullName}" in the files of this contract`,
      at,
    });
    return { kind: "any", at };
  }

  /** A type that another file of the contract defines, or this file further down. */
  function readElsewhere(fullName: string, scope: Scope): string | undefined {
    elsewhere ??= avroTypesOf(context.library.documents);
    const found = elsewhere.get(fullName);
    if (found === undefined) return undefined;
    readSchema(found.node, { namespace: found.namespace, depth: scope.depth + 1 });
    return names.get(fullName);
  }

  function readReference(node: Node, scope: Scope): Schema {
    const found = locate(node);
    if (found === undefined) return { kind: "any", at: valuePlaceOf(node) };
    return readSchema(found.node, { namespace: found.namespace, depth: scope.depth });
  }

  /** `order.avsc` is a whole file; `order.avsc#/Order` a type by its name, or else a JSON pointer. */
  function locate(node: Node): { readonly node: Node; readonly namespace: string } | undefined {
    const reference = isObject(node.value) ? node.value["$ref"] : undefined;
    if (typeof reference !== "string") return { node, namespace: "" };
    const target = context.library.resolve(reference, node.document);
    if (target !== undefined) return { node: { ...target, parent: undefined, key: undefined }, namespace: "" };
    const [file = "", fragment = ""] = reference.split("#", 2);
    const whole = context.library.resolve(`${file}#`, node.document);
    if (whole === undefined) {
      const message = context.library.missing(reference, node.document);
      context.diagnose({ code: "reference-dangling", severity: "error", message, at: placeOf(node) });
      return undefined;
    }
    const wanted = fragment.replace(/^\//, "");
    const types = [...avroTypesOf([whole.document])];
    const isWanted = (name: string): boolean => name === wanted || name.endsWith(`.${wanted}`);
    const [fullName = "", found] = types.find(([name]) => isWanted(name)) ?? (types.length === 1 ? types[0] : []) ?? [];
    if (found === undefined) unreadable(node, `"${reference}": the file defines no Avro type called "${wanted}"`);
    else if (!isWanted(fullName))
      tell(node, `"${reference}": the file defines no "${wanted}"; its only type, "${fullName}", is read instead`);
    return found;
  }

  function readUnion(node: Node, scope: Scope): Schema {
    const at = valuePlaceOf(node);
    const branches = items(node);
    if (branches.length === 0) return unreadable(node, "an Avro union of nothing admits no value");
    for (const branch of branches)
      if (Array.isArray(branch.value)) tell(branch, "an Avro union may not hold another union directly");
    const variants = branches.filter(({ value }) => !isNull(value)).map((branch) => readSchema(branch, scope));
    const nullable = variants.length < branches.length;
    const [only] = variants;
    if (only === undefined) return { kind: "enum", values: [{ value: null, at }], at };
    if (variants.length === 1) return nullable ? { ...only, nullable: true } : only;
    return { kind: "union", mode: "any", variants, at, ...(nullable && { nullable: true }) };
  }

  function readNamed(node: ObjectNode, type: "record" | "error" | "enum" | "fixed", scope: Scope): Schema {
    const at = valuePlaceOf(node);
    const written = node.value["name"];
    if (typeof written !== "string" || written === "") {
      tell(node, `the Avro ${type} has no name`, 'Give it a "name": types are known by it.');
      return readDefinition(node, type, scope);
    }
    const fullName = fullNameOf(node.value, scope.namespace);
    if (!isAvroName(fullName)) tell(node, `"${fullName}" is no Avro name: letters, digits and "_" between dots`);
    const identity = identityOf(node);
    const known = names.get(fullName);
    if (known !== undefined) {
      if (definitions.get(fullName) !== identity && !isSame(fullName, node))
        tell(node, `the Avro type "${fullName}" is defined twice, and differently; the first definition is read`);
      return { kind: "reference", name: known, at };
    }
    const name = context.claim(fullName, "avro");
    names.set(fullName, name);
    definitions.set(fullName, identity);
    originals.set(fullName, node.value);
    schemas.set(name, { kind: "any", at });
    schemas.set(name, readDefinition(node, type, { ...scope, namespace: namespaceOf(fullName) }));
    return { kind: "reference", name, at };
  }

  const originals = new Map<string, Json>();
  const isSame = (fullName: string, node: Node): boolean =>
    valueKey(originals.get(fullName) ?? null) === valueKey(node.value);

  function readDefinition(node: ObjectNode, type: "record" | "error" | "enum" | "fixed", scope: Scope): Schema {
    const base = baseOf(node);
    if (type === "fixed") {
      const size = node.value["size"];
      if (typeof size !== "number" || !Number.isInteger(size) || size < 0)
        tell(node, 'an Avro fixed says its length in octets as "size"');
      return logical({ ...base, kind: "scalar", type: "bytes", format: `fixed(${String(size)})` }, node);
    }
    if (type === "enum") {
      const symbols = child(node, "symbols");
      if (symbols === undefined || !Array.isArray(symbols.value))
        return unreadable(node, 'an Avro enum lists its "symbols"');
      const values = items(symbols).flatMap((symbol) => {
        if (typeof symbol.value === "string") return [{ value: symbol.value, at: placeOf(symbol) }];
        tell(symbol, `the symbol of an Avro enum cannot be ${kindOf(symbol.value)}`);
        return [];
      });
      const fallback = node.value["default"];
      return { ...base, kind: "enum", values, ...(typeof fallback === "string" && { default: fallback }) };
    }
    const fields = child(node, "fields");
    if (fields === undefined || !Array.isArray(fields.value))
      return unreadable(node, `the Avro ${type} lists no "fields"`);
    const seen = new Set<string>();
    return {
      ...base,
      kind: "record",
      fields: items(fields).flatMap((field) => {
        const read = readField(field, scope);
        if (read === undefined) return [];
        if (seen.has(read.name)) {
          tell(field, `the Avro ${type} has two fields called "${read.name}"; the first is read`);
          return [];
        }
        seen.add(read.name);
        return [read];
      }),
    };
  }

  /** A field with a default may be left out by whoever writes by an older schema: it is not required. */
  function readField(node: Node, scope: Scope): Field | undefined {
    const name = isObject(node.value) ? node.value["name"] : undefined;
    if (!isObject(node.value) || typeof name !== "string") {
      tell(node, "a field of an Avro record is an object with a name and a type");
      return undefined;
    }
    const type = child(node, "type");
    const read =
      type === undefined ? unreadable(node, `the Avro field "${name}" has no type`) : readSchema(type, scope);
    const fallback = node.value["default"];
    const { aliases, doc } = node.value;
    return {
      name,
      required: fallback === undefined,
      schema: {
        ...read,
        ...(typeof doc === "string" && { doc }),
        ...(fallback !== undefined && { default: defaultOf(fallback, read, schemas) }),
      },
      ...(aliases !== undefined && { extensions: { aliases } }),
      at: placeOf(node),
    };
  }

  /** A logical type narrows what it annotates; one that does not fit is ignored, as the specification asks. */
  function logical(schema: Schema, node: ObjectNode): Schema {
    const name = node.value["logicalType"];
    if (typeof name !== "string" || schema.kind !== "scalar") return schema;
    const { format, problem } = logicalType(name, schema, node.value);
    if (problem !== undefined) tell(node, problem);
    return { ...schema, ...(format !== undefined && { format }) };
  }

  return {
    read: (node) => readSchema(node, { namespace: "", depth: 0 }),
    original: (node) => locate(node)?.node.value ?? node.value,
    schemas,
    missing,
  };
}

/** The members beside the type that say something of the value: documentation, and whatever is not Avro's own. */
const own = new Set(
  "type name namespace doc fields symbols items values size default order logicalType precision scale".split(" "),
);

function baseOf(node: ObjectNode): SchemaBase {
  const doc = node.value["doc"];
  const extensions = Object.fromEntries(Object.entries(node.value).filter(([name]) => !own.has(name)));
  return {
    at: valuePlaceOf(node),
    ...(typeof doc === "string" && { doc }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

const annotated = (schema: Schema, node: ObjectNode): Schema => ({ ...schema, ...baseOf(node) });

const isNull = (value: Json): boolean =>
  value === "null" || (isObject(value) && value["type"] === "null" && Object.keys(value).length === 1);

const namespaceOf = (fullName: string): string => fullName.slice(0, Math.max(0, fullName.lastIndexOf(".")));
