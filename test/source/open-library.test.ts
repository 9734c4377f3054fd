import { expect, it } from "vitest";
import { openDocument, withValue } from "../../src/source/open-document.js";
import { createLibrary } from "../../src/source/open-library.js";
import { memorySources, sourceOf } from "./memory.js";

const libraryOf = async (files: Readonly<Record<string, string>>, entry = Object.keys(files)[0]!) => {
  const sources = memorySources(files);
  const library = await createLibrary(await sources.open(entry), sources);
  const from = (name: string) => library.documents.find(({ source }) => source.name === name)!;
  return { library, from, asked: sources.asked.slice(1) };
};

it("opens what is reached, once, in the order in which it is reached", async () => {
  const { library, asked } = await libraryOf({
    "api/main.yaml": 'paths:\n  /a:\n    $ref: "paths/a.yaml"\n  /b:\n    $ref: ./paths/../shared.json#/b\n',
    "api/paths/a.yaml": 'get: {responses: {default: {$ref: "../shared.json"}}}',
    "api/shared.json": '{"b": {"$ref": "main.yaml"}}',
  });

  expect(library.documents.map(({ source }) => source.name)).toEqual([
    "api/main.yaml",
    "api/paths/a.yaml",
    "api/shared.json",
  ]);
  expect(asked).toHaveLength(4);
  const [main, a, shared] = library.documents as [never, never, never];
  expect(library.resolve("./paths/../shared.json#/b", main)?.document).toBe(shared);
  expect(library.resolve("../shared.json", a)?.document).toBe(shared);
  expect(library.resolve("main.yaml#/paths/~1a", shared)).toMatchObject({ document: main, pointer: "/paths/~1a" });
});

it.each([
  ["#/paths/~1pets~1%7Bid%7D/get", "/paths/~1pets~1{id}/get"],
  ["#/components/schemas/a%20b", "/components/schemas/a b"],
  ["#/components/schemas/t~0x", "/components/schemas/t~0x"],
  ["#/components/messages/agent/v1", "/components/messages/agent~1v1"],
  ["#/list/1", "/list/1"],
  ["#", ""],
  ["#/__proto__/x", "/__proto__/x"],
])("resolves %s", async (reference, pointer) => {
  const { library } = await libraryOf({
    "api.yaml": `paths: {"/pets/{id}": {get: {}}}
components: {schemas: {a b: {}, t~x: {}}, messages: {agent/v1: {}}}
list: [1, 2]
__proto__: {x: 1}
`,
  });

  expect(library.resolve(reference, library.entry)?.pointer).toBe(pointer);
});

it("says where a target stands", async () => {
  const { library } = await libraryOf({ "api.yaml": "components:\n  schemas:\n    Pet:\n      type: object\n" });

  expect(library.resolve("#/components/schemas/Pet", library.entry)?.at).toEqual({
    file: "api.yaml",
    line: 3,
    column: 5,
  });
});

it("says why there is nothing", async () => {
  const { library } = await libraryOf({
    "api.yaml": 'a: {$ref: gone.yaml}\nb: {$ref: "broken.yaml"}\nschemas: {Pet: {}}\nl: [1]\nn: 1\n',
    "broken.yaml": "a: [1\nb: 2\n",
  });
  const why = (reference: string) => library.missing(reference, library.entry);

  expect(why("gone.yaml")).toBe("there is no file gone.yaml");
  expect(why("broken.yaml#/a")).toMatch(/^broken\.yaml:\d+:\d+: this is not YAML/);
  expect(why("#/schemas/Pte")).toBe('api.yaml#/schemas has no member "Pte"; did you mean "Pet"?');
  expect(why("#/l/7")).toBe('api.yaml#/l is a list of 1; it has no item "7"');
  expect(why("#/n/x")).toBe('api.yaml#/n is no object, so it has no member "x"');
  expect(why("#/schemas/toString")).toContain('no member "toString"');
  expect(why("#Pet")).toContain('no schema with the anchor "Pet"');
  expect(why("#/schemas/Pet")).toBe("");
});

it("does not take data or properties called $ref for references", async () => {
  const { library, asked } = await libraryOf({
    "api.yaml": `
components:
  schemas:
    Link:
      properties:
        $ref: {type: string, default: {$ref: no-1.yaml}}
        example: {$ref: yes-1.yaml}
      example: {$ref: no-2.yaml}
      enum: [{$ref: no-3.yaml}]
      const: {$ref: no-4.yaml}
      examples: [{$ref: no-5.yaml}]
  examples:
    one: {$ref: yes-2.yaml}
    two: {value: {$ref: no-6.yaml}}
paths:
  /x:
    get:
      responses: {default: {$ref: yes-3.yaml}}
discriminator: {propertyName: kind, mapping: {dog: yes-4.yaml, cat: Cat}}
`,
  });

  expect(library.documents).toHaveLength(1);
  expect(asked.sort()).toEqual(["yes-1.yaml", "yes-2.yaml", "yes-3.yaml", "yes-4.yaml"]);
});

it("finds schemas by $id and $anchor, and looks #/ up in the document whatever $id stands around it", async () => {
  const { library, from, asked } = await libraryOf({
    "api.yaml": `
$id: https://example.com/root
a: {$ref: "https://example.com/pet#tail"}
b: {$ref: "pet"}
c: {$ref: "other.yaml"}
schemas:
  Pet: {$id: pet, $defs: {Tail: {$anchor: tail}}, properties: {t: {$ref: "#/schemas/Pet"}}}
`,
    "other.yaml": "$id: urn:other\nx: {$anchor: here}\n",
  });

  expect(asked).toEqual(["other.yaml"]);
  expect(library.resolve("https://example.com/pet#/$defs/Tail", library.entry)?.pointer).toBe(
    "/schemas/Pet/$defs/Tail",
  );
  expect(library.resolve("pet", library.entry)?.pointer).toBe("/schemas/Pet");
  expect(library.resolve("#/schemas/Pet", library.entry)?.pointer).toBe("/schemas/Pet");
  expect(library.resolve("#tail", library.entry)?.pointer).toBe("/schemas/Pet/$defs/Tail");
  expect(library.resolve("urn:other#here", library.entry)).toMatchObject({
    document: from("other.yaml"),
    pointer: "/x",
  });
});

it("goes on through a $ref that stands in the middle of a pointer", async () => {
  const { library } = await libraryOf({
    "api.yaml": "a: {$ref: b.yaml#/x}\nloop: {$ref: '#/loop'}\n",
    "b.yaml": "x: {y: 1}\n",
  });

  expect(library.resolve("#/a/y", library.entry)).toMatchObject({ pointer: "/x/y", value: 1 });
  expect(library.resolve("#/loop/y", library.entry)).toBeUndefined();
});

it("takes files that are neither YAML nor JSON as text", async () => {
  const proto = 'syntax = "proto3";\nmessage M {}\n';
  const { library } = await libraryOf({
    "api.yaml": "a: {$ref: m.proto}\nb: {$ref: odd.bin}\n",
    "m.proto": proto,
    "odd.bin": "a: [\n",
  });

  expect(library.resolve("m.proto", library.entry)?.value).toBe(proto);
  expect(library.resolve("odd.bin", library.entry)?.value).toBe("a: [\n");
  expect(library.missing("odd.bin#/a", library.entry)).toContain("no object");
});

it("takes a document that was changed after reading, and keeps the places of what is untouched", async () => {
  const { document } = await openDocument(sourceOf("info: {title: A}\npaths:\n  /a: {get: 1}\n"));
  const value = document.value as { readonly [name: string]: object };
  const changed = { ...value, info: { title: "B" } };
  const overlaid = withValue(document, changed, new Map<object, object>([[changed, value]]));

  const library = await createLibrary(overlaid, memorySources({}));

  expect(library.resolve("#/paths/~1a", library.entry)?.at).toEqual({ file: "api.yaml", line: 3, column: 3 });
  expect(library.resolve("#/paths", library.entry)?.at).toEqual({ file: "api.yaml", line: 2, column: 1 });
});

it("tells what was odd about every document", async () => {
  const { library } = await libraryOf({ "api.yaml": "a: {$ref: b.json}\na: 1\n", "b.json": '{"x": 1, "x": 2}' });

  expect(library.diagnostics.map(({ code, at }) => [code, at])).toEqual([
    ["duplicate-key", { file: "api.yaml", line: 2, column: 1 }],
  ]);
});
