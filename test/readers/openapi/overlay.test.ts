import { expect, it } from "vitest";
import { codes, readFiles } from "./read.js";

const api = `openapi: 3.1.0
info: { title: Shop, version: "1" }
tags: [{ name: old }]
paths:
  /a:
    get:
      tags: [x]
      responses:
        "200": { description: Fine. }
  /b:
    get:
      responses: {}
`;

const overlay = (actions: string, version = "1.1.0") => ({
  "o.yaml": `overlay: ${version}\ninfo: { title: o, version: "1" }\nactions:\n${actions}`,
});

const read = (actions: string, version?: string) => readFiles({ "api.yaml": api }, overlay(actions, version));

it("merges objects, appends to lists, and knows which file each part stands in", async () => {
  const contract = await read(
    `  - target: $.paths['/a'].get
    update:
      operationId: getA
      tags: [y]
      responses:
        "404": { description: Gone. }
`,
    "1.0.0",
  );

  const [service] = contract.services;
  const [operation] = service?.operations ?? [];
  expect(operation).toMatchObject({ id: "getA", tags: ["x", "y"] });
  expect(operation?.at).toMatchObject({ file: "api.yaml", line: 6 });
  expect(operation?.outcomes.map(({ name, at }) => [name, at.file, at.line])).toEqual([
    ["200", "api.yaml", 9],
    ["404", "o.yaml", 9],
  ]);
});

it("removes what a target selects, items of lists too", async () => {
  const contract = await read(`  - { target: "$.paths['/b']", remove: true }
  - { target: "$.tags[?@.name == 'old']", remove: true }
  - { target: $.tags, update: { name: new } }
`);

  expect(contract.services.flatMap(({ operations }) => operations)).toHaveLength(1);
  expect(contract.tags.map(({ name, at }) => [name, at.file])).toEqual([["new", "o.yaml"]]);
});

it("copies a node, and replaces a single value", async () => {
  const contract = await read(`  - { target: "$.paths['/b'].get", copy: "$.paths['/a'].get" }
  - { target: $.info.title, update: Store }
`);

  const copied = contract.services.flatMap(({ operations }) => operations).at(-1);
  expect(contract.title).toBe("Store");
  expect(copied?.outcomes[0]).toMatchObject({ name: "200", at: { file: "api.yaml", line: 9 } });
});

it("tells of targets that select nothing and of paths that are none", async () => {
  const contract = await read(`  - { target: "$.nothing", remove: true }
  - { target: "paths[", remove: true }
  - { target: "$.info" }
`);

  expect(codes(contract).filter((code) => code === "openapi-overlay")).toHaveLength(4);
  expect(contract.diagnostics[0]?.at).toMatchObject({ file: "o.yaml", line: 4 });
});

it("refuses a file that is no overlay", async () => {
  await expect(readFiles({ "api.yaml": api }, { "o.yaml": "actions: []" })).rejects.toThrow(/not an overlay/);
});
