import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Contract } from "../../src/contract/contract.js";
import type { Schema } from "../../src/contract/schema.js";
import { readers } from "../../src/readers/index.js";
import { inMemory } from "./in-memory.js";

const folder = join(import.meta.dirname, "../../fixtures/contracts/agree");

async function read(name: string): Promise<Contract> {
  const files = { [name]: readFileSync(join(folder, name), "utf8") };
  const sources = inMemory(files);
  const source = await sources.open(name);
  const reader = readers.find((one) => one.recognises(source));
  if (reader === undefined) throw new Error(`no reader knows ${name}`);
  return reader.read([source], sources, {});
}

/** What only one of the languages can say: places, wire identities, presence, the key type of maps, byte encodings. */
const ownWords = new Set(["at", "number", "jsonName", "presence", "key"]);

const shared = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shared);
  if (typeof value !== "object" || value === null) return value;
  const schema = value as Partial<Schema>;
  const named = schema.kind === "enum" || (schema.kind === "scalar" && schema.type === "bytes");
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !ownWords.has(name) && !(named && name === "format"))
      .map(([name, member]) => [name, shared(member)]),
  );
};

const schemasOf = ({ schemas }: Contract) =>
  Object.fromEntries([...schemas].map(([name, schema]) => [name, shared(schema)] as const));

it("reads one API in two languages into the same schemas", async () => {
  const [proto, openapi] = await Promise.all([read("library.proto"), read("library.yaml")]);

  expect([proto.diagnostics, openapi.diagnostics]).toEqual([[], []]);
  expect([...proto.schemas.keys()]).toHaveLength(6);
  expect(schemasOf(proto)).toEqual(schemasOf(openapi));
});

it("reads one API in two languages into the same operations", async () => {
  const operations = ({ services }: Contract) =>
    services.map(({ name, doc, operations: all }) => ({
      name,
      doc,
      operations: all.map(({ id, doc: about, deprecated, polarity, outcomes }) => ({
        id,
        about,
        deprecated,
        polarity,
        answers: outcomes.map(({ error, contents }) => ({
          error,
          schemas: contents.map(({ schema }) => shared(schema)),
        })),
      })),
    }));

  const [proto, openapi] = await Promise.all([read("library.proto"), read("library.yaml")]);

  expect(operations(proto)).toEqual(operations(openapi));
});

it("reads title and version alike", async () => {
  const [proto, openapi] = await Promise.all([read("library.proto"), read("library.yaml")]);

  expect([proto.title, proto.version]).toEqual([openapi.title, openapi.version]);
});
