import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Dialect } from "../json-schema/index.js";
import { child, type Node } from "./node.js";

/** Which OpenAPI a document is written in. */
export interface Version {
  /** As the model says it: "2.0", "3.0.3", "3.1.0", … */
  readonly text: string;
  readonly line: "2.0" | "3.0" | "3.1" | "3.2";
  readonly dialect: Dialect;
}

const dialects = { "2.0": "oas2.0", "3.0": "oas3.0", "3.1": "oas3.1", "3.2": "oas3.2" } as const;

/**
 * Reads `swagger` or `openapi`. Numbers are taken for what they look like, with a warning; a minor version that came
 * after 3.2 is read as 3.2 when it is the next one.
 * @throws Failure `openapi-version` for versions that cannot be read
 */
export function versionOf(root: Node, diagnose: (diagnostic: Diagnostic) => void): Version {
  const node = child(root, "openapi") ?? child(root, "swagger");
  if (node === undefined) {
    const message = "The document has neither a member `openapi` nor a member `swagger` at its root";
    throw new Failure([{ code: "openapi-version", severity: "error", message, at: root.at }]);
  }
  const { value, at } = node;
  const written = typeof value === "number" ? numbered(value) : typeof value === "string" ? value.trim() : "";
  const word = node.key === "swagger" ? "swagger" : "openapi";
  if (typeof value === "number") {
    const message = `\`${word}\` should be a text: write "${written}" in quotes`;
    diagnose({ code: "openapi-structure", severity: "warning", message, at });
  }
  const [, major = "", minor = ""] = /^(\d+)(?:\.(\d+))?(?:\.\d+)?(?:[-.+].*)?$/.exec(written) ?? [];
  if (major === "2" && minor === "0") return { text: "2.0", line: "2.0", dialect: dialects["2.0"] };
  const line = `${major}.${minor}`;
  if (line === "3.0" || line === "3.1" || line === "3.2") return { text: written, line, dialect: dialects[line] };
  if (line === "3.3") {
    const message = `OpenAPI ${written} is newer than what is known here; it is read as 3.2`;
    diagnose({ code: "openapi-version", severity: "warning", message, at });
    return { text: written, line: "3.2", dialect: dialects["3.2"] };
  }
  const said = written === "" ? JSON.stringify(typeof value === "bigint" ? value.toString() : value) : `"${written}"`;
  const message = `\`${word}: ${said}\` is not a version that can be read; 2.0, 3.0, 3.1 and 3.2 are`;
  throw new Failure([{ code: "openapi-version", severity: "error", message, at }]);
}

/** "3" is what many write for 3.0. */
const numbered = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
