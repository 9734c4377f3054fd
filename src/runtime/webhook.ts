import { type CallOptions, type Client, call } from "./client.js";
import type { Arguments } from "./method.js";
import type { Operation, OperationData } from "./operation.js";
import type { Input } from "./request.js";

/** A call to whoever subscribed: at the address that they gave. */
export interface WebhookMethod<Input, Output, Answer> {
  (url: string, ...args: Arguments<Input>): Promise<Output>;
  raw(url: string, ...args: Arguments<Input>): Promise<Answer>;
}

export function webhookMethod<I, O, A, F, T>(
  client: Client,
  operation: Operation<I, O, A, F, T>,
): WebhookMethod<I, O, A> {
  const at = (url: string, options: CallOptions | undefined): CallOptions => ({ ...options, baseUrl: url });
  const one = (url: string, ...[input, options]: Arguments<I>): Promise<O> =>
    call(client, operation, input as I, at(url, options));
  const raw = (url: string, ...[input, options]: Arguments<I>): Promise<A> =>
    client.answer(operation, input as Input | undefined, at(url, options)) as Promise<A>;
  return Object.assign(one, { raw });
}

/** A webhook as an operation that is served at a path. */
export const servedAt = <Data extends OperationData>(operation: Data, path: string): Data => ({
  ...operation,
  path: [path.startsWith("/") ? path : `/${path}`],
});
