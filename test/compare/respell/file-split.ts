import { dirname, join } from "node:path";
import { copied, isMembers, type Members } from "./data.js";
import { eachReference, hasDiscriminator, mentions, type Respelling } from "./respelling.js";

/** Some component schemas in a file of their own. */
export const fileSplit: Respelling = {
  name: "schemas in another file",
  respell(contract, choice) {
    const { root, path } = contract;
    const owner = isMembers(root["components"]) ? root["components"] : root;
    const section = root["swagger"] === undefined ? "schemas" : "definitions";
    const schemas = owner[section];
    const entry = path.split("/").pop() ?? "";
    const unmovable = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"];
    if (!isMembers(schemas) || hasDiscriminator(contract) || unmovable.some((word) => mentions(root, word)))
      return undefined;
    const names = choice.some(Object.keys(schemas).filter((name) => /^\w+$/.test(name)));
    if (names.length === 0) return undefined;
    const prefix = root["swagger"] === undefined ? "#/components/schemas/" : "#/definitions/";
    const moved: Members = {};
    for (const name of names) {
      moved[name] = copied(schemas[name] ?? null);
      schemas[name] = { $ref: `split-parts.json#/parts/${name}` };
    }
    eachReference(moved, (holder, reference) => {
      const local = reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
      if (local !== undefined && names.includes(local)) holder["$ref"] = `#/parts/${local}`;
      else if (reference.startsWith("#")) holder["$ref"] = entry + reference;
    });
    // The reader is to find its way through some references itself: the others lead straight to the new file.
    eachReference(root, (holder, reference) => {
      const local = reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
      if (local !== undefined && names.includes(local) && choice.below(2) === 0)
        holder["$ref"] = `split-parts.json#/parts/${local}`;
    });
    contract.files.set(join(dirname(path), "split-parts.json"), { parts: moved });
    return contract;
  },
};
