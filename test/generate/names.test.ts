import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fileName,
  functionName,
  memberName,
  nameAll,
  propertyAccess,
  propertyName,
  typeName,
} from "../../src/generate/names.js";

describe("a type's name", () => {
  it.each([
    ["payment_intent", "PaymentIntent"],
    ["Pet", "Pet"],
    ["APIKey", "APIKey"],
    ["google.protobuf.Timestamp", "GoogleProtobufTimestamp"],
    ["Öl-Stand", "ÖlStand"],
    ["404", "_404"],
    ["", "Empty"],
    ["🎉", "U1F389"],
    ["+", "Plus"],
    [">=", "GreaterEquals"],
    ["+1", "Plus1"],
    ["-1", "Minus1"],
    ["Object", "Object_"],
    ["Date", "Date_"],
    ["__proto__", "Proto"],
    ["constructor", "Constructor"],
    ["日本", "日本"],
  ])("made from %j is %s", (text, name) => {
    expect(typeName(text)).toBe(name);
  });
});

describe("other names", () => {
  it.each([
    [memberName, "get_pets", "getPets"],
    [memberName, "ListPets", "listPets"],
    [memberName, "HTTPServer", "httpServer"],
    [memberName, "constructor", "constructor_"],
    [memberName, "toString", "toString_"],
    [memberName, "then", "then_"],
    [memberName, "delete", "delete"],
    [functionName, "delete", "delete_"],
    [functionName, "2fa", "_2fa"],
    [fileName, "Pet Store!", "pet-store"],
    [fileName, "con", "con-"],
    [propertyName, "x-rate", '"x-rate"'],
    [propertyName, "class", "class"],
    [propertyName, "__proto__", '"__proto__"'],
    [propertyAccess, "x-rate", '["x-rate"]'],
  ])("%o of %j is %s", (convert, text, name) => {
    expect(convert(text)).toBe(name);
  });

  it("are identifiers, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const name of [typeName(text), memberName(text), functionName(text)]) {
          expect(
            () => new Function(`const ${name.normalize()}$ = { ${name}: 1 }; return ${name}$.${name};`),
          ).not.toThrow();
        }
        expect(() => new Function(`const ${functionName(text)} = 1;`)).not.toThrow();
      }),
    );
  });
});

describe("names of several things", () => {
  const named = (texts: readonly string[], ignoreCase = false) =>
    nameAll(
      texts.map((text) => ({ key: text, text })),
      typeName,
      { ignoreCase },
    );

  it("leave the plain name to whom it is spelled like", () => {
    const names = named(["foo-bar", "FooBar", "foo_bar"]);

    expect(names.get("FooBar")).toBe("FooBar");
    expect(new Set(names.values()).size).toBe(3);
    expect(names.get("foo-bar")).toMatch(/^FooBar_\w{6}$/);
  });

  it("depend on nothing but what collides", () => {
    const before = named(["foo-bar", "foo_bar", "Pet"]);
    const after = named(["Zebra", "foo_bar", "Owner", "Pet", "foo-bar"]);

    for (const [text, name] of before) expect(after.get(text)).toBe(name);
  });

  it("are told apart though they differ in case alone, when files are named", () => {
    const names = [...named(["pets", "PETS"], true).values()].map((name) => name.toLowerCase());

    expect(new Set(names).size).toBe(2);
  });

  it("are all different", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "grapheme", maxLength: 4 })), (texts) => {
        expect(new Set(named(texts).values()).size).toBe(texts.length);
      }),
    );
  });
});
