import type { Contract, Operation, Service, Tag } from "../../contract/contract.js";
import type { SecurityScheme } from "../../contract/security.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Library, Target } from "../../source/library.js";
import { createLibrary } from "../../source/open-library.js";
import type { Source, Sources } from "../../source/source.js";
import { createSchemaReader, dialectNamed } from "../json-schema/index.js";
import { defineReader, type ReadOptions } from "../reader.js";
import { allMembers, child, extensionsOf, isObject, items, type Node, textOf } from "./node.js";
import { createOperationIds } from "./operation-ids.js";
import { type Inherited, pathItems, readPathItem } from "./operations.js";
import { objectAt, type Reading } from "./reading.js";
import { readRequirements, readSecuritySchemes } from "./security.js";
import { defaultServers, readHosts, readServers } from "./servers.js";
import { type Version, versionOf } from "./version.js";

/** OpenAPI 2.0, 3.0, 3.1 and 3.2, in YAML or JSON, over any number of files. */
export const openapi = defineReader({
  format: "openapi",
  endings: [".yaml", ".yml", ".json"],
  recognises,
  read,
  async validate([entry], sources) {
    if (entry === undefined) return [];
    const { lintOpenapi } = await import("./lint/lint.js");
    const own = await lintOpenapi(entry, sources);
    const { validateOpenapi } = await import("./validate.js");
    const told = new Set(own.map(placeOf));
    return [...own, ...(await validateOpenapi(entry)).filter((finding) => !told.has(placeOf(finding)))];
  },
});

/** What the validator says of a place of which lint speaks already is left out. */
const placeOf = ({ at }: Diagnostic): string => `${at?.file}:${at?.line}:${at?.column}`;

function recognises({ text }: Source): boolean {
  if (!/^\uFEFF?\s*\{/.test(text)) return /^\uFEFF?["']?(?:openapi|swagger)["']?[ \t]*:/m.test(text);
  const word = /"(asyncapi|openapi|swagger)"\s*:\s*["\d]/.exec(text);
  return word !== null && word[1] !== "asyncapi";
}

async function read(entries: readonly Source[], sources: Sources, options: ReadOptions): Promise<Contract> {
  const [entry, second] = entries;
  if (entry === undefined) throw new RangeError("A contract needs a file");
  if (second !== undefined) {
    const message = `An OpenAPI contract starts from one document, and ${entries.length} were given`;
    throw new Failure([{ code: "several-contracts", severity: "error", message }]);
  }
  const diagnostics: Diagnostic[] = [];
  const library = await openLibrary(entry, sources, options, diagnostics);
  return readContract(library, diagnostics);
}

async function openLibrary(
  entry: Source,
  sources: Sources,
  { overlays = [] }: ReadOptions,
  diagnostics: Diagnostic[],
): Promise<Library> {
  if (overlays.length === 0) return createLibrary(entry, sources);
  const { applyOverlays } = await import("./overlay.js");
  return createLibrary(await applyOverlays(entry, overlays, diagnostics), sources);
}

function readContract(library: Library, diagnostics: Diagnostic[]): Contract {
  const reading = startReading(library, diagnostics);
  const { root, version, schemas } = reading;
  const old = version.line === "2.0";
  const schemes = readSecuritySchemes(reading);
  const servers = (old ? readHosts(root, undefined) : readServers(root, reading)) ?? defaultServers(root);
  const security = readRequirements(root, schemes, reading) ?? [];
  const webhooks = child(root, "webhooks") ?? child(root, "x-webhooks");
  const paths = pathItems(child(root, "paths"), reading);
  const hooks = old ? [] : pathItems(webhooks, reading);
  const ids = createOperationIds(writtenIds([...paths, ...hooks]), reading);
  const inherited: Inherited = { ids, schemes, security, servers, within: [] };
  const operations = paths.flatMap(([path, item]) => {
    if (!path.startsWith("/")) {
      reading.complain("openapi-structure", item.at, `The path "${path}" must begin with "/"`);
    }
    return readPathItem(item, { path, templated: true, polarity: "received", prefix: "" }, inherited, reading);
  });
  const called = hooks.flatMap(([path, item]) =>
    readPathItem(item, { path, templated: false, polarity: "sent", prefix: "" }, inherited, reading),
  );
  const tags = readTags(root, reading);
  const extensions = extensionsOf(root);
  return {
    format: "openapi",
    dialect: version.text,
    ...readInfo(root, reading),
    services: groupByTag(operations, tags, root),
    webhooks: called,
    schemas: schemas.schemas,
    securitySchemes: schemes as ReadonlyMap<string, SecurityScheme>,
    servers,
    tags,
    ...(extensions !== undefined && { extensions }),
    at: root.at,
    diagnostics: [...library.diagnostics, ...diagnostics],
  };
}

function startReading(library: Library, diagnostics: Diagnostic[]): Reading {
  const document = library.entry;
  const { value } = document;
  const diagnose = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  if (!isObject(value)) {
    const at = { file: document.source.name, line: 1, column: 1 };
    const message = "The document must be an object with a member `openapi` or `swagger`";
    throw new Failure([{ code: "openapi-structure", severity: "error", message, at }]);
  }
  const root: Node = { value, document, at: document.at(value) };
  const version = versionOf(root, diagnose);
  const said = new Set<string>();
  const complain: Reading["complain"] = (code, at, message, severity = "warning") => {
    const key = `${at.file}:${at.line}:${at.column} ${message}`;
    if (said.has(key)) return;
    said.add(key);
    diagnose({ code, severity, message, at });
  };
  const shelf = version.line === "2.0" ? "/definitions/" : "/components/schemas/";
  const nameOf = (target: Target) => {
    if (target.document !== document || !target.pointer.startsWith(shelf)) return undefined;
    const name = target.pointer.slice(shelf.length);
    return name.includes("/") ? undefined : name.replaceAll("~1", "/").replaceAll("~0", "~");
  };
  const dialect = schemaDialect(root, version, complain);
  const schemas = createSchemaReader({ library, dialect, diagnose, nameOf });
  const reading: Reading = { library, schemas, version, root, complain, targets: new Map(), shared: new Map() };
  for (const [name, node] of namedSchemas(root, version, reading)) {
    const pointer = shelf + name.replaceAll("~", "~0").replaceAll("/", "~1");
    schemas.define(name, { document: node.document, value: node.value, pointer, at: node.at });
  }
  return reading;
}

function namedSchemas(root: Node, { line }: Version, reading: Reading): readonly (readonly [string, Node])[] {
  const holder = line === "2.0" ? root : objectAt(child(root, "components"), "components", reading);
  const shelf = holder === undefined ? undefined : child(holder, line === "2.0" ? "definitions" : "schemas");
  if (shelf !== undefined && shelf.value !== null && !isObject(shelf.value)) {
    reading.complain("openapi-structure", shelf.at, `"${shelf.key}" must be an object`);
  }
  return allMembers(shelf);
}

/** `jsonSchemaDialect` (OpenAPI 3.1 and later) says what schemas are written in that do not say it themselves. */
function schemaDialect(root: Node, version: Version, complain: Reading["complain"]): Version["dialect"] {
  const named = child(root, "jsonSchemaDialect");
  if (typeof named?.value !== "string" || version.line === "2.0" || version.line === "3.0") return version.dialect;
  const dialect = dialectNamed(named.value);
  if (dialect === undefined) {
    const message = `The schema dialect "${named.value}" is not known; schemas are read as those of OpenAPI ${version.line}`;
    complain("schema-dialect", named.at, message);
  }
  return dialect ?? version.dialect;
}

function readInfo(root: Node, reading: Reading): Pick<Contract, "title" | "version" | "doc"> {
  const info = objectAt(child(root, "info"), "info", reading);
  if (info === undefined) {
    reading.complain("openapi-structure", root.at, 'The contract has no "info" with its title and version');
    return { title: "", version: "" };
  }
  const version = child(info, "version");
  if (typeof version?.value === "number") {
    const message = `"version" should be a text: write "${version.value}" in quotes`;
    reading.complain("openapi-structure", version.at, message);
  } else if (textOf(version) === undefined) {
    reading.complain("openapi-structure", info.at, 'The contract\'s "info" has no "version"');
  }
  const title = textOf(child(info, "title"));
  if (title === undefined) reading.complain("openapi-structure", info.at, 'The contract\'s "info" has no "title"');
  const doc = textOf(child(info, "description")) ?? textOf(child(info, "summary"));
  return {
    title: title ?? "",
    version: textOf(version) ?? (typeof version?.value === "number" ? String(version.value) : ""),
    ...(doc !== undefined && { doc }),
  };
}

function readTags(root: Node, reading: Reading): readonly Tag[] {
  return items(child(root, "tags")).flatMap((item): Tag[] => {
    const tag = objectAt(item, "a tag", reading);
    const name = tag === undefined ? undefined : textOf(child(tag, "name"));
    if (tag === undefined || name === undefined) return [];
    const doc = textOf(child(tag, "description")) ?? textOf(child(tag, "summary"));
    const parent = textOf(child(tag, "parent"));
    return [{ name, ...(doc !== undefined && { doc }), ...(parent !== undefined && { parent }), at: tag.at }];
  });
}

/** One service for each first tag, in the order in which operations name them. */
function groupByTag(operations: readonly Operation[], tags: readonly Tag[], root: Node): readonly Service[] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const name = operation.tags[0] ?? "";
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [operation]);
    else group.push(operation);
  }
  return [...groups].map(([name, inside]) => {
    const tag = tags.find((one) => one.name === name);
    return {
      name,
      ...(tag?.doc !== undefined && { doc: tag.doc }),
      operations: inside,
      at: tag?.at ?? inside[0]?.at ?? root.at,
    };
  });
}

/** The ids that the contract gives itself, so that derived ones keep clear of them. */
function writtenIds(paths: readonly (readonly [string, Node])[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, item] of paths) {
    for (const [, operation] of allMembers(item)) {
      const id = isObject(operation.value) ? textOf(child(operation, "operationId")) : undefined;
      if (id !== undefined) ids.add(id);
    }
  }
  return ids;
}
