import type { Place } from "./operation.js";

/** The types that generated operations are made of. */

/** An answer with one declared status, as a caller gets it. */
export interface AnswerOf<Status extends number, Body, Headers, ContentType extends string = string> {
  readonly status: Status;
  readonly body: Body;
  /** The declared headers, by lower-case name. */
  readonly headers: Headers;
  readonly contentType: ContentType;
  /** Any header. */
  readonly header: (name: string) => string | undefined;
  /** How often the call was tried. */
  readonly attempts: number;
}

/** An answer with one declared status, as a handler gives it. Headers that the contract does not declare may be added. */
export type ReplyOf<Status extends number, Body, Headers, ContentType extends string = string> = {
  readonly status: Status;
  readonly contentType?: ContentType;
} & ([Body] extends [undefined] ? { readonly body?: undefined } : { readonly body: Body }) &
  (Record<never, never> extends Headers
    ? { readonly headers?: Headers & OtherHeaders }
    : { readonly headers: Headers & OtherHeaders });

export type OtherHeaders = Readonly<Record<string, unknown>>;

/** An input as a handler gets it: every place that has parameters is there. */
export type Received<Input> = Input extends unknown
  ? { readonly [P in keyof Input & Place]-?: Exclude<Input[P], undefined> } & Omit<Input, Place>
  : never;

/** With some members optional: those that are filled in when they are missing. */
export type Filled<T, Names extends keyof T> = Omit<T, Names> & Partial<Pick<T, Names>>;
