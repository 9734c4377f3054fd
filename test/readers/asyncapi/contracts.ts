import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { ChannelBinding } from "../../../src/contract/binding.js";
import type { Contract, Operation } from "../../../src/contract/contract.js";
import { Failure } from "../../../src/diagnostics/failure.js";
import { asyncapi } from "../../../src/readers/asyncapi/asyncapi.js";
import type { Source, Sources } from "../../../src/source/source.js";
import { inMemory, sourceOf } from "../in-memory.js";

/** Reads a contract given as text, or as the value that its JSON is; other files by name beside it. */
export function read(contract: string | object, files: Readonly<Record<string, string>> = {}): Promise<Contract> {
  const text = typeof contract === "string" ? contract : JSON.stringify(contract, undefined, 2);
  const name = "asyncapi.yaml";
  return asyncapi.read([sourceOf(name, text)], inMemory({ ...files, [name]: text }), {});
}

/** A contract of real life, beside the repository; undefined where it is not there. */
const root = join(import.meta.dirname, "../../../../shared");
export const shared = (path: string): string | undefined =>
  existsSync(join(root, path)) ? join(root, path) : undefined;

/** Files below a folder that the reader recognises, by their path inside it. */
export function contractsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ya?ml|json)$/.test(file) && statSync(join(folder, file)).isFile())
    .filter((file) => asyncapi.recognises(onDisk(join(folder, file))))
    .sort();
}

const onDisk = (path: string, base = dirname(path)): Source => {
  const bytes = readFileSync(path);
  return { name: relative(base, path), id: path, text: bytes.toString("utf8"), bytes };
};

/** Files of the disk; nothing is fetched. */
export function disk(): Sources {
  const opened = new Map<string, Source>();
  return {
    async open(reference, from) {
      const path = resolve(from === undefined ? "." : dirname(from.id), reference);
      if (/^https?:/.test(reference) || !existsSync(path) || statSync(path).isDirectory())
        throw new Failure([{ code: "reference-dangling", severity: "error", message: `there is no ${reference}` }]);
      const source = opened.get(path) ?? onDisk(path);
      opened.set(path, source);
      return source;
    },
    list: async () => [],
    line: () => undefined,
  };
}

export const readFile = (path: string): Promise<Contract> => asyncapi.read([onDisk(path)], disk(), {});

export const operationsOf = ({ services }: Contract): readonly Operation[] =>
  services.flatMap(({ operations }) => operations);

export function operation(contract: Contract, id: string): Operation {
  const found = operationsOf(contract).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no operation ${id} among ${operationsOf(contract).map((one) => one.id)}`);
  return found;
}

export function channelOf({ binding }: Operation): ChannelBinding {
  if (binding.kind !== "channel") throw new Error("not a channel");
  return binding;
}

export const codes = ({ diagnostics }: Contract): readonly string[] => diagnostics.map(({ code }) => code);

/** Names of schemas that something refers to and that the contract does not have. */
export function danglingNames(contract: Contract): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (Reflect.get(value, "kind") === "reference") found.add(String(Reflect.get(value, "name")));
    for (const member of value instanceof Map ? value.values() : Object.values(value)) visit(member);
  };
  visit([contract.services, contract.schemas]);
  return [...found].filter((name) => !contract.schemas.has(name));
}
