import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { Failure } from "../../src/diagnostics/failure.js";
import { readJsonText } from "../../src/source/json-text.js";
import { openDocument } from "../../src/source/open-document.js";
import { sourceOf } from "./memory.js";

const dataOf = async (text: string, name?: string) => (await openDocument(sourceOf(text, name))).document.value;

async function refusal(text: string, name?: string): Promise<Diagnostic> {
  try {
    await openDocument(sourceOf(text, name));
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error("was not refused");
}

describe("JSON", () => {
  it("is what JSON.parse makes of it", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 1, "\t"), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);

        expect(JSON.stringify(readJsonText(text).value, rounded)).toBe(JSON.stringify(JSON.parse(text), rounded));
      }),
      { numRuns: 500 },
    );
  });

  it("is refused when JSON.parse refuses it, wherever a character is put, taken or changed", () => {
    const noise = fc.constantFrom(..."{}[]\":,0-.eE+tfn\\u \n\t'/x\u0001");
    fc.assert(
      fc.property(fc.json(), fc.nat(), noise, fc.constantFrom(0, 1), (json, where, character, taken) => {
        const at = where % (json.length + 1);
        const text = json.slice(0, at) + character + json.slice(at + taken);
        const attempt = (read: () => unknown) => {
          try {
            return { value: read() };
          } catch {
            return "refused";
          }
        };

        const ours = attempt(() => readJsonText(text).value);
        const theirs = attempt(() => JSON.parse(text));

        if (ours === "refused" || theirs === "refused") expect(ours).toBe(theirs);
        else expect(JSON.stringify(ours, rounded)).toBe(JSON.stringify(theirs, rounded));
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps integers that a double cannot hold", () => {
    expect(readJsonText("[9007199254740991, 9007199254740993, -9223372036854775808, 1e3, -0]").value).toEqual([
      9007199254740991,
      9007199254740993n,
      -9223372036854775808n,
      1000,
      -0,
    ]);
  });

  it("keeps a member called __proto__", () => {
    const value = readJsonText('{"__proto__": {"a": 1}, "constructor": 2}').value as object;

    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    ['{"a": 1,\n "b" 2}', 2, 6, '"2" stands here, where ":" is expected'],
    ['{"a": 1,\n}', 2, 1, "double quotes"],
    ['{"a": "x', 1, 9, "the file ends here, where the closing quote of a string is expected"],
    ['{"a": "x\ny"}', 1, 9, "control character U+000A"],
    ['{"a": 01}', 1, 8, "leading zeros"],
    ['{"a": tru}', 1, 7, '"tru" stands here, where a value is expected'],
    ['{"a": [1, 2', 1, 12, '"," or "]"'],
    ['{"a": "\\x"}', 1, 9, "after the backslash"],
    ["[1] 2", 1, 5, "the end of the file"],
  ])("%j is refused at %i:%i", (text, line, column, words) => {
    let remark = { message: "", offset: -1 };
    try {
      readJsonText(text);
    } catch (error) {
      remark = (error as { remark: typeof remark }).remark;
    }

    const before = text.slice(0, remark.offset).split("\n");
    expect([before.length, before.at(-1)!.length + 1]).toEqual([line, column]);
    expect(remark.message).toContain(words);
  });

  it("warns of a name that stands twice, and takes the last", async () => {
    const { document, diagnostics } = await openDocument(sourceOf('{"a": 1,\n  "a": 2}', "a.json"));

    expect(document.value).toEqual({ a: 2 });
    expect(diagnostics).toMatchObject([
      { code: "duplicate-key", severity: "warning", at: { file: "a.json", line: 2, column: 3 } },
    ]);
  });

  it("is read with comments and trailing commas, with a warning when it claims to be JSON", async () => {
    const { document, diagnostics } = await openDocument(sourceOf('{"a": [1, 2,],\n "b": 3}', "a.json"));

    expect(document.value).toEqual({ a: [1, 2], b: 3 });
    expect(diagnostics).toMatchObject([{ code: "json-strictness", at: { line: 1, column: 13 } }]);
    expect((await openDocument(sourceOf("{a: 1}", "a.yaml"))).diagnostics).toEqual([]);
  });

  it("is refused as JSON when it is no YAML either", async () => {
    expect(await refusal('{"a": 1', "a.json")).toMatchObject({
      code: "document-syntax",
      at: { file: "a.json", line: 1, column: 8 },
      fix: expect.stringContaining("cut off"),
    });
  });

  it("is refused when it is nested without end", async () => {
    expect(await refusal("[".repeat(100_000))).toMatchObject({ code: "document-too-deep", at: { column: 1001 } });
  });
});

/** What is kept exactly, or named as too large, is rounded or infinite in JavaScript's own reader. */
const rounded = (_: string, value: unknown) => {
  if (typeof value === "bigint") return Number(value);
  return value === Number.POSITIVE_INFINITY
    ? Number.MAX_VALUE
    : value === Number.NEGATIVE_INFINITY
      ? -Number.MAX_VALUE
      : value;
};

describe("YAML", () => {
  it("means what the core schema of YAML 1.2 says", async () => {
    const text = `
a: [null, ~, Null, true, False, yes, on, 1, -2, +3, 0o17, 0x1F, 0123, 1.50, .5, 1e3, 2001-12-14, 12:30, 1_000]
b: [9007199254740993, "1", '2', !!str 3, !!int "4", !!timestamp 2001-12-14, 99999999999999999999]
200: ok
1.10: ten
true: yes
c:
? d
: e
`;

    expect(await dataOf(text)).toEqual({
      // biome-ignore format: one line of the file
      a: [null, null, null, true, false, "yes", "on", 1, -2, 3, 15, 31, 123, 1.5, 0.5, 1000, "2001-12-14", "12:30", "1_000"],
      b: [9007199254740993n, "1", "2", "3", 4, "2001-12-14", 99999999999999999999n],
      200: "ok",
      "1.10": "ten",
      true: "yes",
      c: null,
      d: "e",
    });
  });

  it("merges: what is written beside wins, and of several the first", async () => {
    const text = `
x: &x {a: 1, b: 1}
y: &y {b: 2, c: 2}
z:
  b: 3
  <<: [*x, *y]
  a: 3
w: {<<: *x}
v: {<<: text}
`;
    const { document, diagnostics } = await openDocument(sourceOf(text));
    const value = document.value as { readonly [name: string]: object };

    expect(value).toMatchObject({ z: { a: 3, b: 3, c: 2 }, w: { a: 1, b: 1 }, v: { "<<": "text" } });
    expect(diagnostics).toEqual([]);
    expect(document.at(value["z"]!, "c")).toMatchObject({ line: 3, column: 14 });
  });

  it("shares what aliases share", async () => {
    const value = (await dataOf("a: &a {b: 1}\nc: *a\n")) as { readonly [name: string]: object };

    expect(value["c"]).toBe(value["a"]);
  });

  it.each([
    ["two documents", "a: 1\n---\nb: 2\n", "document-several", 2, 1],
    ["a cycle", "a: &a\n  b: *a\n", "document-cycle", 2, 6],
    ["an unknown alias", "a: *b\n", "document-syntax", 1, 4],
    ["nothing", "", "document-empty", 1, 1],
    ["only comments", "# nothing\n---\n", "document-empty", 1, 1],
    ["a zero octet", "a: 1\nb: \0", "document-binary", 2, 4],
    ["a list as a name", "? [a]\n: 1\n", "document-syntax", 1, 3],
    ["a template", "a:\n  b: {{ name }}\n", "document-syntax", 2, 7],
    ["an open bracket", "a: [1\nb: 2\n", "document-syntax", 2, 1],
    ["a tab", "a:\n\tb: 1\n", "document-syntax", 2, 1],
    ["text cut off", 'a:\n  b: "text', "document-syntax", 2, 11],
  ])("is refused for %s", async (_, text, code, line, column) => {
    expect(await refusal(text)).toMatchObject({ code, severity: "error", at: { file: "api.yaml", line, column } });
  });

  it("is refused when aliases unfold to billions", async () => {
    const names = [..."abcdefghi"];
    const text = names.map((name, index) =>
      index === 0 ? `a: &a [${"x,".repeat(9)}]` : `${name}: &${name} [${`*${names[index - 1]},`.repeat(9)}]`,
    );

    expect(await refusal(text.join("\n"))).toMatchObject({ code: "document-expansion", at: { line: 2 } });
  });

  it("is refused when it is nested without end", async () => {
    expect(await refusal(`a: ${"[".repeat(20_000)}`)).toMatchObject({ code: "document-too-deep" });
    expect(
      await refusal(Array.from({ length: 1500 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")),
    ).toMatchObject({
      code: "document-too-deep",
    });
  });

  it("is read where js-yaml is stricter than others", async () => {
    const text = "a:\n  list: &l [\n    1.0, yes\n  ]\n  <<: {b: 0x1}\nc: *l\n";
    const { document, diagnostics } = await openDocument(sourceOf(text));
    const value = document.value as { readonly a: object };

    expect(value).toEqual({ a: { list: [1, "yes"], b: 1 }, c: [1, "yes"] });
    expect(diagnostics).toMatchObject([{ code: "yaml-strictness", severity: "warning", at: { line: 4, column: 3 } }]);
    expect(document.at(value.a, "b")).toMatchObject({ line: 5, column: 8 });
  });

  it("warns of tags that it does not know", async () => {
    const { document, diagnostics } = await openDocument(sourceOf("a: !include b.yaml\nc: !Ref [1]\n"));

    expect(document.value).toEqual({ a: "b.yaml", c: [1] });
    expect(diagnostics.map(({ code, at }) => [code, at?.line, at?.column])).toEqual([
      ["yaml-tag", 1, 4],
      ["yaml-tag", 2, 4],
    ]);
  });

  it("is read or refused at a place in it, whatever was done to it", async () => {
    const text = `info: &i {title: "a b", version: 1.0}
paths:
  /x: {get: {responses: {'200': {description: x}}}}
  "/y": *i
list:
  - a: 1
    <<: *i
  - |
    text
? !!str k
: !!int "3"
`;
    const pieces = fc.constantFrom(
      ..."{}[]:,&*|>'\"#%@?!\n\t\r",
      "- ",
      "*i",
      "&i ",
      "<<: ",
      "---\n",
      "  ",
      "\uFEFF",
      "\u0001",
      "\uD800",
    );
    const edits = fc.array(fc.tuple(fc.nat(text.length), fc.nat(3), pieces), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(edits, async (given) => {
        const edited = given.reduce(
          (now, [at, taken, piece]) => now.slice(0, at) + piece + now.slice(at + taken),
          text,
        );
        try {
          await openDocument(sourceOf(edited));
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
          const { at, message } = (error as Failure).diagnostics[0]!;
          const lines = edited.split(/\r\n?|\n/);
          expect(lines[at!.line - 1]!.length + 1, message).toBeGreaterThanOrEqual(at!.column);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("ends with --- or ... without being two", async () => {
    expect(await dataOf("---\na: 1\n...\n---\n")).toEqual({ a: 1 });
  });
});

describe("a place", () => {
  const text = `# comment
info:
  title: "Pets"
  text: |
    lines
list:
  - one
  - {two: 2, three: [3]}
empty:
"200": *nothing
`.replace("*nothing", "'x'");

  it.each([
    ["LF", text],
    ["CR LF", text.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${text}`],
  ])("is right with %s", async (_, written) => {
    const { document } = await openDocument(sourceOf(written));
    const root = document.value as { readonly info: object; readonly list: readonly object[] };

    const places = {
      root: document.at(root),
      info: document.at(root, "info"),
      infoItself: document.at(root.info),
      title: document.at(root.info, "title"),
      titleValue: document.valueAt(root.info, "title"),
      block: document.valueAt(root.info, "text"),
      item: document.at(root.list, 0),
      three: document.valueAt(root.list[1]!, "three"),
      number: document.at(root, "200"),
    };

    expect(
      Object.fromEntries(Object.entries(places).map(([name, { line, column }]) => [name, [line, column]])),
    ).toEqual({
      root: [2, 1],
      info: [2, 1],
      infoItself: [3, 3],
      title: [3, 3],
      titleValue: [3, 10],
      block: [4, 9],
      item: [7, 5],
      three: [8, 21],
      number: [10, 1],
    });
  });

  it("is where the text says, for everything in any JSON", async () => {
    await fc.assert(
      fc.asyncProperty(fc.object({ maxDepth: 4 }), async (given) => {
        const json = JSON.stringify(given, rounded, 1) ?? "{}";
        const { document } = await openDocument(sourceOf(json));
        const lines = json.split("\n");
        const visit = (value: unknown): void => {
          if (typeof value !== "object" || value === null) return;
          const open = document.at(value);
          expect(lines[open.line - 1]!.slice(open.column - 1)[0]).toBe(Array.isArray(value) ? "[" : "{");
          for (const [key, member] of Object.entries(value)) {
            const at = document.at(value, key);
            const valueAt = document.valueAt(value, key);
            if (!Array.isArray(value)) expect(lines[at.line - 1]!.slice(at.column - 1)).toContain(JSON.stringify(key));
            const written = lines[valueAt.line - 1]!.slice(valueAt.column - 1);
            if (typeof member === "object" && member !== null) expect(written).toMatch(/^[[{]/);
            else
              expect(Number.isNaN(member) || written.startsWith(JSON.stringify(member, rounded).slice(0, 15))).toBe(
                true,
              );
            visit(member);
          }
        };
        visit(document.value);
      }),
      { numRuns: 100 },
    );
  });

  it("is found in objects of many members, and for the last of two with the same name", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `n${index}: ${index}`).join("\n");
    const { document } = await openDocument(sourceOf(`${names}\nn3: 1\n`));
    const root = document.value as object;

    expect([document.at(root, "n39").line, document.at(root, "n3").line]).toEqual([40, 41]);
    expect(document.at(root, "absent")).toEqual(document.at(root));
  });

  it("gives back numbers as they are written", async () => {
    const { document } = await openDocument(sourceOf('info: {version: 1.10, big: 0x1F, text: "1.10"}\n'));
    const info = (document.value as { readonly info: object }).info;

    expect(["version", "big", "text", "absent"].map((name) => document.written(info, name))).toEqual([
      "1.10",
      "0x1F",
      undefined,
      undefined,
    ]);
  });
});
