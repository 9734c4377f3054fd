import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseAllDocuments,
  type Scalar,
  type YAMLError,
} from "yaml";
import { tooDeep } from "./json-text.js";
import { deepest, type Parsed, type Remark, Unreadable } from "./parsed.js";
import { isKnownCollectionTag, readPlainScalar, readTaggedScalar } from "./yaml-scalar.js";
import { createYamlTree, severalDocuments, unknownTag } from "./yaml-tree.js";

/**
 * Reads YAML by the `yaml` package, which is slower than js-yaml by far and reads what that one refuses though others
 * do not: continuation lines that are indented too little, first of all. Same meaning, same places.
 * @returns undefined when there is nothing in the text
 * @throws Unreadable
 */
export function readLenientYaml(text: string): Parsed | undefined {
  const documents = parseAllDocuments<ParsedNode>(text, {
    strict: false,
    uniqueKeys: false,
    stringKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  if (!Array.isArray(documents)) return undefined;
  const filled = documents.filter(({ contents }) => contents !== null && !isEmpty(contents));
  const error = documents.flatMap((document) => document.errors as readonly YAMLError[])[0];
  if (error !== undefined) {
    const message = `this is not YAML: ${error.message.replace(/\.$/, "")}`;
    throw new Unreadable({ code: "document-syntax", message, offset: error.pos[0] });
  }
  const [first, second] = filled;
  if (first === undefined) return undefined;
  if (second !== undefined) throw new Unreadable(severalDocuments(second.contents!.range[0]));

  const remarks: Remark[] = [];
  const tree = createYamlTree(remarks);

  const visit = (node: Node | null, after: number, depth: number): number => {
    const [start, end] = node?.range ?? [after, after];
    if (depth > deepest) throw new Unreadable(tooDeep(start));
    if (node === null) tree.scalar(null, "", after, undefined, false);
    else if (isAlias(node)) tree.alias(node.source, start);
    else if (isScalar(node)) visitScalar(node, start);
    else if (isMap(node) || isSeq(node)) {
      if (node.tag !== undefined && !isKnownCollectionTag(node.tag)) remarks.push(unknownTag(node.tag, start));
      if (isMap(node)) {
        tree.openMapping(start, node.anchor);
        for (const { key, value } of node.items) {
          visit(value as Node | null, visit(key as Node | null, start, depth + 1), depth + 1);
        }
      } else {
        tree.openSequence(start, node.anchor);
        for (const item of node.items) visit(item as Node | null, start, depth + 1);
      }
      tree.close();
    }
    return end;
  };

  const visitScalar = (node: Scalar, start: number): void => {
    const plain = node.type === "PLAIN";
    const written = node.source ?? String(node.value ?? "");
    const tagged = node.tag === undefined ? undefined : readTaggedScalar(node.tag, written);
    if (node.tag !== undefined && tagged === undefined) remarks.push(unknownTag(node.tag, start));
    const value = tagged !== undefined ? tagged : plain ? readPlainScalar(written) : written;
    tree.scalar(value, written, start, node.anchor, plain && written === "<<");
  };

  visit(first.contents, 0, 0);
  return tree.finish();
}

const isEmpty = (node: ParsedNode): boolean =>
  isScalar(node) && node.value === null && node.source === "" && node.anchor === undefined && node.tag === undefined;
