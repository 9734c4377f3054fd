import { describe, expect, it } from "vitest";
import { problems } from "./reading.js";

const proto3 = 'syntax = "proto3";\n';
const proto2 = 'syntax = "proto2";\n';
const edition = (year: number) => `edition = "${year}";\n`;

describe("a contract that protoc would refuse", () => {
  it.each([
    ["a field number used twice", `${proto3}message M { int32 a = 1; int32 b = 1; }`, "protobuf-number-duplicate 2:36"],
    ["a field number of zero", `${proto3}message M { int32 a = 0; }`, "protobuf-number-range 2:23"],
    ["a negative field number", `${proto3}message M { int32 a = -1; }`, "protobuf-number-range 2:23"],
    ["a field number beyond 29 bits", `${proto3}message M { int32 a = 536870912; }`, "protobuf-number-range 2:23"],
    ["a field number of protobuf's own", `${proto3}message M { int32 a = 19500; }`, "protobuf-number-range 2:23"],
    ["a reserved number in use", `${proto3}message M { reserved 2 to 4; int32 a = 3; }`, "protobuf-reserved 2:40"],
    ["a reserved name in use", `${proto3}message M { reserved "a"; int32 a = 3; }`, "protobuf-reserved 2:33"],
    ["a name reserved twice", `${proto3}message M { reserved "a", "a"; }`, "protobuf-reserved 2:27"],
    ["overlapping reserved ranges", `${proto3}message M { reserved 1 to 5, 5; }`, "protobuf-range 2:30"],
    ["a range that ends before it begins", `${proto3}message M { reserved 5 to 1; }`, "protobuf-range 2:22"],
    [
      "extension and reserved ranges that overlap",
      `${proto2}message M { reserved 9; extensions 5 to 10; }`,
      "protobuf-range 2:22",
    ],
    [
      "a field in an extension range",
      `${proto2}message M { extensions 5 to 10; optional int32 a = 6; }`,
      "protobuf-range 2:52",
    ],
    ["a field name used twice", `${proto3}message M { int32 a = 1; string a = 2; }`, "protobuf-name-duplicate 2:33"],
    ["a message declared twice", `${proto3}message M {}\nmessage M {}`, "protobuf-name-duplicate 3:9"],
    [
      "enum values of one name in one scope",
      `${proto3}enum A { X = 0; }\nenum B { X = 0; }`,
      "protobuf-name-duplicate 3:10",
    ],
    ["JSON names that are equal", `${proto3}message M { int32 a_b = 1; int32 aB = 2; }`, "protobuf-json-name 2:34"],
    [
      "a json_name that another field has",
      `${proto3}message M { int32 a = 1; int32 b = 2 [json_name = "a"]; }`,
      "protobuf-json-name 2:32",
    ],
    ["a json_name in brackets", `${proto3}message M { int32 a = 1 [json_name = "[a]"]; }`, "protobuf-json-name 2:19"],
    ["a proto3 enum that does not begin with zero", `${proto3}enum E { A = 1; }`, "protobuf-enum 2:14"],
    ["an enum without values", `${proto3}enum E { }`, "protobuf-enum 2:6"],
    ["an alias that is not allowed", `${proto3}enum E { A = 0; B = 0; }`, "protobuf-enum 2:21"],
    ["aliases allowed for nothing", `${proto3}enum E { option allow_alias = true; A = 0; }`, "protobuf-enum 2:6"],
    ["enum values equal without their prefix", `${proto3}enum Color { COLOR_RED = 0; RED = 1; }`, "protobuf-enum 2:29"],
    ["an enum value beyond 32 bits", `${proto3}enum E { A = 0; B = 2147483648; }`, "protobuf-number-range 2:21"],
    ["a reserved enum number in use", `${proto3}enum E { reserved 1 to max; A = 0; B = 7; }`, "protobuf-reserved 2:40"],
    ["required in proto3", `${proto3}message M { required int32 a = 1; }`, "protobuf-label 2:28"],
    ["no label in proto2", `${proto2}message M { int32 a = 1; }`, "protobuf-label 2:19"],
    ["a label in an edition", `${edition(2023)}message M { optional int32 a = 1; }`, "protobuf-label 2:28"],
    ["a default in proto3", `${proto3}message M { int32 a = 1 [default = 3]; }`, "protobuf-default 2:19"],
    [
      "a default of another type",
      `${proto2}message M { optional int32 a = 1 [default = "x"]; }`,
      "protobuf-default 2:45",
    ],
    [
      "a default out of range",
      `${proto2}message M { optional int32 a = 1 [default = 2147483648]; }`,
      "protobuf-default 2:45",
    ],
    [
      "a default that the enum lacks",
      `${proto2}enum E { A = 1; }\nmessage M { optional E e = 1 [default = B]; }`,
      "protobuf-default 3:41",
    ],
    ["a default of a message", `${proto2}message M { optional M m = 1 [default = 1]; }`, "protobuf-default 2:41"],
    ["a map key that cannot be one", `${proto3}message M { map<double, string> a = 1; }`, "protobuf-map 2:25"],
    ["a map key of a message type", `${proto3}message M { map<M, string> a = 1; }`, "protobuf-map 2:17"],
    ["a repeated map", `${proto3}message M { repeated map<int32, string> a = 1; }`, "protobuf-map 2:41"],
    [
      "a map's entry name in use",
      `${proto3}message M { map<int32, string> a_b = 1; message ABEntry {} }`,
      "protobuf-map 2:49",
    ],
    ["a oneof without fields", `${proto3}message M { oneof o {} }`, "protobuf-oneof 2:19"],
    ["a repeated field in a oneof", `${proto3}message M { oneof o { repeated int32 a = 1; } }`, "protobuf-oneof 2:38"],
    ["a type that is not there", `${proto3}message M { Missing a = 1; }`, "protobuf-type 2:13"],
    [
      "a request that is no message",
      `${proto3}enum E { A = 0; }\nservice S { rpc R(E) returns (E); }`,
      "protobuf-type 3:19",
    ],
    [
      "a method declared twice",
      `${proto3}message M {}\nservice S { rpc R(M) returns (M); rpc R(M) returns (M); }`,
      "protobuf-service 3:39",
    ],
    ["a closed enum without presence", `${proto3}import "b.proto";\nmessage M { Closed c = 1; }`, "protobuf-enum 3:13"],
    ["a group in proto3", `${proto3}message M { repeated group G = 1 {} }`, "protobuf-group 2:13"],
    ["a group in lower case", `${proto2}message M { optional group g = 1 {} }`, "protobuf-group 2:28"],
    ["extensions in proto3", `${proto3}message M { extensions 1 to 9; }`, "protobuf-extension 2:24"],
    [
      "an extension of what is no option in proto3",
      `${proto3}import "b.proto";\nextend Open { int32 x = 100; }`,
      "protobuf-extension 3:21",
    ],
    [
      "an extension outside of every range",
      `${proto2}import "b.proto";\nextend Open { optional int32 x = 5; }`,
      "protobuf-extension 3:34",
    ],
    [
      "an extension against its declaration",
      `${proto2}import "b.proto";\nextend Open { optional int32 other = 200; }`,
      "protobuf-extension 3:30",
    ],
    [
      "a required extension",
      `${proto2}import "b.proto";\nextend Open { required int32 x = 100; }`,
      "protobuf-extension 3:30",
    ],
    [
      "two extensions of one number",
      `${proto2}import "b.proto";\nextend Open { optional int32 x = 100; optional int32 y = 100; }`,
      "protobuf-number-duplicate 3:58",
    ],
    ["packed text", `${proto2}message M { repeated string s = 1 [packed = true]; }`, "protobuf-option 2:29"],
    ["an option that is not there", `${proto3}message M { option nothing = 1; }`, "protobuf-option 2:20"],
    ["a custom option that is not there", `${proto3}message M { option (nothing) = 1; }`, "protobuf-option 2:21"],
    ["an option of another type", `${proto3}message M { option deprecated = 3; }`, "protobuf-option 2:33"],
    [
      "an option set twice",
      `${proto3}message M { option deprecated = true; option deprecated = true; }`,
      "protobuf-option 2:39",
    ],
    ["features outside of editions", `${proto3}option features.field_presence = EXPLICIT;`, "protobuf-feature 2:1"],
    [
      "a feature with a value of another",
      `${edition(2023)}option features.enum_type = PACKED;`,
      "protobuf-feature 2:29",
    ],
    [
      "a feature on a declaration that it is not for",
      `${edition(2023)}message M { option features.enum_type = CLOSED; }`,
      "protobuf-feature 2:13",
    ],
    [
      "presence of a repeated field",
      `${edition(2023)}message M { repeated int32 a = 1 [features.field_presence = EXPLICIT]; }`,
      "protobuf-feature 2:35",
    ],
    [
      "a message without presence",
      `${edition(2023)}message M { M a = 1 [features.field_presence = IMPLICIT]; }`,
      "protobuf-feature 2:22",
    ],
    [
      "packed text in an edition",
      `${edition(2023)}message M { repeated string a = 1 [features.repeated_field_encoding = PACKED]; }`,
      "protobuf-feature 2:36",
    ],
    [
      "a delimited number",
      `${edition(2023)}message M { int32 a = 1 [features.message_encoding = DELIMITED]; }`,
      "protobuf-feature 2:26",
    ],
    [
      "UTF-8 of a number",
      `${edition(2023)}message M { int32 a = 1 [features.utf8_validation = NONE]; }`,
      "protobuf-feature 2:26",
    ],
    [
      "packed in an edition",
      `${edition(2023)}message M { repeated int32 a = 1 [packed = true]; }`,
      "protobuf-option 2:35",
    ],
    ["ctype after edition 2023", `${edition(2024)}message M { string a = 1 [ctype = CORD]; }`, "protobuf-option 2:27"],
    ["jstype of 32 bits", `${proto3}message M { int32 a = 1 [jstype = JS_STRING]; }`, "protobuf-option 2:26"],
    ["a lazy number", `${proto3}message M { int32 a = 1 [lazy = true]; }`, "protobuf-option 2:26"],
    ["map_entry by hand", `${proto3}message M { option map_entry = true; }`, "protobuf-option 2:13"],
    [
      "a message set with fields",
      `${proto2}message M { option message_set_wire_format = true; extensions 4 to max; optional int32 a = 1; }`,
      "protobuf-option 2:88",
    ],
    ["import weak after edition 2023", `${edition(2024)}import weak "b.proto";`, "protobuf-edition 2:1"],
    [
      "a declaration outside of its range",
      `${proto2}message M { extensions 1 to 5 [declaration = { number: 9 full_name: ".b" type: "int32" }]; }`,
      "protobuf-extension 2:24",
    ],
    ["a message in lower case in edition 2024", `${edition(2024)}message m {}`, "protobuf-naming 2:9"],
    ["a field in camel case in edition 2024", `${edition(2024)}message M { int32 aB = 1; }`, "protobuf-naming 2:19"],
    [
      "a field named like an accessor in edition 2026",
      `${edition(2026)}message M { int32 x = 1; int32 has_x = 2; }`,
      "protobuf-naming 2:32",
    ],
    [
      "derived JSON names that are equal",
      `${proto3}message M { int32 aB = 1; int32 a_b = 2 [json_name = "c"]; }`,
      "protobuf-json-name 2:33",
    ],
    ["a value with a plus", `${proto2}message M { optional int32 a = 1 [default = +1]; }`, "protobuf-syntax 2:45"],
    ["visibility before edition 2024", `${edition(2023)}local message M {}`, "protobuf-visibility 2:1"],
    [
      "a nested export under strict visibility",
      `${edition(2026)}message M { export message N {} }`,
      "protobuf-visibility 2:13",
    ],
    ["import option before edition 2024", `${edition(2023)}import option "b.proto";`, "protobuf-edition 2:1"],
    ["a reserved identifier outside of editions", `${proto3}message M { reserved a; }`, "protobuf-reserved 2:22"],
    ["a reserved string in an edition", `${edition(2023)}message M { reserved "a"; }`, "protobuf-reserved 2:22"],
    ["an edition that is not known", `${edition(2099)}message M {}`, "protobuf-edition 1:1"],
    ["a syntax that is not known", 'syntax = "proto4";', "protobuf-edition 1:1"],
    ["a file that imports itself", `${proto3}import "a.proto";`, "protobuf-import-cycle 2:8"],
  ])("is told of %s", async (_, text, expected) => {
    const other = `${proto2}enum Closed { ONE = 1; }
message Open { extensions 100 to 199; extensions 200 [declaration = { number: 200 full_name: ".wanted" type: "int32" }]; }`;

    const found = await problems(text, { "b.proto": other });

    expect(found).toContain(expected);
  });

  it("is told of a second import, and nothing worse", async () => {
    const found = await problems(`${proto3}import "b.proto";\nimport "b.proto";`, { "b.proto": proto3 });

    expect(found).toEqual(["warning protobuf-import-duplicate 3:1"]);
  });
});

describe("a contract that protoc takes", () => {
  it.each([
    ["JSON names that are equal in proto2", `${proto2}message M { optional int32 a_b = 1; optional int32 aB = 2; }`],
    ["enum values equal without their prefix in proto2", `${proto2}enum Color { COLOR_RED = 0; RED = 1; }`],
  ])("gets a warning for %s", async (_, text) => {
    const found = await problems(text);

    expect(found).toEqual([expect.stringMatching(/^warning /)]);
  });

  it.each([
    [
      "names that are keywords",
      `${proto3}message message { int32 option = 1; message optional = 2; repeated string reserved_ = 3; map<int32, message> map = 4; }`,
    ],
    ["an alias that is allowed", `${proto3}enum E { option allow_alias = true; A = 0; B = 0; }`],
    ["aliases that differ in their prefix alone", `${proto3}enum E { option allow_alias = true; E_A = 0; A = 0; }`],
    ["a proto2 enum that begins with one", `${proto2}enum E { A = 1; }`],
    [
      "defaults at the ends of 64 bits",
      `${proto2}message M { optional int64 a = 1 [default = -9223372036854775808]; optional uint64 b = 2 [default = 0xFFFFFFFFFFFFFFFF]; optional double c = 3 [default = -inf]; optional float d = 4 [default = nan]; }`,
    ],
    ["empty statements", `${proto3};;message M {;}; enum E {; A = 0;;} service S {; rpc R(M) returns (M) {;} ;};`],
    [
      "enums of a namespace under strict visibility",
      `${edition(2026)}local message M { export enum E { A = 0; } reserved 1 to max; }`,
    ],
    ["reserved identifiers in editions", `${edition(2023)}message M { reserved a, b; reserved 4 to max; }`],
    ["a file without a syntax", "message M { optional int32 a = 1; }"],
    [
      "old names where the file keeps the old style",
      `${edition(2024)}option features.enforce_naming_style = STYLE_LEGACY;\nmessage m { int32 aB = 1; }`,
    ],
    ["a nested type named like its field's", `${proto3}message M { message Kind {} Kind kind = 1; }`],
  ])("is not blamed for %s", async (_, text) => {
    const found = await problems(text);

    expect(found).toEqual([]);
  });
});
