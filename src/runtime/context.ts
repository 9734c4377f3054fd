import type { Clock } from "./clock.js";
import type { Incoming } from "./incoming.js";
import type { OperationData } from "./operation.js";

/** Where handlers and the server tell what they do. `console` is one. */
export interface Logger {
  info(message: string, details?: object): void;
  error(message: string, details?: object): void;
}

/** What a handler knows of the request beside its input. */
export class Context<Principal> {
  readonly incoming: Incoming;
  readonly operation: OperationData;
  readonly logger: Logger;
  /** When the caller stops waiting, in milliseconds since 1970; undefined when it did not say. */
  readonly deadline: number | undefined;
  /** Who is calling, as an authenticator said. */
  principal: Principal;
  readonly #clock: Clock;
  #id: string | undefined;
  #signal: AbortSignal | undefined;
  #expired = false;
  #controller: AbortController | undefined;

  constructor(
    incoming: Incoming,
    operation: OperationData,
    logger: Logger,
    clock: Clock,
    deadline: number | undefined,
  ) {
    this.incoming = incoming;
    this.operation = operation;
    this.logger = logger;
    this.deadline = deadline;
    this.principal = undefined as Principal;
    this.#clock = clock;
  }

  /** Aborted when the caller goes away, or when its time is over. */
  get signal(): AbortSignal {
    this.#signal ??= this.#combined();
    return this.#signal;
  }

  /** Milliseconds until nobody waits for the answer any more; Infinity when the caller did not say. */
  remainingMs(): number {
    return this.deadline === undefined ? Number.POSITIVE_INFINITY : this.deadline - this.#clock.now();
  }

  /** The caller's `X-Request-Id`, or one made for this request. */
  get requestId(): string {
    const given = this.incoming.header("x-request-id");
    this.#id ??= given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : crypto.randomUUID();
    return this.#id;
  }

  /** The host's own objects. */
  get platform(): unknown {
    return this.incoming.platform;
  }

  header(name: string): string | undefined {
    return this.incoming.header(name.toLowerCase());
  }

  /** Called by the server when the time is over. */
  expire(): void {
    this.#expired = true;
    this.#controller?.abort(new Error("The caller's time is over"));
  }

  #combined(): AbortSignal {
    const { signal } = this.incoming;
    if (this.deadline === undefined) return signal;
    const controller = new AbortController();
    this.#controller = controller;
    const gone = () => controller.abort(signal.reason);
    if (signal.aborted) gone();
    if (this.#expired) this.expire();
    signal.addEventListener("abort", gone, { once: true });
    return controller.signal;
  }
}
