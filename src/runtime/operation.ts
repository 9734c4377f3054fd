import type { Parameter } from "./parameter.js";
import type { Shape } from "./shape.js";

/** What generated code says of one operation, as data. Everything that acts on it lives in the other files. */
export interface OperationData {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** The template split at its expressions: `["/pets/", { name: "petId", … }, "/toys"]`. */
  readonly path: readonly (string | Parameter)[];
  readonly query?: readonly Parameter[];
  readonly headers?: readonly Parameter[];
  readonly cookies?: readonly Parameter[];
  /** The whole query as one value (OpenAPI 3.2 `in: querystring`). */
  readonly querystring?: Parameter;
  /** The checks of the places, run on what is on the wire; and what turns wire values into those of code, and back. */
  readonly places?: Readonly<Partial<Record<Place, Passage>>>;
  readonly body?: Body;
  readonly outcomes: readonly Outcome[];
  readonly effect: Effect;
  /** How often a call may be tried in all. */
  readonly attempts: number;
  /** Milliseconds for one attempt, its body included. */
  readonly attemptTimeoutMs: number;
  /** Milliseconds for the call with all attempts and waits. */
  readonly totalTimeoutMs: number;
  /** Where the idempotency key travels. */
  readonly key?: { readonly place: "header" | "query" | "body"; readonly name: string };
  /** Alternatives, of which one must be met in full. Absent or empty: anyone may call. */
  readonly security?: readonly Requirement[];
  readonly paging?: Paging;
}

/** With the types that its user sees. They exist for the compiler only. */
export interface Operation<Input, Output, Answer, Failure = never, Item = never> extends OperationData {
  readonly typed?: {
    readonly input: (input: Input) => void;
    readonly output: Output;
    readonly answer: Answer;
    readonly failure: Failure;
    readonly item: Item;
  };
}

export type Place = "path" | "query" | "headers" | "cookies" | "querystring";

/** safe: changes nothing. idempotent: may be repeated. keyed: may be repeated with its key. unsafe: may not. */
export type Effect = "safe" | "idempotent" | "keyed" | "unsafe";

/** What is wrong with a value: where (JSON pointer), by which keyword, and in words that never hold the value. */
export interface Issue {
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
  /** The JSON type of the value there. */
  readonly kind?: string;
}

/** A way of a value between wire and code. All absent: it passes as it is. */
export interface Passage {
  /** Whether the value is as the contract says; with `issues`, says what is wrong, from `path` on. */
  check?(value: unknown, issues?: Issue[], path?: string): boolean;
  /** From the checked wire value to the value in code (dates, bigints). */
  readonly decode?: ((value: unknown) => unknown) | undefined;
  readonly encode?: ((value: never) => unknown) | undefined;
}

export interface Body {
  readonly required?: true;
  readonly contents: readonly Content[];
}

/** A body in one media type. */
export interface Content extends Passage {
  /** As in the contract: "application/json; charset=utf-8", "image/*". */
  readonly media: string;
  readonly codec: Codec;
  /** For media that are sequences: the passage of one item. */
  readonly item?: Passage;
  /** For forms and text: what the text means. */
  readonly shape?: Shape;
  /** For forms and multipart bodies: how fields are written, where that is not the default. */
  readonly fields?: readonly Field[];
  /** For server-sent events: that `data` is text and no JSON. */
  readonly plain?: true;
}

/** A field of a form or multipart body. */
export interface Field extends Parameter {
  /** Several parts or pairs of one name, one for each item. */
  readonly repeated?: true;
  /** The part is a file. */
  readonly binary?: true;
  /** Declared headers of the part. */
  readonly headers?: readonly Parameter[];
}

/** Writes and reads bodies of one kind. */
export interface Codec {
  /** @throws Unwritable */
  write(value: unknown, content: Content): Payload;
  /** @throws Unreadable */
  read(source: Source, content: Content): Promise<unknown>;
  /** What bodies of this kind are called where the contract has a wildcard. */
  readonly media?: string;
  /** Values arrive one by one: checked as they come, not as a whole. */
  readonly streams?: true;
}

/** A body on its way out. */
export interface Payload {
  readonly body: WireBody;
  /** The Content-Type, when it says more than the media type of the contract (multipart boundaries). */
  readonly type?: string;
}

export type WireBody = string | Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array>;

/** A body on its way in. It can be taken once. */
export interface Source {
  /** The Content-Type as received, "" without. */
  readonly type: string;
  text(): Promise<string>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  stream(): ReadableStream<Uint8Array>;
}

/** The bytes are not what their media type says. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

export interface Outcome {
  /** "200", "2XX" or "default". */
  readonly status: string;
  readonly error?: true;
  readonly contents?: readonly Content[];
  readonly headers?: readonly Parameter[];
  readonly headersPassage?: Passage;
}

/** One alternative: all of its schemes together. */
export type Requirement = readonly { readonly scheme: Scheme; readonly scopes?: readonly string[] }[];

/** A way to prove who is calling. */
export type Scheme = { readonly name: string } & (
  | { readonly kind: "apiKey"; readonly place: "header" | "query" | "cookie"; readonly key: string }
  | { readonly kind: "http"; readonly scheme: string }
  | { readonly kind: "oauth2"; readonly tokenUrl?: string }
  | { readonly kind: "openIdConnect"; readonly url: string }
  | { readonly kind: "mutualTLS" }
  | { readonly kind: "other" }
);

/** How the next page is asked for. Paths are member names into the body of an answer. */
export type Paging =
  | {
      readonly by: "cursor";
      readonly items: Path;
      readonly parameter: string;
      readonly next: Path;
      readonly more?: Path;
    }
  | {
      readonly by: "lastId";
      readonly items: Path;
      readonly parameter: string;
      readonly id: string;
      readonly more: Path;
    }
  | {
      readonly by: "page";
      readonly items: Path;
      readonly parameter: string;
      readonly first: number;
      readonly size?: string;
      readonly pages?: Path;
    }
  | {
      readonly by: "offset";
      readonly items: Path;
      readonly parameter: string;
      readonly size?: string;
      readonly total?: Path;
    }
  | { readonly by: "link"; readonly items: Path };

export type Path = readonly string[];

/** The outcome that a status belongs to: itself before its range before the default. */
export function outcomeFor(outcomes: readonly Outcome[], status: number): Outcome | undefined {
  const exact = String(status);
  const range = `${exact[0]}XX`;
  let best: Outcome | undefined;
  for (const outcome of outcomes) {
    if (outcome.status === exact) return outcome;
    if (outcome.status === range || (outcome.status === "default" && best === undefined)) best = outcome;
  }
  return best;
}

/** Whether an answer is an error. The default outcome stands for successes too, when no other is declared for them. */
export function isFailure({ outcomes }: OperationData, status: number): boolean {
  const outcome = outcomeFor(outcomes, status);
  return outcome?.status === "default" ? status >= 400 : outcome?.error === true;
}

/** Whether a media type as received is the one of the contract, or falls under its wildcard. Parameters do not count. */
export function isMedia(declared: string, received: string): boolean {
  const [want, got] = [essence(declared), essence(received)];
  if (want === got || want === "*/*") return true;
  return want.endsWith("/*") && got.startsWith(want.slice(0, -1));
}

/** "type/subtype" in lower case. */
export const essence = (media: string): string => {
  const end = media.indexOf(";");
  return (end < 0 ? media : media.slice(0, end)).trim().toLowerCase();
};

/** The content that a received media type belongs to; exact matches before wildcards. */
export function contentFor(contents: readonly Content[], type: string): Content | undefined {
  const [only] = contents;
  if (only !== undefined && contents.length === 1 && only.media === type) return only;
  const wanted = essence(type);
  return contents.find(({ media }) => essence(media) === wanted) ?? contents.find(({ media }) => isMedia(media, type));
}
