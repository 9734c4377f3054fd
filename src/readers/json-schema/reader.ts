import type { Json } from "../../contract/json.js";
import type { Schema } from "../../contract/schema.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Document } from "../../source/document.js";
import type { Library, Target } from "../../source/library.js";
import type { Complain } from "./conjunct.js";
import type { Dialect } from "./dialect.js";
import { SchemaReading } from "./reading.js";
import { References } from "./references.js";

export interface SchemaReaderOptions {
  readonly library: Library;
  /** What schemas are written in that do not say it themselves by `$schema`. */
  readonly dialect: Dialect;
  /** Told everything that is odd, once for each place; words of another dialect once for each file. */
  readonly diagnose: (diagnostic: Diagnostic) => void;
  /** The name of the schema that a reference leads to; undefined: one is made from its file and place. */
  readonly nameOf?: (target: Target) => string | undefined;
}

/** Reads schemas of the JSON family into the model. What they admit is what `toJsonSchema` of the result admits. */
export interface SchemaReader {
  /**
   * Reads the schema that is the value of `parent[key]`. Never throws for anything that JSON can hold.
   * @param dialect what it is written in, when that is not the reader's own
   */
  read(value: Json, parent: object, key: string | number, document: Document, dialect?: Dialect): Schema;
  /** Reads the schema at a target in place, without giving it a name. */
  readTarget(target: Target, dialect?: Dialect): Schema;
  /**
   * Makes a named schema, such as a component that nothing may refer to. To keep the contract's order, define all
   * components before the first `read`.
   * @returns its name: the given one, made distinct if it is taken
   */
  define(name: string, target: Target, dialect?: Dialect): string;
  /** Every named schema that was defined or referred to so far, in that order. */
  readonly schemas: ReadonlyMap<string, Schema>;
}

export function createSchemaReader({ library, dialect, diagnose, nameOf }: SchemaReaderOptions): SchemaReader {
  const said = new Set<string>();
  const complain: Complain = (code, { at }, message, severity = "warning") => {
    const place = code === "schema-dialect" ? at.file : `${at.file}:${at.line}:${at.column}`;
    const key = `${code} ${place} ${message}`;
    if (said.has(key)) return;
    said.add(key);
    diagnose({ code, severity, message, at });
  };
  const references = new References(library, dialect, complain, nameOf);
  const reading = new SchemaReading(references, complain);
  return {
    read(value, parent, key, document, own = dialect) {
      const schema = reading.read([{ value, document, at: document.at(parent, key), dialect: own }]);
      reading.finish();
      return schema;
    },
    readTarget(target, own = dialect) {
      const schema = reading.read([references.placeOf(target, own)]);
      reading.finish();
      return schema;
    },
    define: (name, target, own = dialect) => references.define(name, references.placeOf(target, own), target),
    get schemas() {
      reading.finish();
      return reading.schemas;
    },
  };
}
