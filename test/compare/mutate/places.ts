/** Where things of a contract stand in its text. */
import type { Json } from "../../../src/contract/json.js";
import type { Location } from "../../../src/diagnostics/location.js";
import { openDocument } from "../../../src/source/open-document.js";
import { pointerSegments } from "../../../src/source/pointer.js";
import type { Written } from "../respell/respelling.js";

/** Finds the places of JSON pointers, as findings tell them; undefined for what is not there. */
export async function placesIn(contract: Written): Promise<(pointer: string) => Location | undefined> {
  const text = contract.print(contract.root);
  const source = { name: contract.path, id: contract.path, text, bytes: new TextEncoder().encode(text) };
  const { document } = await openDocument(source);
  return (pointer) => {
    let value: Json | undefined = document.value;
    let at: Location | undefined;
    for (const segment of pointerSegments(pointer)) {
      if (typeof value !== "object" || value === null) return undefined;
      const key: string | number = Array.isArray(value) ? Number(segment) : segment;
      const next: Json | undefined = (value as Readonly<Record<string | number, Json>>)[key];
      if (next === undefined) return undefined;
      at = document.at(value, key);
      value = next;
    }
    return at;
  };
}
