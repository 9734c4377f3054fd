import type { Contract } from "../../contract/contract.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Document } from "../../source/document.js";
import type { Library } from "../../source/library.js";
import { openDocument } from "../../source/open-document.js";
import type { Sources } from "../../source/source.js";
import type { Node } from "./node.js";
import { type ProtobufText, readProtobufText } from "./protobuf-text.js";
import type { Reading } from "./reading.js";

/**
 * What no `$ref` names and a contract still needs: the .proto texts of payloads, read by the protobuf reader, and Avro
 * types that stand in files of their own beside the one that uses them.
 */
export interface SideFiles {
  readonly protobuf: Reading["protobuf"];
  /** The library with the Avro files that were found. */
  around(library: Library): Library;
  /** Loads what was asked for and not looked for before. @returns whether there is anything new */
  fetch(missingAvroTypes: ReadonlyMap<string, Document>): Promise<boolean>;
  /** What was wrong with the .proto texts belongs to the contract that holds them. */
  withDiagnostics(contract: Contract): Contract;
}

export function createSideFiles(sources: Sources): SideFiles {
  const texts = new Map<string, ProtobufText>();
  const wanted = new Map<string, Node>();
  const avroFiles: Document[] = [];
  const lookedFor = new Set<string>();

  async function findAvro(fullName: string, user: Document): Promise<Document | undefined> {
    // Names are guessed, so nothing is asked of the network.
    if (/^https?:/.test(user.source.id)) return undefined;
    const short = fullName.slice(fullName.lastIndexOf(".") + 1);
    for (const name of new Set([fullName, short, fullName.replaceAll(".", "/")])) {
      if (!/^[\w./]+$/.test(name)) continue;
      try {
        const source = await sources.open(`./${name}.avsc`, user.source);
        return (await openDocument(source)).document;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
    }
    return undefined;
  }

  return {
    protobuf: {
      read(node, text) {
        const read = texts.get(text);
        if (read === undefined) wanted.set(text, node);
        return read;
      },
    },
    around: (library) =>
      avroFiles.length === 0 ? library : { ...library, documents: [...library.documents, ...avroFiles] },
    async fetch(missingAvroTypes) {
      const before = texts.size + avroFiles.length;
      for (const [text, node] of wanted) texts.set(text, await readProtobufText(node, text, sources));
      wanted.clear();
      for (const [fullName, user] of missingAvroTypes) {
        if (lookedFor.has(fullName)) continue;
        lookedFor.add(fullName);
        const found = await findAvro(fullName, user);
        if (found !== undefined) avroFiles.push(found);
      }
      return texts.size + avroFiles.length > before;
    },
    withDiagnostics(contract) {
      const found = [...texts.values()].flatMap(({ diagnostics }) => diagnostics);
      return found.length === 0 ? contract : { ...contract, diagnostics: [...contract.diagnostics, ...found] };
    },
  };
}
