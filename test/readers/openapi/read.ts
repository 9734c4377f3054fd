import type { Contract, Operation } from "../../../src/contract/contract.js";
import type { RecordSchema, Schema } from "../../../src/contract/schema.js";
import { openapi } from "../../../src/readers/openapi/openapi.js";
import { inMemory, sourceOf } from "../in-memory.js";

/** Reads a contract from texts: the first file is the entry. */
export async function readFiles(
  files: Readonly<Record<string, string>>,
  overlays: Readonly<Record<string, string>> = {},
): Promise<Contract> {
  const [entry = ""] = Object.keys(files);
  return openapi.read([sourceOf(entry, files[entry] ?? "")], inMemory(files), {
    overlays: Object.entries(overlays).map(([name, text]) => sourceOf(name, text)),
  });
}

/** Reads a contract from a value, as JSON. */
export const readValue = (value: unknown): Promise<Contract> => readFiles({ "api.json": JSON.stringify(value) });

/** A contract with one operation, `POST /things/{id}`, that says what is given. */
export const withOperation = (operation: object, around: object = {}): object => ({
  openapi: "3.1.0",
  info: { title: "Things", version: "1" },
  ...around,
  paths: {
    "/things/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      post: { operationId: "makeThing", responses: { 204: { description: "Done." } }, ...operation },
    },
  },
});

export function onlyOperation(contract: Contract): Operation {
  const [operation] = contract.services.flatMap(({ operations }) => operations);
  if (operation === undefined) throw new Error("The contract has no operation");
  return operation;
}

export function httpOf(operation: Operation) {
  if (operation.binding.kind !== "http") throw new Error("The operation does not travel by http");
  return operation.binding;
}

/** The record of one place of an operation's input. */
export function placeOf(operation: Operation, name: string): RecordSchema {
  const schema = inputOf(operation, name);
  if (schema?.kind !== "record") throw new Error(`The input has no record "${name}"`);
  return schema;
}

export const inputOf = (operation: Operation, name: string): Schema | undefined =>
  operation.input.kind === "record" ? operation.input.fields.find((field) => field.name === name)?.schema : undefined;

export const codes = (contract: Contract): string[] => contract.diagnostics.map(({ code }) => code);
