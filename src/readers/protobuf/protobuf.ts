import { Failure } from "../../diagnostics/failure.js";
import type { Source } from "../../source/source.js";
import { defineReader } from "../reader.js";
import { isBinaryImage, isJsonImage, loadImage } from "./image/load-image.js";
import { linkFiles } from "./link.js";
import { loadFiles } from "./load.js";
import { mapContract } from "./map-contract.js";

/**
 * Reads protobuf contracts: .proto files in proto2, proto3 and editions (a folder of them is one contract), and
 * descriptor images that `buf build` or `protoc -o` made.
 * @throws Failure `protobuf-image`: the image is damaged; `protobuf-syntax`, `protobuf-edition`: a file is not in the language, so that its meaning is not known
 */
export const protobuf = defineReader({
  format: "protobuf",
  endings: [".proto"],
  recognises: (source) => isImage(source) || looksLikeProto(source.text),
  async read(entries, sources, { importPaths = [] }) {
    const image = entries.find(isImage);
    if (image !== undefined) {
      if (entries.length > 1) {
        const message = `${image.name} is a descriptor image, a whole contract; it cannot be read together with other files`;
        throw new Failure([{ code: "protobuf-image", severity: "error", message }]);
      }
      const { details, diagnostics } = loadImage(image);
      return mapContract(details, diagnostics);
    }
    const loaded = await loadFiles(entries, sources, importPaths);
    if (loaded.diagnostics.some(({ severity }) => severity === "error")) throw new Failure(loaded.diagnostics);
    const linked = linkFiles(loaded.files);
    return mapContract(linked.details, [...loaded.diagnostics, ...linked.diagnostics]);
  },
});

const isImage = ({ bytes, text }: Source): boolean => isBinaryImage(bytes) || isJsonImage(text);

/** The first statement tells: comments before it are skipped. */
function looksLikeProto(text: string): boolean {
  const start = /^\uFEFF?(?:\s+|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|;)*/.exec(text)?.[0].length ?? 0;
  const first = text.slice(start, start + 400);
  return (
    /^(?:syntax|edition)\s*=\s*["']/.test(first) ||
    /^package\s+[A-Za-z_][\w.]*\s*;/.test(first) ||
    /^import\s+(?:(?:public|weak|option)\s+)?["']/.test(first) ||
    /^option\s+[\w.()]+\s*=/.test(first) ||
    /^(?:(?:export|local)\s+)?(?:message|enum)\s+[A-Za-z_]\w*\s*\{/.test(first) ||
    /^(?:service|extend)\s+[A-Za-z_.][\w.]*\s*\{/.test(first)
  );
}
