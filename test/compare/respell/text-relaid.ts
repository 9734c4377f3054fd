import { stringify } from "yaml";
import { jsonText } from "./data.js";
import type { Respelling } from "./respelling.js";

/** The same data as YAML, or as JSON with other white space. */
export const textRelaid: Respelling = {
  name: "text laid out anew",
  respell: (contract, choice) => {
    const prints = [
      (root: typeof contract.root) => jsonText(root, 0),
      (root: typeof contract.root) => jsonText(root, 7),
      (root: typeof contract.root) => stringify(root, { aliasDuplicateObjects: false }),
      (root: typeof contract.root) => stringify(root, { indent: 4, lineWidth: 40, aliasDuplicateObjects: false }),
      (root: typeof contract.root) =>
        stringify(root, { defaultStringType: "QUOTE_DOUBLE", indentSeq: false, aliasDuplicateObjects: false }),
    ];
    const print = prints[choice.below(prints.length)] ?? jsonText;
    return { ...contract, print: (root) => print(root as typeof contract.root) };
  },
};
