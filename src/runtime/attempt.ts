import type { Call, Received, Send } from "./call.js";
import type { Clock } from "./clock.js";
import { CallError, NetworkError, TimeoutError } from "./errors.js";
import type { Source } from "./operation.js";
import { follow, leadsElsewhere } from "./redirect.js";
import type { Transport, WireResponse } from "./transport.js";
import { watched } from "./watched.js";

/** Takes the body of an answer that is kept. What will be read later is read through `later`. */
export type Take = (response: WireResponse, call: Call, later: (source: Source) => Source) => Promise<unknown>;

/**
 * Sends once, within the time of one attempt, body included. The timer and the caller's signal end the transport at
 * once; streams that are handed on outlive the timer but not the signal, nor the time that the caller set.
 */
export function attempt(transport: Transport, take: Take, clock: Clock): Send {
  return async (call) => {
    const { signal } = call;
    signal?.throwIfAborted();
    const controller = new AbortController();
    const left = call.deadline - clock.now();
    const ms = Math.min(call.attemptMs, left);
    let late: TimeoutError | undefined;
    const cancel = clock.after(Math.max(0, ms), () => {
      late = timeout(call, ms === left);
      controller.abort(late);
    });
    const onAbort = () => controller.abort(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    let stopWatch = () => {};
    const ended = () => {
      stopWatch();
      signal?.removeEventListener("abort", onAbort);
    };
    let streaming = false;
    const later = (source: Source): Source => {
      streaming = true;
      return watched(source, {
        ended,
        broken: (error) => (signal?.aborted === true ? signal.reason : (late ?? network(error, call))),
      });
    };
    try {
      const { method, url, headers, body } = call.request;
      const request = { method, url, headers, body, signal: controller.signal };
      let response = await transport(request);
      if (response.status >= 300 && response.status < 400 && leadsElsewhere(response, call)) {
        response = await follow(transport, request, response, call);
      }
      if (call.keeps?.(response) === false) {
        response.discard();
        return { response, kept: false, value: undefined };
      }
      const value = await take(response, call, later);
      return { response, kept: true, value } satisfies Received;
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      if (late !== undefined) throw late;
      throw error instanceof CallError || isOurs(error) ? error : network(error, call);
    } finally {
      cancel();
      if (!streaming) ended();
      else if (call.bounded === true) {
        stopWatch = clock.after(Math.max(0, call.deadline - clock.now()), () => {
          late = timeout(call, true);
          controller.abort(late);
        });
      }
    }
  };
}

const timeout = (call: Call, total: boolean): TimeoutError =>
  new TimeoutError(total ? "total" : "attempt", total ? call.totalMs : call.attemptMs, {
    operation: call.operation.id,
    attempts: call.attempt,
  });

const isOurs = (error: unknown): boolean =>
  error instanceof Error && (error.name === "Invalid" || error.name === "Unreadable");

function network(error: unknown, call: Call): NetworkError {
  const code = codeOf(error);
  const sent = code === undefined || !neverSent.has(code);
  return new NetworkError(code === undefined ? "no answer came" : `no answer came (${code})`, sent, {
    operation: call.operation.id,
    attempts: call.attempt,
    ...(code !== "ERR_INVALID_URL" && { cause: error }),
  });
}

/** The first code in the chain of causes. */
function codeOf(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 10 && typeof current === "object" && current !== null; depth += 1) {
    if ("code" in current && typeof current.code === "string") return current.code;
    if ("errors" in current && Array.isArray(current.errors)) current = current.errors[0];
    else current = "cause" in current ? current.cause : undefined;
  }
  return undefined;
}

/** Faults before the first byte of a request left. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
  "ERR_INVALID_URL",
]);
