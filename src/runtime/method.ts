import { type CallOptions, type Client, call } from "./client.js";
import type { Operation } from "./operation.js";
import type { Input } from "./request.js";

/** One operation of a generated client. */
export interface Method<Input, Output, Answer> {
  /** Gives the body of a success; throws a typed error for everything else. */
  (...args: Arguments<Input>): Promise<Output>;
  /** Gives the whole answer, errors that the contract declares included: a union by `status`. */
  raw(...args: Arguments<Input>): Promise<Answer>;
}

/** An input in which nothing is required may be left out. */
export type Arguments<Input> =
  Record<never, never> extends Input ? [input?: Input, options?: CallOptions] : [input: Input, options?: CallOptions];

export function method<I, O, A, F, T>(client: Client, operation: Operation<I, O, A, F, T>): Method<I, O, A> {
  const one = (...[input, options]: Arguments<I>): Promise<O> => call(client, operation, input as I, options);
  const raw = (...[input, options]: Arguments<I>): Promise<A> =>
    client.answer(operation, input as Input | undefined, options) as Promise<A>;
  return Object.assign(one, { raw });
}
