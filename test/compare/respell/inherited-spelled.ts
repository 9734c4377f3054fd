import { copied } from "./data.js";
import { lineOf, placewise } from "./respelling.js";

/** Servers and credentials that operations inherit, said at each of some. */
export const inheritedSpelled = placewise(
  "servers and security at operations",
  ({ kind, within }) => kind === "operation" && within.length === 1 && within[0]?.role === "paths",
  ({ value, within }, contract) => {
    const { root } = contract;
    const path = within[0]?.value;
    if (value["security"] === undefined && root["security"] !== undefined) value["security"] = copied(root["security"]);
    if (lineOf(contract) === "2.0") {
      for (const word of ["consumes", "produces", "schemes"])
        if (value[word] === undefined && root[word] !== undefined) value[word] = copied(root[word]);
    } else if (value["servers"] === undefined) {
      const servers = path?.["servers"] ?? root["servers"];
      if (servers !== undefined) value["servers"] = copied(servers);
    }
  },
);
