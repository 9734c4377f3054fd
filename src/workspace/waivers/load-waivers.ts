import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";
import type { Sources } from "../../source/source.js";
import { checkData, type DataSchema, type Problem } from "../config/check-data.js";
import type { PlacedWaiver, Waivers } from "./waivers.js";

/** The name under which waivers are found without being named. */
export const waiversName = "concordat.waivers.yaml";

/**
 * Reads and checks a file of waivers (`docs/schemas/waivers.schema.json`).
 * @throws Failure `waivers-invalid` with all problems at once, each at its place; and those of opening a file
 */
export async function loadWaivers(sources: Sources, name: string): Promise<Waivers> {
  const { openDocument } = await import("../../source/open-document.js");
  const { document } = await openDocument(await sources.open(name));
  const value = withWrittenFingerprints(document);
  const problems = [...checkData(value, await schema(), "the file of waivers"), ...checkValues(value)];
  if (problems.length > 0) {
    throw new Failure(problems.map((problem) => diagnosticOf(problem, (path) => placeOf(document, path, problem.key))));
  }
  const { waivers } = value as { readonly waivers: readonly Omit<PlacedWaiver, "at">[] };
  const entries = waivers.map((waiver, index) => ({ ...waiver, at: placeOf(document, ["waivers", index], false) }));
  return { file: document.source.name, entries };
}

/** Twelve hexadecimal digits may look like a number to YAML: what is written counts. */
function withWrittenFingerprints(document: Document): unknown {
  const { value } = document;
  const list = isObject(value) ? value["waivers"] : undefined;
  if (!Array.isArray(list)) return value;
  const waivers = (list as readonly unknown[]).map((waiver) =>
    isObject(waiver) && typeof waiver["fingerprint"] === "number"
      ? { ...waiver, fingerprint: document.written(waiver, "fingerprint") ?? String(waiver["fingerprint"]) }
      : waiver,
  );
  return { ...(value as object), waivers };
}

/** What the words of the schema leave to us: digits, days, and that nobody waives twice. */
function checkValues(value: unknown): readonly Problem[] {
  const list = isObject(value) ? value["waivers"] : undefined;
  if (!Array.isArray(list)) return [];
  const problems: Problem[] = [];
  const seen = new Set<unknown>();
  for (const [index, waiver] of (list as readonly unknown[]).entries()) {
    if (!isObject(waiver)) continue;
    const { fingerprint, until } = waiver;
    const path = ["waivers", index];
    if (typeof fingerprint === "string" && !/^[0-9a-f]{12}$/.test(fingerprint)) {
      const message = `waivers[${index}].fingerprint must be twelve of 0-9 and a-f, and is "${fingerprint}"`;
      const fix = "Copy it from the finding: `concordat diff` says “waive as …”.";
      problems.push({ path: [...path, "fingerprint"], message, fix });
    } else if (seen.has(fingerprint)) {
      problems.push({ path: [...path, "fingerprint"], message: `${String(fingerprint)} is waived twice` });
    }
    if (fingerprint !== undefined) seen.add(fingerprint);
    if (typeof until === "string" && !isDay(until)) {
      const message = `waivers[${index}].until must be a day as in 2030-12-31, and is "${until}"`;
      problems.push({ path: [...path, "until"], message });
    }
  }
  return problems;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path, or as much of the way as there is; with `key` the name of its last step. */
function placeOf(document: Document, path: Problem["path"], key = false): Location {
  let value: unknown = document.value;
  let place = value instanceof Object ? document.at(value) : { file: document.source.name, line: 1, column: 1 };
  for (const [index, step] of path.entries()) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) break;
    place = key && index === path.length - 1 ? document.at(value, step) : document.valueAt(value, step);
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return place;
}

const diagnosticOf = ({ path, message, fix }: Problem, at: (path: Problem["path"]) => Location): Diagnostic => ({
  code: "waivers-invalid",
  severity: "error",
  message,
  at: at(path),
  ...(fix !== undefined && { fix }),
});

async function schema(): Promise<DataSchema> {
  const file = fileURLToPath(new URL("../../../docs/schemas/waivers.schema.json", import.meta.url));
  return JSON.parse(await readFile(file, "utf8")) as DataSchema;
}
