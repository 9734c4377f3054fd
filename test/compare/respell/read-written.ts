/** Reads contracts that exist as data only, beside files that are there. */
import { dirname, resolve } from "node:path";
import type { Contract } from "../../../src/contract/contract.js";
import { openapi } from "../../../src/readers/openapi/openapi.js";
import { openDocument } from "../../../src/source/open-document.js";
import type { Source, Sources } from "../../../src/source/source.js";
import { createSources } from "../../../src/source/sources.js";
import { repository } from "../versions.js";
import { copied, isMembers, jsonText } from "./data.js";
import { type Written, written } from "./respelling.js";

/** A contract of the disk as data. */
export async function dataOf(path: string): Promise<Written> {
  const source = await createSources({ cwd: repository }).open(path);
  const { document } = await openDocument(source);
  const root = copied(document.value);
  if (!isMembers(root)) throw new Error(`${path} holds no object`);
  return written(path, root);
}

export async function readWritten(contract: Written): Promise<Contract> {
  const disk = createSources({ cwd: repository });
  const texts = new Map([[contract.path, contract.print(contract.root)]]);
  for (const [path, value] of contract.files) texts.set(path, jsonText(value));
  const made = new Map<string, Source>();
  for (const [path, text] of texts)
    made.set(path, { name: path, id: path, text, bytes: new TextEncoder().encode(text) });
  const sources: Sources = {
    ...disk,
    async open(reference, from) {
      const path = from === undefined ? reference : resolve(dirname(from.id), reference);
      return made.get(path) ?? disk.open(reference, from);
    },
  };
  const entry = made.get(contract.path)!;
  return openapi.read([entry], sources, {});
}
