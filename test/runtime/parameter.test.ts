import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Parameter } from "../../src/runtime/parameter.js";
import {
  parseCookies,
  parseQuery,
  readCookie,
  readHeader,
  readPath,
  readQuery,
} from "../../src/runtime/parameter-read.js";
import { writeCookie, writeHeader, writePath, writeQuery } from "../../src/runtime/parameter-write.js";
import type { Shape } from "../../src/runtime/shape.js";

const list: Shape = { list: "integer" };
const record: Shape = { fields: { x: "string", y: "string" } };
const texts: Shape = { list: "string" };
const xy = { x: "a", y: "b" };

/** The wire forms of OpenAPI 3.2, section 4.12.2 (and RFC 6570 where it defers to it). */
describe("a path parameter", () => {
  it.each<[string, Partial<Parameter>, unknown, string]>([
    ["simple, scalar, reserved and blank", { shape: "string" }, "a b/c", "a%20b%2Fc"],
    ["simple, beyond ASCII", { shape: "string" }, "é☃", "%C3%A9%E2%98%83"],
    ["simple, what encodeURIComponent leaves", { shape: "string" }, "!'()*", "%21%27%28%29%2A"],
    ["simple list", { shape: list }, [1, 2], "1,2"],
    ["simple list, exploded", { shape: list, explode: true }, [1, 2], "1,2"],
    ["simple object", { shape: record }, xy, "x,a,y,b"],
    ["simple object, exploded", { shape: record, explode: true }, xy, "x=a,y=b"],
    ["label scalar", { shape: "string", style: "label" }, "blue", ".blue"],
    ["label list", { shape: list, style: "label" }, [1, 2], ".1,2"],
    ["label list, exploded", { shape: list, style: "label", explode: true }, [1, 2], ".1.2"],
    ["label object", { shape: record, style: "label" }, xy, ".x,a,y,b"],
    ["label object, exploded", { shape: record, style: "label", explode: true }, xy, ".x=a.y=b"],
    ["matrix scalar", { shape: "string", style: "matrix" }, "blue", ";p=blue"],
    ["matrix, empty", { shape: "string", style: "matrix" }, "", ";p"],
    ["matrix list", { shape: list, style: "matrix" }, [1, 2], ";p=1,2"],
    ["matrix list, exploded", { shape: list, style: "matrix", explode: true }, [1, 2], ";p=1;p=2"],
    ["matrix object", { shape: record, style: "matrix" }, xy, ";p=x,a,y,b"],
    ["matrix object, exploded", { shape: record, style: "matrix", explode: true }, xy, ";x=a;y=b"],
    ["allowReserved", { shape: "string", reserved: true }, "a:b@c/d", "a:b@c%2Fd"],
    ["JSON content", { shape: "any", media: "application/json" }, { a: 1 }, "%7B%22a%22%3A1%7D"],
  ])("is written and read: %s", (_, more, value, wire) => {
    const parameter: Parameter = { name: "p", shape: "any", ...more };

    expect(writePath(parameter, value, true)).toBe(wire);
    expect(readPath(parameter, wire)).toEqual(value);
  });

  it.each(["", ".", ".."])("is refused when it would lead elsewhere: %j", (value) => {
    expect(() => writePath({ name: "p", shape: "string" }, value, true)).toThrow(/lead elsewhere/);
  });
});

describe("a query parameter", () => {
  it.each<[string, Partial<Parameter>, unknown, string]>([
    ["form scalar", { shape: "string" }, "a b&c=d+e", "p=a%20b%26c%3Dd%2Be"],
    ["form, empty", { shape: "string" }, "", "p="],
    ["form boolean", { shape: "boolean" }, false, "p=false"],
    ["form list, exploded", { shape: list }, [1, 2], "p=1&p=2"],
    ["form list", { shape: texts, explode: false }, ["a,b", "c"], "p=a%2Cb,c"],
    ["form object, exploded", { shape: record }, xy, "x=a&y=b"],
    ["form object", { shape: record, explode: false }, xy, "p=x,a,y,b"],
    ["spaceDelimited list", { shape: list, style: "spaceDelimited", explode: false }, [1, 2], "p=1%202"],
    ["spaceDelimited list, exploded", { shape: list, style: "spaceDelimited", explode: true }, [1, 2], "p=1&p=2"],
    ["spaceDelimited object", { shape: record, style: "spaceDelimited", explode: false }, xy, "p=x%20a%20y%20b"],
    ["pipeDelimited list", { shape: list, style: "pipeDelimited", explode: false }, [1, 2], "p=1%7C2"],
    ["pipeDelimited list, exploded", { shape: list, style: "pipeDelimited", explode: true }, [1, 2], "p=1&p=2"],
    ["pipeDelimited object", { shape: record, style: "pipeDelimited", explode: false }, xy, "p=x%7Ca%7Cy%7Cb"],
    ["tsv", { shape: list, separator: "\t", explode: false }, [1, 2], "p=1%092"],
    ["deepObject", { shape: record, style: "deepObject" }, xy, "p%5Bx%5D=a&p%5By%5D=b"],
    [
      "deepObject, nested",
      { shape: { fields: { a: { fields: { b: list } } } }, style: "deepObject" },
      { a: { b: [1, 2] } },
      "p%5Ba%5D%5Bb%5D%5B0%5D=1&p%5Ba%5D%5Bb%5D%5B1%5D=2",
    ],
    ["allowReserved", { shape: "string", reserved: true }, "a/b?c:d&e#f", "p=a/b?c:d%26e%23f"],
    ["JSON content", { shape: "any", media: "application/json" }, { a: [1] }, "p=%7B%22a%22%3A%5B1%5D%7D"],
    ["nothing", { shape: "string" }, undefined, ""],
    ["an empty list", { shape: list }, undefined, ""],
    ["an empty list that must be there", { shape: list, required: true }, [], "p="],
    ["empty value allowed", { shape: list, emptyAllowed: true, explode: false }, [], "p="],
  ])("is written and read: %s", (_, more, value, wire) => {
    const parameter: Parameter = { name: "p", shape: "any", ...more };

    expect(writeQuery("", parameter, value).slice(1)).toBe(wire);
    expect(readQuery(parameter, parseQuery(wire))).toEqual(value);
  });

  it.each<[string, Partial<Parameter>, string, unknown]>([
    ["pipes as they are", { shape: list, style: "pipeDelimited", explode: false }, "p=1|2", [1, 2]],
    ["plus as a blank", { shape: list, style: "spaceDelimited", explode: false }, "p=1+2", [1, 2]],
    ["a comma that was encoded", { shape: list, explode: false }, "p=1%2C2", [1, 2]],
    ["brackets as they are", { shape: record, style: "deepObject" }, "p[x]=a&p[y]=b", xy],
    ["empty brackets", { shape: { fields: { x: list } }, style: "deepObject" }, "p[x][]=1&p[x][]=2", { x: [1, 2] }],
    ["one item", { shape: list }, "p=1", [1]],
    ["no number", { shape: "integer" }, "p=1e", "1e"],
    [
      "a name called __proto__",
      { shape: record, style: "deepObject" },
      "p[__proto__]=a",
      JSON.parse('{"__proto__":"a"}'),
    ],
  ])("is read leniently: %s", (_, more, wire, value) => {
    expect(readQuery({ name: "p", shape: "any", ...more }, parseQuery(wire))).toEqual(value);
  });

  it("is refused when an item holds what separates items", () => {
    expect(() =>
      writeQuery("", { name: "p", shape: texts, style: "pipeDelimited", explode: false }, ["a|b"]),
    ).toThrow();
  });
});

describe("a header", () => {
  it.each<[string, Partial<Parameter>, unknown, string]>([
    ["scalar, not encoded", { shape: "string" }, "a b%/ü", "a b%/ü"],
    ["list", { shape: list }, [1, 2], "1,2"],
    ["object", { shape: record }, xy, "x,a,y,b"],
    ["object, exploded", { shape: record, explode: true }, xy, "x=a,y=b"],
    ["JSON content", { shape: "any", media: "application/json" }, { a: 1 }, '{"a":1}'],
  ])("is written and read: %s", (_, more, value, wire) => {
    const parameter: Parameter = { name: "P", shape: "any", ...more };

    expect(writeHeader(parameter, value)).toBe(wire);
    expect(readHeader(parameter, wire)).toEqual(value);
  });

  it.each(["a\r\nb: c", "☃", "\0"])("is refused when it cannot be carried: %j", (value) => {
    expect(() => writeHeader({ name: "P", shape: "string" }, value)).toThrow(/cannot carry/);
  });
});

describe("a cookie", () => {
  it.each<[string, Partial<Parameter>, unknown, string]>([
    ["form scalar", { shape: "string" }, "a;b", "p=a%3Bb"],
    ["form list", { shape: list, explode: false }, [1, 2], "p=1,2"],
    ["form list, exploded", { shape: list }, [1, 2], "p=1; p=2"],
    ["form object, exploded", { shape: record }, xy, "x=a; y=b"],
    ["cookie style, not encoded", { shape: "string", style: "cookie" }, "a%3D/b", "p=a%3D/b"],
  ])("is written and read: %s", (_, more, value, wire) => {
    const parameter: Parameter = { name: "p", shape: "any", ...more };

    expect(writeCookie(parameter, value).join("; ")).toBe(wire);
    expect(readCookie(parameter, parseCookies(wire))).toEqual(value);
  });
});

describe("what was written", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => value !== "." && value !== "..");
  const styles: readonly Partial<Parameter>[] = [
    {},
    { explode: true },
    { style: "label" },
    { style: "label", explode: true },
    { style: "matrix" },
    { style: "matrix", explode: true },
  ];

  it.each(styles)("in a path is read again from a URL: %j", (more) => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2 }), (value) => {
        const parameter: Parameter = { name: "p", shape: texts, ...more };
        const { pathname } = new URL(`http://localhost/${writePath(parameter, value, true)}`);

        expect(readPath(parameter, pathname.slice(1))).toEqual(value);
      }),
    );
  });

  it.each<Partial<Parameter>>([{}, { explode: false }, { style: "deepObject" }])(
    "in a query is read again: %j",
    (more) => {
      fc.assert(
        fc.property(fc.array(text, { minLength: 2 }), (value) => {
          const parameter: Parameter = { name: "p", shape: texts, ...more };
          const { search } = new URL(`http://localhost/?${writeQuery("", parameter, value).slice(1)}`);

          expect(readQuery(parameter, parseQuery(search.slice(1)))).toEqual(value);
        }),
      );
    },
  );

  it("in a deep object is read again, however it nests", () => {
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.dictionary(
          text.filter((key) => !/[[\]]/.test(key) && !/^\d+$/.test(key)),
          tie("tree"),
          { minKeys: 1, maxKeys: 3 },
        ),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("a", "b c", "é"), tree, { minKeys: 1 }), (value) => {
        const parameter: Parameter = { name: "p", shape: "any", style: "deepObject" };
        const { search } = new URL(`http://localhost/?${writeQuery("", parameter, value).slice(1)}`);

        expect(readQuery(parameter, parseQuery(search.slice(1)))).toEqual(value);
      }),
    );
  });
});
