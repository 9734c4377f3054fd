import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import pbjs from "protobufjs";
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage, ProtoType } from "../../../src/contract/protobuf.js";

/**
 * What two readers say of the same declarations, as lines that can be compared. The lines hold what protobufjs 8 is
 * right about; what it gets wrong or does not know is left out on both sides:
 *
 * - positions, comments, import kinds, options of files that share a package: it has none, or merges them
 * - 64-bit and non-finite defaults: it rounds them
 * - extension declarations, visibility, and the ranges' options: it drops them
 * - names of custom options: it keeps them as written
 * - fields called "__proto__": it loses them
 * - the file of what follows a message with reserved identifiers: it forgets it
 * - the names of groups' fields: it lowers the first letter alone
 * - maps under DELIMITED: it takes their entries for delimited
 * - groups in oneofs: it throws (the file is left out)
 */
export type Lines = readonly string[];

/** Parses one file and all that it imports with protobufjs. Throws what protobufjs throws. */
export function oracleLines(file: string, roots: readonly string[]): Lines {
  const root = new pbjs.Root();
  const require = createRequire(import.meta.url);
  root.resolvePath = (_, target) => {
    const tails = [target, target.replace(/^etcd\//, "")];
    const found = [target, ...tails.flatMap((tail) => roots.map((one) => join(one, tail)))].find((path) =>
      existsSync(path),
    );
    if (found !== undefined) return found;
    return /^google\/(?:protobuf|api\/(?:http|annotations))/.test(target)
      ? require.resolve(`protobufjs/${target}`)
      : null;
  };
  root.loadSync(file, { keepCase: true });
  root.resolveAll();
  const lines: string[] = [];
  namespaceLines(root, file, lines);
  return lines.sort();
}

function namespaceLines(space: pbjs.NamespaceBase, file: string, lines: string[]): void {
  for (const one of space.nestedArray) {
    const mine = one.filename === file || (!one.filename && !one.fullName.startsWith(".google.protobuf."));
    if (one instanceof pbjs.Type) {
      if (mine && !isMapEntry(one)) typeLines(one, lines);
      namespaceLines(one, file, lines);
    } else if (one instanceof pbjs.Enum) {
      if (mine) enumLines(one, lines);
    } else if (one instanceof pbjs.Service) {
      if (mine) serviceLines(one, lines);
    } else if (one instanceof pbjs.Field) {
      if (mine && one.extend !== undefined)
        lines.push(`extension ${fieldName(one)} ${fieldText(one)} of ${extended(one)}`);
    } else if (one instanceof pbjs.Namespace) namespaceLines(one, file, lines);
  }
}

const isMapEntry = (type: pbjs.Type): boolean => type.options?.["map_entry"] === true;
const name = (one: pbjs.ReflectionObject): string => one.fullName.replace(/^\./, "");

/** A group's field is its message in lower case; protobufjs changes the first letter alone. */
function fieldName(field: pbjs.Field): string {
  const group = field.resolvedType?.name ?? "";
  const isGroup = field.delimited && field.name === `${group.slice(0, 1).toLowerCase()}${group.slice(1)}`;
  const full = name(field);
  return isGroup ? full.slice(0, -field.name.length) + field.name.toLowerCase() : full;
}

function extended(field: pbjs.Field): string {
  const type = field.parent?.lookup(field.extend ?? "", [pbjs.Type]);
  return type instanceof pbjs.Type ? name(type) : (field.extend ?? "");
}

function typeLines(type: pbjs.Type, lines: string[]): void {
  lines.push(`message ${name(type)}`);
  for (const field of type.fieldsArray) {
    if (field.name.startsWith(".") || field.declaringField) continue;
    lines.push(`field ${fieldName(field)} ${fieldText(field)}`);
  }
  for (const [from, to] of (type.extensions ?? []) as [number, number][])
    lines.push(`extensions ${name(type)} ${from}-${to}`);
  reservedLines(type, lines);
}

function fieldText(field: pbjs.Field): string {
  const typeText = (resolved: pbjs.ReflectionObject | null, written: string) =>
    resolved === null ? written : name(resolved);
  const type = typeText(field.resolvedType, field.type);
  const map = field instanceof pbjs.MapField ? `map<${field.keyType},${type}>` : type;
  const oneof =
    field.partOf !== null && field.partOf !== undefined && !field.partOf.isProto3Optional
      ? ` in ${field.partOf.name}`
      : "";
  const label = field instanceof pbjs.MapField ? "" : field.repeated ? "repeated " : field.required ? "required " : "";
  const packed =
    field.repeated && !(field instanceof pbjs.MapField) && field.packed && isPackable(field) ? " packed" : "";
  const presence =
    field.repeated || field instanceof pbjs.MapField
      ? ""
      : field.hasPresence || field.required || field.resolvedType instanceof pbjs.Type || field.extend !== undefined
        ? " explicit"
        : " implicit";
  const delimited = field.delimited && !(field instanceof pbjs.MapField) ? " delimited" : "";
  return `${field.id} ${label}${map}${oneof}${packed}${presence}${delimited}`;
}

/** protobufjs answers for the feature, whatever the type. */
const isPackable = ({ resolvedType, type }: pbjs.Field): boolean =>
  resolvedType === null ? type !== "string" && type !== "bytes" : resolvedType instanceof pbjs.Enum;

function reservedLines(one: pbjs.Type | pbjs.Enum, lines: string[]): void {
  for (const item of one.reserved ?? []) {
    lines.push(`reserved ${name(one)} ${typeof item === "string" ? item : `${item[0]}-${item[1]}`}`);
  }
}

function enumLines(one: pbjs.Enum, lines: string[]): void {
  for (const [value, number] of Object.entries(one.values)) lines.push(`value ${name(one)} ${value} ${number}`);
  reservedLines(one, lines);
}

function serviceLines(service: pbjs.Service, lines: string[]): void {
  for (const method of service.methodsArray) {
    const request = `${method.requestStream ? "stream " : ""}${method.resolvedRequestType === null ? method.requestType : name(method.resolvedRequestType)}`;
    const response = `${method.responseStream ? "stream " : ""}${method.resolvedResponseType === null ? method.responseType : name(method.resolvedResponseType)}`;
    lines.push(`method ${name(service)} ${method.name} ${request} ${response}`);
  }
}

/** The same lines from our model. */
export function modelLines(file: ProtoFile): Lines {
  const lines: string[] = [];
  const message = (one: ProtoMessage): void => {
    lines.push(`message ${one.fullName}`);
    for (const field of one.fields) lines.push(`field ${field.fullName} ${ownFieldText(field)}`);
    for (const { from, to } of one.extensionRanges) lines.push(`extensions ${one.fullName} ${from}-${to}`);
    for (const { from, to } of one.reservedRanges) lines.push(`reserved ${one.fullName} ${from}-${to}`);
    for (const reserved of one.reservedNames) lines.push(`reserved ${one.fullName} ${reserved.name}`);
    one.messages.forEach(message);
    one.enums.forEach(enumeration);
    one.extensions.forEach(extension);
  };
  const enumeration = (one: ProtoEnum): void => {
    for (const value of one.values) lines.push(`value ${one.fullName} ${value.name} ${value.number}`);
    for (const { from, to } of one.reservedRanges) lines.push(`reserved ${one.fullName} ${from}-${to}`);
    for (const reserved of one.reservedNames) lines.push(`reserved ${one.fullName} ${reserved.name}`);
  };
  const extension = (field: ProtoField): void => {
    lines.push(`extension ${field.fullName} ${ownFieldText(field)} of ${field.extendee}`);
  };
  file.messages.forEach(message);
  file.enums.forEach(enumeration);
  file.extensions.forEach(extension);
  for (const service of file.services) {
    for (const { name: method, input, output, requestStream, responseStream } of service.methods) {
      lines.push(
        `method ${service.fullName} ${method} ${requestStream ? "stream " : ""}${input} ${responseStream ? "stream " : ""}${output}`,
      );
    }
  }
  return lines.sort();
}

function ownFieldText(field: ProtoField): string {
  const typeText = (type: ProtoType): string =>
    type.kind === "map" ? `map<${type.key},${typeText(type.value)}>` : type.name;
  const label = field.cardinality === "repeated" ? "repeated " : field.presence === "required" ? "required " : "";
  const presence = field.presence === "none" ? "" : field.presence === "implicit" ? " implicit" : " explicit";
  const oneof = field.oneof === undefined ? "" : ` in ${field.oneof}`;
  return `${field.number} ${label}${typeText(field.type)}${oneof}${field.packed ? " packed" : ""}${presence}${field.delimited ? " delimited" : ""}`;
}
