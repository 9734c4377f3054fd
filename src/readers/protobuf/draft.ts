import type { ProtoComments, ProtoField, ProtoMethod, ProtoOptions } from "../../contract/protobuf.js";
import type { LoadedFile } from "./loaded.js";
import type { CommentsNode, FieldNode, MethodNode, OptionNode } from "./syntax.js";

/** A part of the model while it is made. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** What is left to do when all names are known. */
export interface Pending {
  readonly fields: PendingField[];
  readonly methods: PendingMethod[];
  readonly options: PendingOptions[];
}

export interface PendingField {
  readonly draft: Draft<ProtoField>;
  readonly node: FieldNode;
  readonly file: LoadedFile;
  /** Where names are looked up from: a message or a package. */
  readonly scope: string;
  /** For an extension: what it extends, as written. */
  readonly extendee?: { readonly text: string; readonly at: number };
}

export interface PendingMethod {
  readonly draft: Draft<ProtoMethod>;
  readonly node: MethodNode;
  readonly file: LoadedFile;
  readonly scope: string;
}

export interface PendingOptions {
  readonly draft: Draft<ProtoOptions>;
  readonly nodes: readonly OptionNode[];
  readonly file: LoadedFile;
  readonly scope: string;
  /** The message of descriptor.proto whose fields and extensions these options are: "FieldOptions". */
  readonly target: string;
}

const none: ProtoOptions = { values: {}, statements: [] };

/** The options of a declaration, to be filled in later. Those without options share one empty value. */
export function optionsOf(
  pending: Pending,
  file: LoadedFile,
  scope: string,
  target: string,
  nodes: readonly OptionNode[],
): ProtoOptions {
  if (nodes.length === 0) return none;
  const draft = { values: {}, statements: [] };
  pending.options.push({ draft, nodes, file, scope, target });
  return draft;
}

/** The comments of a declaration with their places, to be spread into it. */
export function commented(file: LoadedFile, node: { readonly comments?: CommentsNode }): { comments?: ProtoComments } {
  const { comments } = node;
  if (comments === undefined) return {};
  const placed = (comment: { readonly text: string; readonly at: number }) => ({
    text: comment.text,
    at: file.place(comment.at),
  });
  return {
    comments: {
      ...(comments.leading !== undefined && { leading: placed(comments.leading) }),
      ...(comments.trailing !== undefined && { trailing: placed(comments.trailing) }),
      detached: comments.detached.map(placed),
    },
  };
}

/** The value of a plain option without parentheses, as it is written; undefined when it is not there. */
export function writtenOption(nodes: readonly OptionNode[], name: string): OptionNode["value"] | undefined {
  return nodes.find((node) => node.name.length === 1 && node.name[0]?.text === name && !node.name[0].extension)?.value;
}

/** Whether a plain option is written and `true`. */
export function isOn(nodes: readonly OptionNode[], name: string): boolean {
  const value = writtenOption(nodes, name);
  return value?.kind === "identifier" && value.text === "true";
}
