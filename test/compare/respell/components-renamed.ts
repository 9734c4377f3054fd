import { isMembers, type Members, put } from "./data.js";
import { eachReference, hasDiscriminator, type Respelling } from "./respelling.js";

/** Component schemas under other names, wherever they are named. */
export const componentsRenamed: Respelling = {
  name: "schemas renamed",
  respell(contract, choice) {
    const { root } = contract;
    const owner = isMembers(root["components"]) ? root["components"] : root;
    const section = root["swagger"] === undefined ? "schemas" : "definitions";
    const schemas = owner[section];
    if (!isMembers(schemas) || hasDiscriminator(contract)) return undefined;
    const names = choice.some(Object.keys(schemas).filter((name) => /^\w+$/.test(name)));
    if (names.length === 0) return undefined;
    const renamed = new Map(names.map((name, index) => [name, `Renamed${index}${name}`]));
    const made: Members = {};
    for (const [name, schema] of Object.entries(schemas)) put(made, renamed.get(name) ?? name, schema);
    owner[section] = made;
    const prefix = root["swagger"] === undefined ? "#/components/schemas/" : "#/definitions/";
    eachReference(root, (holder, reference) => {
      if (!reference.startsWith(prefix)) return;
      const [name = "", ...rest] = reference.slice(prefix.length).split("/");
      holder["$ref"] = [prefix + (renamed.get(name) ?? name), ...rest].join("/");
    });
    return contract;
  },
};
