import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { copied, type Data, isMembers, type Members } from "./data.js";
import { eachReference, filed, type Respelling, resolved, type Section, type Written } from "./respelling.js";
import { type Slot, type SlotKind, slotsOf } from "./slots.js";

/** Contracts of more references than this go round in circles. */
const limit = 20_000;

const sections: ReadonlySet<SlotKind> = new Set<SlotKind>(["schema", "parameter", "response", "requestBody", "header"]);

/** What other files say, brought into the first one: as components where there is room for them, in place elsewhere. */
export const filesJoined: Respelling = {
  name: "files joined",
  respell(contract) {
    const { root, path } = contract;
    const texts = new Map<string, Members>();
    const places = new Map<string, string>();
    let joined = 0;
    for (;;) {
      const slots = slotsOf(root).filter(({ value }) => isElsewhere(value["$ref"]));
      if (slots.length === 0) break;
      for (const slot of slots) {
        if (!isElsewhere(slot.value["$ref"]) || joined > limit) continue;
        join(slot, contract, texts, places);
        joined += 1;
      }
      if (joined > limit) return undefined;
    }
    let left = 0;
    eachReference(root, (_, reference) => {
      if (isElsewhere(reference) && !reference.startsWith(path)) left += 1;
    });
    // Examples and links are nobody's slots: they stay where they are, under absolute names.
    return joined > 0 && left < joined ? contract : undefined;
  },
};

const isElsewhere = (reference: Data | undefined): reference is string =>
  typeof reference === "string" && !reference.startsWith("#") && !/^[a-z]+:/i.test(reference);

function join(slot: Slot, contract: Written, texts: Map<string, Members>, places: Map<string, string>): void {
  const written = String(slot.value["$ref"]);
  const [file = "", fragment = ""] = written.split("#");
  const path = resolve(dirname(contract.path), file);
  if (path === contract.path) {
    slot.value["$ref"] = `#${fragment}`;
    return;
  }
  const key = `${slot.kind} ${path}#${fragment}`;
  const known = places.get(key);
  if (known !== undefined) {
    slot.value["$ref"] = known;
    return;
  }
  const text = texts.get(path) ?? ((contract.files.get(path) ?? parse(readFileSync(path, "utf8"))) as Members);
  texts.set(path, text);
  const target = fragment === "" ? text : resolved(text, `#${fragment}`);
  if (target === undefined) return;
  const value = copied(target);
  eachReference(value, (holder, reference) => {
    const absolute = reference.startsWith("#") ? path + reference : resolve(dirname(path), reference);
    if (!/^[a-z]+:/i.test(reference)) holder["$ref"] = absolute;
  });
  if (sections.has(slot.kind)) {
    const name = fragment.split("/").pop() || (file.split("/").pop() ?? "").replace(/\.\w+$/, "");
    const reference = filed(contract, slot.kind as Section, name, value);
    places.set(key, reference);
    slot.value["$ref"] = reference;
  } else if (isMembers(value)) {
    delete slot.value["$ref"];
    Object.assign(slot.value, value);
  }
}
