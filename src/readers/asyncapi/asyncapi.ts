import type { Contract, Tag } from "../../contract/contract.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";
import type { Library } from "../../source/library.js";
import { createLibrary } from "../../source/open-library.js";
import type { Source } from "../../source/source.js";
import { defineReader } from "../reader.js";
import { draftsOf2 } from "./drafts-of-2.js";
import { draftsOf3 } from "./drafts-of-3.js";
import { createMessagesReader } from "./messages.js";
import { child, isObject, kindOf, type Node, placeOf, rootNode, valuePlaceOf } from "./node.js";
import { groupByTag, readOperation } from "./operations.js";
import { createPayloadReader, type PayloadReader } from "./payloads.js";
import {
  createDiagnostics,
  type Diagnostics,
  entries,
  extensionsOf,
  follow,
  listed,
  misshapen,
  part,
  type Reading,
  text,
} from "./reading.js";
import { withMergedDocuments } from "./resolve.js";
import { createSecurityReader } from "./security.js";
import { createServersReader } from "./servers.js";
import { createSideFiles } from "./side-files.js";
import { readVersion, type Version } from "./version.js";

/** Reads AsyncAPI 2.0–2.6, 3.0 and 3.1 into one model. */
export const asyncapi = defineReader({
  format: "asyncapi",
  endings: [".yaml", ".yml", ".json"],
  recognises,
  async read(entries, sources, { overlays = [] }) {
    const notes = createDiagnostics();
    const library = withMergedDocuments(await createLibrary(await entryOf(entries, overlays, notes), sources));
    const beside = createSideFiles(sources);
    for (;;) {
      const { contract, missingAvroTypes } = readContract(beside.around(library), beside.protobuf, notes.all());
      if (!(await beside.fetch(missingAvroTypes))) return beside.withDiagnostics(contract);
    }
  },
  async validate([entry], sources) {
    if (entry === undefined) return [];
    const { validateAsyncapi } = await import("./validate.js");
    return validateAsyncapi(entry, sources);
  },
});

/** In YAML the word begins a line; in JSON it is the first of the words that name a contract language. */
function recognises({ text: written }: Source): boolean {
  if (!/^\uFEFF?\s*\{/.test(written)) return /^\uFEFF?["']?asyncapi["']?[ \t]*:/m.test(written);
  return /["']?\b(asyncapi|openapi|swagger)["']?\s*:\s*["'\d]/.exec(written)?.[1] === "asyncapi";
}

/** The one document that an AsyncAPI contract starts from, overlays applied. */
async function entryOf(
  [entry, second]: readonly Source[],
  overlays: readonly Source[],
  notes: Diagnostics,
): Promise<Source | Document> {
  if (entry === undefined) throw new RangeError("A contract needs a file");
  if (second !== undefined) {
    const message = `an AsyncAPI contract starts from one document; ${entry.name} and ${second.name} are both given`;
    throw new Failure([{ code: "several-contracts", severity: "error", message }]);
  }
  if (overlays.length === 0) return entry;
  const { applyOverlays } = await import("../openapi/overlay.js");
  const said: Diagnostic[] = [];
  const document = await applyOverlays(entry, overlays, said);
  for (const diagnostic of said) notes.diagnose(diagnostic);
  return document;
}

/** Reads what is loaded. What else is needed for a better reading is asked for, and it is read once more then. */
function readContract(
  library: Library,
  protobuf: Reading["protobuf"],
  before: readonly Diagnostic[],
): { readonly contract: Contract; readonly missingAvroTypes: ReadonlyMap<string, Document> } {
  const root = rootNode(library.entry);
  const version = versionOf(root);
  const notes = createDiagnostics();
  for (const diagnostic of [...before, ...library.diagnostics]) notes.diagnose(diagnostic);
  const reading: Reading = { library, version, protobuf, diagnose: notes.diagnose };
  if (!version.known) {
    const message = `AsyncAPI ${version.text} is not a version that is known; it is read like the nearest one`;
    const at = valuePlaceOf(child(root, "asyncapi") ?? root);
    notes.diagnose({ code: "asyncapi-version", severity: "warning", message, at });
  }
  const info = part(reading, root, "info") ?? root;
  if (info === root) misshapen(reading, root, 'the document has no "info", which gives its title and version');
  const payloads = createPayloadReader(reading);
  const security = createSecurityReader(reading, root);
  const servers = createServersReader(reading, root, security);
  const messages = createMessagesReader(reading, payloads, root);
  readNamedSchemas(reading, root, payloads);
  const extensions = {
    ...extensionsOf(info, ["termsOfService", "contact", "license"]).extensions,
    ...extensionsOf(root, ["id", "defaultContentType"]).extensions,
  };
  const drafts = version.major === 2 ? draftsOf2(reading, root) : draftsOf3(reading, root);
  const operations = drafts.map((draft) =>
    readOperation(reading, draft, { messages, payloads, security, servers, defaults: extensions }),
  );
  const tags = readTags(reading, version.major === 2 ? root : info);
  const doc = text(reading, info, "description");
  const contract: Contract = {
    format: "asyncapi",
    dialect: version.text,
    title: text(reading, info, "title") ?? "",
    version: text(reading, info, "version") ?? "",
    ...(doc !== undefined && { doc }),
    services: groupByTag(operations, tags, placeOf(root)),
    webhooks: [],
    schemas: payloads.all(),
    securitySchemes: security.schemes,
    servers: servers.all,
    tags,
    ...(Object.keys(extensions).length > 0 && { extensions }),
    at: placeOf(root),
    diagnostics: notes.all(),
  };
  return { contract, missingAvroTypes: payloads.missingAvroTypes };
}

/** What `asyncapi:` says. */
function versionOf(root: Node): Version {
  const refuse = (code: "asyncapi-version" | "asyncapi-structure", message: string, at: Location): never => {
    throw new Failure([{ code, severity: "error", message, at }]);
  };
  if (!isObject(root.value))
    return refuse(
      "asyncapi-structure",
      `an AsyncAPI document is an object, and this is ${kindOf(root.value)}`,
      placeOf(root),
    );
  const node = child(root, "asyncapi") ?? root;
  const found = readVersion(root.value["asyncapi"]);
  if ("version" in found) return found.version;
  const messages = {
    "no version": `"asyncapi" must say a version such as "3.1.0"${found.text === "" ? "" : `, and says "${found.text}"`}`,
    "too old": `AsyncAPI ${found.text} is not read; convert the document with @asyncapi/converter`,
    "too new": `AsyncAPI ${found.text} is not read: versions 2.0 to 2.6, 3.0 and 3.1 are`,
  };
  return refuse("asyncapi-version", messages[found.refused], valuePlaceOf(node));
}

/** The schemas of the components, so that they are part of the contract in its order, used or not. */
function readNamedSchemas(reading: Reading, root: Node, payloads: PayloadReader): void {
  const components = part(reading, root, "components");
  if (components === undefined) return;
  for (const [name, entry] of entries(reading, components, "schemas")) payloads.define(name, entry);
}

function readTags(reading: Reading, node: Node): readonly Tag[] {
  return listed(reading, node, "tags").flatMap((item) => {
    const tag = follow(reading, item);
    const name = tag === undefined ? undefined : text(reading, tag, "name");
    if (tag === undefined || name === undefined) return [];
    const doc = text(reading, tag, "description");
    return [{ name, ...(doc !== undefined && { doc }), at: placeOf(item) }];
  });
}
