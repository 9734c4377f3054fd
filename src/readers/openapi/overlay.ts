import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Document } from "../../source/document.js";
import { openDocument } from "../../source/open-document.js";
import type { Source } from "../../source/source.js";

/** Opens a contract. */
export async function applyOverlays(
  entry: Source,
  overlays: readonly Source[],
  diagnostics: Diagnostic[],
): Promise<Document> {
  const { document, diagnostics: odd } = await openDocument(entry);
  diagnostics.push(...odd);
  for (const overlay of overlays) {
    diagnostics.push({
      code: "openapi-not-modelled",
      severity: "error",
      message: `The overlay ${overlay.name} is not applied: overlays cannot be read yet`,
      at: { file: overlay.name, line: 1, column: 1 },
    });
  }
  return document;
}
