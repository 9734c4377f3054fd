import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { spareFiles } from "./spare-files.js";

const head = (edition: string) => `syntax = "${edition}";\npackage google.protobuf;\n`;

const wrapper = (name: string, type: string) => `message ${name}Value { ${type} value = 1; }\n`;

/**
 * The declarations of google/protobuf/*.proto that every protobuf compiler brings along. The small ones are here in our
 * own short wording: names, numbers and types as protobuf defines them, without comments.
 */
const texts: ReadonlyMap<string, string> = new Map([
  ["google/protobuf/any.proto", `${head("proto3")}message Any { string type_url = 1; bytes value = 2; }\n`],
  ["google/protobuf/duration.proto", `${head("proto3")}message Duration { int64 seconds = 1; int32 nanos = 2; }\n`],
  ["google/protobuf/empty.proto", `${head("proto3")}message Empty {}\n`],
  ["google/protobuf/field_mask.proto", `${head("proto3")}message FieldMask { repeated string paths = 1; }\n`],
  ["google/protobuf/timestamp.proto", `${head("proto3")}message Timestamp { int64 seconds = 1; int32 nanos = 2; }\n`],
  [
    "google/protobuf/wrappers.proto",
    head("proto3") +
      wrapper("Double", "double") +
      wrapper("Float", "float") +
      wrapper("Int64", "int64") +
      wrapper("UInt64", "uint64") +
      wrapper("Int32", "int32") +
      wrapper("UInt32", "uint32") +
      wrapper("Bool", "bool") +
      wrapper("String", "string") +
      wrapper("Bytes", "bytes"),
  ],
  [
    "google/protobuf/struct.proto",
    `${head("proto3")}message Struct { map<string, Value> fields = 1; }
message Value {
  oneof kind {
    NullValue null_value = 1;
    double number_value = 2;
    string string_value = 3;
    bool bool_value = 4;
    Struct struct_value = 5;
    ListValue list_value = 6;
  }
}
enum NullValue { NULL_VALUE = 0; }
message ListValue { repeated Value values = 1; }
`,
  ],
]);

/** The larger ones come from protobufjs, which keeps them up to date; so do the two that nearly every gateway imports. */
const shipped: ReadonlySet<string> = new Set([
  "google/api/annotations.proto",
  "google/api/http.proto",
  "google/protobuf/api.proto",
  "google/protobuf/compiler/plugin.proto",
  "google/protobuf/descriptor.proto",
  "google/protobuf/source_context.proto",
  "google/protobuf/type.proto",
]);

export const isWellKnown = (name: string): boolean => texts.has(name) || shipped.has(name);

/** The text of a well-known or a spare file, by its import name. Undefined when protobuf brings no such file along. */
export function wellKnownText(name: string): string | undefined {
  if (!shipped.has(name)) return texts.get(name) ?? spareFiles.get(name);
  return readFileSync(createRequire(import.meta.url).resolve(`protobufjs/${name}`), "utf8");
}
