/**
 * A .proto file as it is written, before any name is resolved. Every `at` and `end` is an offset into the text
 * (UTF-16 code units); `lines.ts` turns offsets into lines and columns.
 */
export interface FileNode {
  readonly syntax?: WordNode;
  readonly edition?: WordNode;
  readonly package?: WordNode;
  readonly imports: readonly ImportNode[];
  readonly options: readonly OptionNode[];
  readonly messages: readonly MessageNode[];
  readonly enums: readonly EnumNode[];
  readonly services: readonly ServiceNode[];
  readonly extends: readonly ExtendNode[];
  /** Comments of the `syntax`, `edition` or `package` statement: what is said of the file as a whole. */
  readonly comments?: CommentsNode;
}

/** A name or a string's content, and where it begins. */
export interface WordNode {
  readonly text: string;
  readonly at: number;
}

export interface CommentNode {
  readonly text: string;
  readonly at: number;
}

export interface CommentsNode {
  readonly leading?: CommentNode;
  readonly trailing?: CommentNode;
  readonly detached: readonly CommentNode[];
}

interface Declaration {
  readonly name: WordNode;
  readonly options: readonly OptionNode[];
  readonly comments?: CommentsNode;
  readonly at: number;
  readonly end: number;
}

export interface ImportNode {
  readonly path: WordNode;
  readonly kind: "plain" | "public" | "weak" | "option";
  readonly comments?: CommentsNode;
  readonly at: number;
}

export interface MessageNode extends Declaration {
  readonly visibility?: "export" | "local";
  readonly fields: readonly FieldNode[];
  readonly oneofs: readonly OneofNode[];
  readonly messages: readonly MessageNode[];
  readonly enums: readonly EnumNode[];
  readonly extends: readonly ExtendNode[];
  readonly reserved: readonly RangeNode[];
  readonly reservedNames: readonly ReservedNameNode[];
  readonly extensionRanges: readonly RangeNode[];
}

export interface FieldNode extends Declaration {
  readonly label?: "optional" | "required" | "repeated";
  /** As written, relative or with a leading dot. For a group its name; for a map the type of its values. */
  readonly type: WordNode;
  /** Present for `map<key, type>`. */
  readonly key?: WordNode;
  /** Present for a group: its body. */
  readonly group?: MessageNode;
  readonly number: number;
  /** The number as written when it is no number that a field may have at all (too large for a double to tell). */
  readonly numberAt: number;
  /** Index into the message's `oneofs`. */
  readonly oneof?: number;
}

export interface OneofNode extends Declaration {}

export interface EnumNode extends Declaration {
  readonly visibility?: "export" | "local";
  readonly values: readonly EnumValueNode[];
  readonly reserved: readonly RangeNode[];
  readonly reservedNames: readonly ReservedNameNode[];
}

export interface EnumValueNode extends Declaration {
  readonly number: number;
  readonly numberAt: number;
}

export interface RangeNode {
  readonly from: number;
  /** Included. `max` is written out as the largest number that may stand there. */
  readonly to: number;
  readonly at: number;
  /** Of `extensions` statements; the ranges of one statement share them. */
  readonly options: readonly OptionNode[];
}

export interface ReservedNameNode extends WordNode {
  /** Whether it is written as a string; editions want identifiers. */
  readonly quoted: boolean;
}

export interface ServiceNode extends Declaration {
  readonly methods: readonly MethodNode[];
}

export interface MethodNode extends Declaration {
  readonly input: WordNode;
  readonly output: WordNode;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

export interface ExtendNode {
  readonly extendee: WordNode;
  readonly fields: readonly FieldNode[];
  readonly at: number;
}

export interface OptionNode {
  readonly name: readonly OptionNameNode[];
  readonly value: ValueNode;
  readonly comments?: CommentsNode;
  readonly at: number;
}

/** One part of an option's name: `deprecated`, or `(google.api.http)` without its parentheses. */
export interface OptionNameNode extends WordNode {
  readonly extension: boolean;
}

/** The value of an option, as written. */
export type ValueNode =
  | { readonly kind: "identifier"; readonly text: string; readonly negative: boolean; readonly at: number }
  | { readonly kind: "integer"; readonly value: bigint; readonly text: string; readonly at: number }
  | { readonly kind: "float"; readonly value: number; readonly text: string; readonly at: number }
  | { readonly kind: "string"; readonly bytes: Uint8Array; readonly at: number }
  | { readonly kind: "list"; readonly items: readonly ValueNode[]; readonly at: number }
  | { readonly kind: "aggregate"; readonly fields: readonly AggregateFieldNode[]; readonly at: number };

export interface AggregateFieldNode {
  /** A field's name; an extension's full name; or for `any` the whole type URL. */
  readonly name: string;
  readonly form: "field" | "extension" | "any";
  readonly value: ValueNode;
  readonly at: number;
}
