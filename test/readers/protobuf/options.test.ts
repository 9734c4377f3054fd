import { describe, expect, it } from "vitest";
import { enumOf, fieldOf, fileOf, messageOf, problems, readText } from "./reading.js";

const declarations = `syntax = "proto2"; package o; import "google/protobuf/descriptor.proto"; import "google/protobuf/any.proto";
  enum Kind { PLAIN = 0; FANCY = 1; }
  message Rule { optional int64 most = 1; repeated string words = 2; optional Rule inner = 3; optional Kind kind = 4;
    optional bytes raw = 5; optional double ratio = 6; optional google.protobuf.Any any = 7; extensions 100 to 199; }
  extend Rule { optional bool strict = 100; }
  extend google.protobuf.FieldOptions { optional Rule rule = 50000; repeated int32 codes = 50001; optional string word = 50002; }
  message Choice { oneof one { int32 a = 1; int32 b = 2; } } extend google.protobuf.FieldOptions { optional Choice choice = 50004; }
  extend google.protobuf.MessageOptions { optional Rule message_rule = 50000; }
`;

const optionsOf = async (written: string) => {
  const contract = await readText(`${declarations} message M { optional int32 a = 1 [${written}]; }`);
  expect(contract.diagnostics).toEqual([]);
  return fieldOf(messageOf(contract, "o.M"), "a").options;
};

describe("a custom option", () => {
  it.each([
    ['(word) = "a" "b"', { "(o.word)": "ab" }],
    ['(.o.word) = "x"', { "(o.word)": "x" }],
    ["(codes) = 1, (o.codes) = 2", { "(o.codes)": [1, 2] }],
    ["(rule).most = 9223372036854775807", { "(o.rule)": { most: 9223372036854775807n } }],
    ["(rule).most = 1, (rule).inner.kind = FANCY", { "(o.rule)": { most: 1, inner: { kind: "FANCY" } } }],
    ["(rule).(strict) = true", { "(o.rule)": { "(o.strict)": true } }],
    [
      "(rule) = { most: 1 words: ['a', \"b\"], words: 'c'; inner < kind: FANCY > [o.strict]: true }",
      { "(o.rule)": { most: 1, words: ["a", "b", "c"], inner: { kind: "FANCY" }, "(o.strict)": true } },
    ],
    ['(rule) = { raw: "\\377" ratio: -inf }', { "(o.rule)": { raw: "/w==", ratio: "-Infinity" } }],
    [
      "(rule) = { any { [type.googleapis.com/o.Rule] { most: 7 } } }",
      { "(o.rule)": { any: { "@type": "type.googleapis.com/o.Rule", most: 7 } } },
    ],
    ["deprecated = true, packed = false", { deprecated: true, packed: false }],
  ])("is read with its type: %s", async (written, values) => {
    const options = await optionsOf(written);

    expect(options.values).toEqual(values);
    expect(options.statements.every(({ resolved }) => resolved)).toBe(true);
  });

  it.each([
    ["(rule).most = 1.5", "the value"],
    ["(rule).nothing = 1", "no field"],
    ["(rule) = { kind: GREEN }", "no such value"],
    ["(rule) = { [o.nothing]: 1 }", "no extension"],
    ["(message_rule).most = 1", "of messages, not of fields"],
    ["(choice).a = 1, (choice).b = 2", "both of one oneof"],
    ["(choice) = { a: 1 b: 2 }", "both of one oneof"],
    ["(codes).x = 1", "repeated"],
    ["(word).x = 1", "no message"],
  ])("is refused when it does not fit: %s (%s)", async (written) => {
    const found = await problems(`${declarations} message M { optional int32 a = 1 [${written}]; }`);

    expect(found).toEqual([expect.stringMatching(/^protobuf-option 9:/)]);
  });

  it("is looked for from where it stands", async () => {
    const contract =
      await readText(`${declarations} message M { option (message_rule).kind = FANCY; extend google.protobuf.FieldOptions { optional int32 own = 50003; }
      optional int32 a = 1 [(own) = 4]; }`);

    expect(messageOf(contract, "o.M").options.values).toEqual({ "(o.message_rule)": { kind: "FANCY" } });
    expect(fieldOf(messageOf(contract, "o.M"), "a").options.values).toEqual({ "(o.M.own)": 4 });
  });
});

describe("what looks like an option", () => {
  it("becomes a member of its field", async () => {
    const contract = await readText(`syntax = "proto2"; enum E { A = 1; B = 2; }
      message M { optional string snake_case = 1 [json_name = "other", default = "\\"x\\""]; optional E e = 2 [default = B]; optional int64 n = 3 [default = 9007199254740993]; }`);

    expect(messageOf(contract, "M").fields).toMatchObject([
      { jsonName: "other", default: '"x"', options: { values: {} } },
      { default: "B" },
      { default: 9007199254740993n, defaultText: "9007199254740993" },
    ]);
  });
});

describe("details", () => {
  it("hold reserved numbers and names, extension ranges and declarations", async () => {
    const contract = await readText(`syntax = "proto2";
      message M { reserved 2, 9 to 11; reserved "old"; extensions 100 to max [declaration = { number: 100 full_name: ".x" type: ".M" repeated: true }, declaration = { number: 101 reserved: true }]; }
      enum E { reserved -5 to -1, 40 to max; reserved "GONE"; Z = 0; }`);

    expect(messageOf(contract, "M")).toMatchObject({
      reservedRanges: [
        { from: 2, to: 2 },
        { from: 9, to: 11 },
      ],
      reservedNames: [{ name: "old", at: { line: 2, column: 49 } }],
      extensionRanges: [
        {
          from: 100,
          to: 536870911,
          declarations: [
            { number: 100, fullName: "x", type: ".M", repeated: true, reserved: false },
            { number: 101, repeated: false, reserved: true },
          ],
        },
      ],
    });
    expect(enumOf(contract, "E").reservedRanges).toMatchObject([
      { from: -5, to: -1 },
      { from: 40, to: 2147483647 },
    ]);
  });

  it("are plain data", async () => {
    const contract = await readText(`${declarations} message __proto__ { optional int32 __proto__ = 1; }`);

    const printed = JSON.stringify(contract.protobuf, (_, value) => (typeof value === "bigint" ? `${value}n` : value));

    expect(JSON.parse(printed).files.at(-1).messages.at(-1).fields[0].name).toBe("__proto__");
    expect(fileOf(contract).messages.at(-1)?.fullName).toBe("o.__proto__");
  });

  it("give comments to what they stand by", async () => {
    const contract = await readText(`// Licence.

// The file.
syntax = "proto3"; // the language

// Apart.

/* What M is.
 * More of it. */
message M { // inside
  // Of a.
  int32 a = 1; // behind a
  // follows a

  int32 b = 2;
  /* before */ int32 c = 3;
  int32 d = 4; /* ambiguous */ int32 e = 5;
  // at the end
}`);

    const text = ({
      comments,
    }: {
      readonly comments?: {
        leading?: { text: string };
        trailing?: { text: string };
        detached: readonly { text: string }[];
      };
    }) => [comments?.leading?.text, comments?.trailing?.text, comments?.detached.map((one) => one.text) ?? []];
    const message = messageOf(contract, "M");
    expect(text(fileOf(contract))).toEqual(["The file.", "the language", ["Licence."]]);
    expect(text(message)).toEqual(["What M is.\nMore of it.", "inside", ["Apart."]]);
    expect(message.fields.map(text)).toEqual([
      ["Of a.", "behind a", []],
      [undefined, undefined, ["follows a"]],
      ["before", undefined, []],
      [undefined, undefined, []],
      [undefined, "at the end", []],
    ]);
    expect(message.comments?.leading?.at).toEqual({ file: "a.proto", line: 8, column: 1 });
  });
});
