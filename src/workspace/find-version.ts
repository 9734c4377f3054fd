import type { Contract } from "../contract/contract.js";
import type { Location } from "../diagnostics/location.js";
import type { Sources } from "../source/source.js";
import type { PlacedVersion } from "./compare-bump.js";

/** The version of a contract, where `info.version` stands in its first file; else where the contract begins. */
export async function findVersion(sources: Sources, name: string, contract: Contract): Promise<PlacedVersion> {
  return { version: contract.version, at: (await placeOf(sources, name)) ?? contract.at };
}

async function placeOf(sources: Sources, name: string): Promise<Location | undefined> {
  const { openDocument } = await import("../source/open-document.js");
  try {
    const { document } = await openDocument(await sources.open(name));
    const info = (document.value as { readonly info?: unknown } | null)?.info;
    if (typeof info !== "object" || info === null || !Object.hasOwn(info, "version")) return undefined;
    return document.valueAt(info, "version");
  } catch {
    // The contract itself was read: it is in no single file, or in no file that holds data.
    return undefined;
  }
}
