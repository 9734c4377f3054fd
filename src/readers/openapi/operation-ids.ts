import { createHash } from "node:crypto";
import type { Location } from "../../diagnostics/location.js";
import type { Reading } from "./reading.js";

/** Gives each operation an id of its own. */
export interface OperationIds {
  /**
   * @param written the contract's own id
   * @param derived an id that method and path alone give
   */
  take(written: string | undefined, derived: string, at: Location): { id: string; named: boolean };
}

export function createOperationIds(
  written: ReadonlySet<string>,
  { complain }: Pick<Reading, "complain">,
): OperationIds {
  const taken = new Set<string>();
  const unique = (derived: string): string =>
    taken.has(derived) || written.has(derived)
      ? `${derived}_${createHash("sha256")
          .update(derived)
          .update(String(taken.has(derived)))
          .digest("hex")
          .slice(0, 6)}`
      : derived;
  const take = (id: string): string => {
    let own = id;
    for (let count = 2; taken.has(own); count += 1) own = `${id}_${count}`;
    taken.add(own);
    return own;
  };
  return {
    take(own, derived, at) {
      if (own === undefined || own.trim() === "") return { id: take(unique(derived)), named: false };
      if (!taken.has(own)) return { id: take(own), named: true };
      const id = take(unique(derived));
      complain("openapi-operation-id", at, `The operationId "${own}" is used twice; this operation is called "${id}"`);
      return { id, named: false };
    },
  };
}

/** "GET /pets/{petId}/tags" → "getPetsByPetIdTags". */
export function derivedId(method: string, path: string): string {
  const words = path.split("/").flatMap((segment) =>
    segment
      .replaceAll(/\{([^{}]*)\}/g, " by $1 ")
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ""),
  );
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
