import { describe, expect, it } from "vitest";
import { parseProto } from "../../../src/readers/protobuf/parse.js";
import { problems } from "./reading.js";

describe("a file with mistakes", () => {
  it("is told of each of them, with its place", async () => {
    const text = `syntax = "proto3";
message M {
  int32 a = 1
  int32 b;
  string c = 3;
  in t32 d = 4;
}
enum E { A = zero; }
servise S {}
message N { int32 fine = 1; }`;

    const found = await problems(text);

    expect(found).toEqual([
      "protobuf-syntax 3:14",
      "protobuf-syntax 4:10",
      "protobuf-syntax 6:10",
      "protobuf-syntax 8:14",
      "protobuf-syntax 9:1",
    ]);
  });

  it("is read around them", () => {
    const { node } = parseProto("message A { int32 = 1; int32 b = 2; } nonsense; message C {}");

    expect(node.messages.map(({ name, fields }) => [name.text, fields.map((field) => field.name.text)])).toEqual([
      ["A", ["b"]],
      ["C", []],
    ]);
  });

  it.each([
    ["message M { int32 a; }", 'the field "a" has no number: "=" is expected here, not ";"'],
    ["message M {", 'the "{" of message "M" is never closed'],
    ["}", 'this "}" closes nothing'],
    ['option a = "x', "this string has no closing quote on its line"],
    ["/* never", "this comment is never closed: `*/` is missing"],
    ['option a = "\\q";', "\\q is no escape that .proto files know"],
    ["message M { int32 a = 08; }", 'the number of the field "a" is expected, but here is "08"'],
    ["message M { int32 a = 1x; }", 'the number of the field "a" is expected, but here is "1x"'],
    ["message Ü {}", "a character that .proto files do not use: U+00DC"],
  ])("explains %s", (text, message) => {
    const { faults } = parseProto(text);

    expect(faults.map((fault) => fault.message)).toContain(message);
  });

  it("does not go deeper than any contract does", () => {
    const { faults } = parseProto("message A {".repeat(5000));

    expect(faults[0]?.message).toBe("declarations are nested more than 100 levels deep");
  });

  it("does not fill the screen", () => {
    const { faults } = parseProto("} ".repeat(1000));

    expect(faults).toHaveLength(30);
  });
});

describe("every beginning of a file", () => {
  const text = `edition = "2024"; package a.b; import option "x.proto"; // c
export message M { reserved x; extensions 9 to max [declaration = {number: 9, full_name: ".a.b.e"}]; /* d */
  map<string, .a.b.M> m = 1 [(o).p = {l: [1, -inf, "s"] n <k: 'v'> [type.googleapis.com/a.b.M] {}}, deprecated = true];
  oneof o { option (z) = 1; M n = 2; } enum E { Z = -0x1F; } extend M { int64 e = 9; } }
service S { rpc R(stream M) returns (stream .a.b.M) { option (h) = { get: "/v1" }; } }`;

  it("ends in faults, never in a throw or a loop", () => {
    const counts = Array.from(text, (_, end) => parseProto(text.slice(0, end)).faults.length);

    expect(counts).toHaveLength(text.length);
    expect(parseProto(text).faults).toEqual([]);
  });

  it("survives the loss of any character", () => {
    const without = Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));

    expect(() => without.map((mutant) => parseProto(mutant))).not.toThrow();
  });
});

describe("literals", () => {
  const literalOf = (literal: string) => parseProto(`option a = ${literal};`).node.options[0]?.value;

  it.each([
    ["0x7fffffffffffffff", 9223372036854775807n],
    ["-9223372036854775808", -9223372036854775808n],
    ["017", 15n],
    ["0", 0n],
  ])("reads %s exactly", (literal, value) => {
    expect(literalOf(literal)).toMatchObject({ kind: "integer", value });
  });

  it.each([
    ["1.", 1],
    [".5e-3", 0.0005],
    ["1E+2", 100],
    ["-2.5", -2.5],
  ])("reads %s as a number", (literal, value) => {
    expect(literalOf(literal)).toMatchObject({ kind: "float", value });
  });

  it.each([
    [`"a" 'b' "c"`, "abc"],
    [String.raw`"\x41\101\u00e9\U0001F600\t\"\'\?\\"`, "AAé😀\t\"'?\\"],
    [String.raw`"\ud83d\ude00"`, "😀"],
  ])("reads %s as a string", (literal, text) => {
    const value = literalOf(literal);

    expect(value?.kind === "string" && new TextDecoder().decode(value.bytes)).toBe(text);
  });

  it("keeps octets that are no text", () => {
    const value = literalOf(String.raw`"\xff\000"`);

    expect(value?.kind === "string" && [...value.bytes]).toEqual([255, 0]);
  });
});
