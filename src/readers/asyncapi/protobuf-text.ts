import type { Schema } from "../../contract/schema.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Location } from "../../diagnostics/location.js";
import type { Source, Sources } from "../../source/source.js";
import { type Node, valuePlaceOf } from "./node.js";

/** A .proto text that was read. */
export interface ProtobufText {
  readonly schemas: ReadonlyMap<string, Schema>;
  /** Full names of the messages that stand in the text itself and not in another message, in its order. */
  readonly messages: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a .proto text that is a payload: a file of its own, or a text inside the contract. */
export async function readProtobufText(node: Node, text: string, sources: Sources): Promise<ProtobufText> {
  const { protobuf } = await import("../protobuf/protobuf.js");
  const inside = node.parent !== undefined;
  const at = valuePlaceOf(node);
  const source = inside ? standingAt(node, text, at) : node.document.source;
  try {
    const { schemas, diagnostics, protobuf: details } = await protobuf.read([source], sources, {});
    const own = details?.files.filter(({ entry }) => entry) ?? [];
    const messages = own.flatMap((file) => file.messages.map(({ fullName }) => fullName));
    return { schemas, messages, diagnostics };
  } catch (error) {
    if (error instanceof Failure) return { schemas: new Map(), messages: [], diagnostics: error.diagnostics };
    throw error;
  }
}

/**
 * The text as a source of which every line and column is where it stands in the contract. That is so for the block
 * texts of YAML, which the text of a .proto is written as; of a quoted one only the first line is told rightly.
 */
function standingAt({ document }: Node, text: string, at: Location): Source {
  const lines = document.source.text.split("\n");
  const isBlock = /[|>][-+0-9]*\s*(?:#.*)?$/.test(lines[at.line - 1] ?? "");
  const indent = isBlock ? (/^\s*/.exec(lines.slice(at.line).find((line) => line.trim() !== "") ?? "")?.[0] ?? "") : "";
  const above = "\n".repeat(isBlock ? at.line : at.line - 1);
  const placed =
    above +
    text
      .split("\n")
      .map((line) => indent + line)
      .join("\n");
  return {
    name: document.source.name,
    id: document.source.id,
    text: placed,
    bytes: new TextEncoder().encode(placed),
  };
}
