import { describe, expect, it } from "vitest";
import { fieldOf, fileOf, messageOf, problems, readText, readTexts } from "./reading.js";

const typeOf = async (text: string, message: string, field: string) =>
  fieldOf(messageOf(await readText(text), message), field).type;

describe("a name", () => {
  it("means what the innermost scope says", async () => {
    const text = `syntax = "proto3"; package p;
      message A { message B {} message C { message B {} B near = 1; A.B outer = 2; .p.B top = 3; } B mine = 1; }
      message B {}`;

    const contract = await readText(text);

    const near = messageOf(contract, "p.A.C").fields.map(({ type }) => "name" in type && type.name);
    expect(near).toEqual(["p.A.C.B", "p.A.B", "p.B"]);
    expect(fieldOf(messageOf(contract, "p.A"), "mine").type).toEqual({ kind: "message", name: "p.A.B" });
  });

  it("is not looked for further out once its first part is found", async () => {
    const text = `syntax = "proto3"; package p.q;
      message q { message Inner {} }
      message M { q.Other o = 1; }`;

    const found = await problems(text, {});

    expect(found).toEqual(["protobuf-type 3:19"]);
  });

  it("passes over what is no type", async () => {
    const type = await typeOf(`syntax = "proto3"; message T {} message M { T T = 1; T again = 2; }`, "M", "again");

    expect(type).toEqual({ kind: "message", name: "T" });
  });

  it("may be that of a package part", async () => {
    const contract = await readTexts(
      { "a.proto": 'syntax = "proto3"; package x.y; import "b.proto"; message M { z.T t = 1; }' },
      { "b.proto": 'syntax = "proto3"; package x.z; message T {}' },
    );

    expect(fieldOf(messageOf(contract, "x.y.M"), "t").type).toEqual({ kind: "message", name: "x.z.T" });
    expect(contract.diagnostics).toEqual([]);
  });
});

describe("an import", () => {
  const third = 'syntax = "proto3"; message T {}';

  it("hands on what it imports publicly, and nothing else", async () => {
    const main = 'syntax = "proto3"; import "b.proto"; message M { T t = 1; }';

    const publicly = await problems(main, {
      "b.proto": 'syntax = "proto3"; import public "c.proto";',
      "c.proto": third,
    });
    const privately = await problems(main, { "b.proto": 'syntax = "proto3"; import "c.proto";', "c.proto": third });

    expect(publicly).toEqual([]);
    expect(privately).toEqual(["protobuf-type 1:50"]);
  });

  it("keeps its kind", async () => {
    const contract = await readTexts(
      {
        "a.proto":
          'edition = "2024"; import public "b.proto"; import weak "c.proto"; import option "d.proto"; import "e.proto";',
      },
      { "b.proto": third, "c.proto": "", "e.proto": "" },
    );

    expect(fileOf(contract).imports.map(({ path, kind, found }) => [path, kind, found])).toEqual([
      ["b.proto", "public", true],
      ["c.proto", "weak", true],
      ["d.proto", "option", false],
      ["e.proto", "plain", true],
    ]);
  });

  it("is only a warning when it is missing and no type comes from it", async () => {
    const text = 'syntax = "proto3"; import "gone.proto"; message M { int32 a = 1 [(gone.rule) = {min: 3}]; }';

    const contract = await readText(text);

    expect(contract.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["protobuf-import-missing", "warning"],
    ]);
    expect(fieldOf(messageOf(contract, "M"), "a").options).toMatchObject({
      values: { "(gone.rule)": { min: 3 } },
      statements: [{ path: ["(gone.rule)"], resolved: false }],
    });
  });

  it("is an error at its own place when types are missing with it", async () => {
    const text = 'syntax = "proto3";\nimport "gone/gone.proto";\nmessage M { gone.T a = 1; gone.U b = 2; }';

    const { diagnostics } = await readText(text);

    expect(diagnostics).toMatchObject([
      {
        code: "protobuf-import-missing",
        severity: "error",
        at: { line: 2, column: 8 },
        message: expect.stringContaining('"gone.T", "gone.U"'),
      },
    ]);
  });

  it("is found below the root that other imports tell", async () => {
    const contract = await readTexts({
      "proto/a/v1/a.proto": 'syntax = "proto3"; package a.v1; import "b/v1/b.proto"; message A { b.v1.B b = 1; }',
      "proto/b/v1/b.proto": 'syntax = "proto3"; package b.v1; message B {}',
    });

    expect(contract.diagnostics).toEqual([]);
    expect(contract.protobuf?.files.map(({ name }) => name)).toEqual(["b/v1/b.proto", "a/v1/a.proto"]);
  });

  it("is found above the importing file", async () => {
    const contract = await readTexts(
      { "proto/a/v1/a.proto": 'syntax = "proto3"; package a.v1; import "b/v1/b.proto"; message A { b.v1.B b = 1; }' },
      { "proto/b/v1/b.proto": 'syntax = "proto3"; package b.v1; message B {}' },
    );

    expect(contract.diagnostics).toEqual([]);
    expect([...contract.schemas.keys()]).toEqual(["a.v1.A", "b.v1.B"]);
  });

  it.each([
    ["buf.yaml", "version: v2\nmodules:\n  - path: proto\n  - path: third_party/x\n"],
    ["buf.work.yaml", "version: v1\ndirectories: [proto, third_party/x]\n"],
  ])("is found in another module of %s", async (name, workspace) => {
    const contract = await readTexts(
      { "proto/a/v1/a.proto": 'syntax = "proto3"; package a.v1; import "b/b.proto"; message A { b.B b = 1; }' },
      { [name]: workspace, "third_party/x/b/b.proto": 'syntax = "proto3"; package b; message B {}' },
    );

    expect(contract.diagnostics).toEqual([]);
    expect(contract.protobuf?.files.map((file) => file.name)).toEqual(["b/b.proto", "a/v1/a.proto"]);
  });

  it("does not lead out of its root", async () => {
    const found = await problems('syntax = "proto3"; import "../secret.proto"; message M { T t = 1; }', {
      "secret.proto": third,
    });

    expect(found).toEqual(["protobuf-import-missing 1:27"]);
  });

  it("of what many contracts borrow needs no file, but takes the one that is there", async () => {
    const text = 'syntax = "proto3"; import "google/rpc/status.proto"; message M { google.rpc.Status status = 1; }';
    const own = 'syntax = "proto3"; package google.rpc; message Status { int32 mine = 1; }';

    const spare = await readText(text);
    const real = await readTexts({ "a.proto": text }, { "google/rpc/status.proto": own });

    expect([...spare.diagnostics, ...real.diagnostics]).toEqual([]);
    expect(messageOf(spare, "google.rpc.Status").fields.map(({ name }) => name)).toEqual([
      "code",
      "message",
      "details",
    ]);
    expect(messageOf(real, "google.rpc.Status").fields.map(({ name }) => name)).toEqual(["mine"]);
  });

  it("leads to a well-known file without one on disk", async () => {
    const text =
      'syntax = "proto3"; import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp at = 1; }';

    const contract = await readText(text);

    expect(contract.diagnostics).toEqual([]);
    expect([...contract.schemas.keys()]).toEqual(["M", "google.protobuf.Timestamp"]);
  });
});

describe("a local declaration", () => {
  it("is for its own file", async () => {
    const text = 'edition = "2024"; import "b.proto"; message M { Hidden h = 1; Shown s = 2; Shown.Inner i = 3; }';
    const other = 'edition = "2024"; local message Hidden {} message Shown { message Inner {} }';

    const found = await problems(text, { "b.proto": other });

    expect(found).toEqual(["protobuf-visibility 1:49", "protobuf-visibility 1:76"]);
  });
});

describe("features", () => {
  it("are inherited from file to message to field", async () => {
    const contract = await readText(`edition = "2023"; option features.field_presence = IMPLICIT;
      message A { int32 a = 1; int32 b = 2 [features.field_presence = LEGACY_REQUIRED]; repeated int32 c = 3;
        repeated int32 d = 4 [features.repeated_field_encoding = EXPANDED]; A e = 5; A f = 6 [features.message_encoding = DELIMITED]; }
      message B { option features.json_format = LEGACY_BEST_EFFORT; string s = 1 [features = { utf8_validation: NONE }]; enum E { option features.enum_type = CLOSED; X = 1; } }`);

    expect(contract.diagnostics).toEqual([]);
    expect(
      messageOf(contract, "A").fields.map(({ presence, packed, delimited }) => [presence, packed, delimited]),
    ).toEqual([
      ["implicit", false, false],
      ["required", false, false],
      ["none", true, false],
      ["none", false, false],
      ["explicit", false, false],
      ["explicit", false, true],
    ]);
    expect(fieldOf(messageOf(contract, "B"), "s").utf8).toBe(false);
    expect(messageOf(contract, "B").enums[0]?.open).toBe(false);
  });

  it.each([
    ['syntax = "proto2";', "optional", ["explicit", false, false, false]],
    ['syntax = "proto3";', "", ["implicit", true, true, true]],
    ['edition = "2023";', "", ["explicit", true, true, true]],
    ['edition = "2026";', "", ["explicit", true, true, true]],
  ])("begin as %s says", async (head, label, expected) => {
    const contract = await readText(
      `${head} message M { ${label} string a = 1; repeated int32 b = 2; } enum E { Z = 0; }`,
    );

    const { fields } = messageOf(contract, "M");
    expect([fields[0]?.presence, fields[1]?.packed, fields[0]?.utf8, fileOf(contract).enums[0]?.open]).toEqual(
      expected,
    );
  });

  it("of single languages are kept", async () => {
    const contract = await readText(`edition = "2023"; import "google/protobuf/cpp_features.proto";
      message M { string s = 1 [features.(pb.cpp).string_type = VIEW]; }`);

    expect(fieldOf(messageOf(contract, "M"), "s")).toMatchObject({
      features: { languages: { "(pb.cpp)": { string_type: "VIEW" } } },
      options: { statements: [{ path: ["features", "(pb.cpp)", "string_type"], value: "VIEW" }] },
    });
  });
});
