import type { Schema } from "../../contract/schema.js";
import type { Dialect } from "../json-schema/dialect.js";
import { distinctName, placeName } from "../json-schema/names.js";
import { createSchemaReader } from "../json-schema/reader.js";
import { isObject, type Node, valuePlaceOf } from "./node.js";
import type { Reading } from "./reading.js";
import { withPlainSchemas } from "./resolve.js";

/** Reads the schemas of the JSON family, and sees to it that no two schemas of the contract share a name. */
export interface JsonSchemas {
  read(node: Node, dialect: Dialect): Schema;
  /** Makes a named schema of a component. */
  define(name: string, node: Node, dialect?: Dialect): void;
  /**
   * A name for a schema of another family: the one that is wanted, unless a schema has it already; then one with a trace
   * of its identity.
   */
  claim(name: string, identity: string): string;
  readonly schemas: ReadonlyMap<string, Schema>;
}

export function createJsonSchemas(reading: Reading): JsonSchemas {
  const claimed = new Set<string>();
  const library = withPlainSchemas(reading.library);
  const reader = createSchemaReader({
    library,
    dialect: "draft-07",
    diagnose: (diagnostic) => reading.diagnose(diagnostic),
    nameOf(target) {
      const name = placeName(target, library.entry);
      return claimed.has(name) ? distinctName(name, `${target.document.source.id}#${target.pointer}`) : undefined;
    },
  });
  return {
    read(node, dialect) {
      if (node.parent !== undefined && node.key !== undefined)
        return reader.read(node.value, node.parent, node.key, node.document, dialect);
      return reader.readTarget({ ...node, at: valuePlaceOf(node) }, dialect);
    },
    define(name, node, dialect) {
      if (isObject(node.value) || typeof node.value === "boolean")
        reader.define(name, { ...node, at: valuePlaceOf(node) }, dialect);
    },
    claim(name, identity) {
      let free = name;
      for (let trace = identity; reader.schemas.has(free) || claimed.has(free); trace += "'")
        free = distinctName(name, trace);
      claimed.add(free);
      return free;
    },
    get schemas() {
      return reader.schemas;
    },
  };
}
