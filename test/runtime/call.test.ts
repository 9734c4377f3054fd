import { describe, expect, it, vi } from "vitest";
import { bytes } from "../../src/runtime/body-bytes.js";
import { json } from "../../src/runtime/body-json.js";
import { type ClientOptions, createClient } from "../../src/runtime/client.js";
import type { OperationData } from "../../src/runtime/operation.js";
import { retryBudget } from "../../src/runtime/retry-budget.js";
import type { Transport, WireRequest } from "../../src/runtime/transport.js";
import { operation, testClock } from "./house.js";

type Step = number | [number, Record<string, string>] | Error | "hang" | "hang-body";

/** A transport that does one step after the other, then answers 200, and writes down what it was sent. */
function steps(...todo: Step[]) {
  const seen: WireRequest[] = [];
  const discarded: number[] = [];
  const transport: Transport = (request) => {
    seen.push(request);
    const step = todo.shift() ?? 200;
    if (step instanceof Error) return Promise.reject(step);
    if (step === "hang") return aborted(request.signal);
    const [status, headers] = Array.isArray(step) ? step : [step === "hang-body" ? 200 : step, {}];
    const number = seen.length;
    return Promise.resolve({
      status,
      type: "application/json",
      header: (name: string) => (headers as Record<string, string>)[name],
      text: () => (step === "hang-body" ? aborted<string>(request.signal) : Promise.resolve("{}")),
      bytes: () => Promise.resolve(new Uint8Array()),
      stream: () => new Blob([]).stream(),
      discard: () => void discarded.push(number),
    });
  };
  return { seen, discarded, transport };
}

const aborted = <T>(signal: AbortSignal): Promise<T> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });

const answers = [
  { status: "200", contents: [{ media: "application/json", codec: json }] },
  { status: "4XX", error: true as const },
  { status: "5XX", error: true as const },
];
const read = operation({ outcomes: answers });
const write = operation({ method: "POST", effect: "unsafe", outcomes: answers, attempts: 2 });
const keyed = operation({
  method: "POST",
  effect: "keyed",
  outcomes: answers,
  headers: [{ name: "Idempotency-Key", field: "idempotency-key", shape: "string" }],
  key: { place: "header", name: "Idempotency-Key" },
});

const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
const reset = Object.assign(new Error("read"), { code: "ECONNRESET" });

function make(todo: Step[], more: Partial<ClientOptions> = {}) {
  const clock = testClock();
  const wire = steps(...todo);
  return {
    ...wire,
    clock,
    client: createClient({ baseUrl: "http://api", transport: wire.transport, clock, random: () => 0.5, ...more }),
  };
}

describe("retrying", () => {
  it.each<[string, OperationData, Step[], number, number[]]>([
    ["a safe call on 503, with full jitter", read, [503, 503], 3, [25, 50]],
    ["a safe call on a broken connection", read, [reset], 2, [25]],
    ["an unsafe call that was certainly never sent", write, [refused], 2, [25]],
    ["an unsafe call that was throttled, from a base of a second", write, [429], 2, [500]],
    ["not before Retry-After", read, [[503, { "retry-after": "2" }]], 2, [2_100]],
    ["not before Retry-After-Ms", read, [[429, { "retry-after-ms": "300" }]], 2, [315]],
    [
      "at a date, by the other side's own clock",
      read,
      [[503, { "retry-after": "Wed, 21 Oct 2026 07:28:05 GMT", date: "Wed, 21 Oct 2026 07:28:00 GMT" }]],
      2,
      [5_250],
    ],
    ["when told to", write, [[500, { "x-should-retry": "true" }]], 2, [25]],
  ])("repeats %s", async (_, op, todo, attempts, waits) => {
    const { client, seen, clock } = make(todo);

    await expect(client.answer(op, {}, {})).resolves.toMatchObject({ status: 200 });

    expect(seen).toHaveLength(attempts);
    expect(clock.waits).toEqual(waits);
  });

  it.each<[string, OperationData, Step[], number | string]>([
    ["an unsafe call on 503", write, [503], 503],
    ["an unsafe call on a broken connection", write, [reset], "NetworkError"],
    ["what is final", read, [404], 404],
    ["when told not to", read, [[503, { "x-should-retry": "false" }]], 503],
    ["when the wait that is asked for is too long", read, [[503, { "retry-after": "61" }]], 503],
    ["past the total time", read, [[503, { "retry-after": "40" }]], 503],
  ])("does not repeat %s", async (_, op, todo, outcome) => {
    const { client, seen, clock } = make(todo);

    const result = await client.answer(op, {}, {}).then(
      ({ status }) => status,
      (error: Error) => error.name,
    );

    expect(result).toBe(outcome);
    expect(seen).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });

  it("ends with the last answer when attempts are used up", async () => {
    const { client, seen, discarded } = make([503, 503, 503, 503]);

    await expect(client.answer(read, {}, {})).resolves.toMatchObject({ status: 503 });

    expect(seen).toHaveLength(3);
    expect(discarded).toEqual([1, 2, 3]);
  });

  it("stops when the budget is spent, and goes on when success has refilled it", async () => {
    const budget = retryBudget(20);
    const { client, seen } = make([503, 503, 503, 200], { retry: { budget: () => budget } });

    await client.answer(read, {}, {});

    expect(seen).toHaveLength(2);
    expect(budget.left).toBe(6);
    await client.answer(read, {}, {});
    expect(seen).toHaveLength(3);
    for (let calls = 0; calls < 8; calls += 1) await client.answer(read, {}, {});
    expect(budget.left).toBe(14);
  });

  it("never repeats a stream", async () => {
    const upload = operation({
      method: "PUT",
      effect: "idempotent",
      outcomes: answers,
      body: { contents: [{ media: "application/octet-stream", codec: bytes }] },
    });
    const { client, seen } = make([503]);

    await expect(client.answer(upload, { body: new Blob(["x"]).stream() }, {})).resolves.toMatchObject({ status: 503 });

    expect(seen).toHaveLength(1);
  });

  it("carries one idempotency key through every attempt", async () => {
    const { client, seen } = make([503, reset], { makeKey: () => "key-1" });

    await client.answer(keyed, {}, {});

    expect(seen.map(({ headers }) => headers["idempotency-key"])).toEqual(["key-1", "key-1", "key-1"]);
  });

  it("ends its wait at once when the caller aborts", async () => {
    const clock = { now: () => 0, after: () => vi.fn() };
    const { transport, seen } = steps(503);
    const client = createClient({ baseUrl: "http://api", transport, clock });
    const controller = new AbortController();
    const call = client.answer(read, {}, { signal: controller.signal });
    await vi.waitFor(() => expect(seen).toHaveLength(1));

    controller.abort("enough");

    await expect(call).rejects.toBe("enough");
    expect(seen).toHaveLength(1);
  });
});

describe("time", () => {
  it.each<Step>(["hang", "hang-body"])("ends an attempt, its body included: %s", async (step) => {
    const { client, seen } = make([step, step, step]);

    await expect(client.answer(read, {}, { attemptTimeout: 100 })).rejects.toMatchObject({
      name: "TimeoutError",
      limit: "attempt",
      ms: 100,
      attempts: 3,
    });

    expect(seen).toHaveLength(3);
  });

  it("ends the call", async () => {
    const { client, seen } = make(["hang"]);

    await expect(client.answer(read, {}, { timeout: 50 })).rejects.toMatchObject({
      name: "TimeoutError",
      limit: "total",
      ms: 50,
    });

    expect(seen).toHaveLength(1);
  });

  it("ends with the caller's own reason", async () => {
    const { client } = make(["hang"]);
    const reason = new Error("gone");

    await expect(client.answer(read, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("a body that is read later", () => {
  const download = operation({
    outcomes: [{ status: "200", contents: [{ media: "application/octet-stream", codec: bytes }] }],
  });
  const answering = (stream: ReadableStream<Uint8Array>) =>
    createClient({
      baseUrl: "http://api",
      fetch: async () => new Response(stream, { headers: { "content-type": "application/octet-stream" } }),
    });

  it("tells in the words of the call what breaks it", async () => {
    const client = answering(new ReadableStream({ pull: (controller) => controller.error(reset) }));
    const { body } = await client.answer(download, {}, {});

    await expect((body as { text(): Promise<string> }).text()).rejects.toMatchObject({
      name: "NetworkError",
      operation: "op",
      sent: true,
    });
  });

  it("leaves nothing behind on the caller's signal", async () => {
    const client = answering(new Blob(["x"]).stream());
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    const { body } = await client.answer(download, {}, { signal });
    expect(removed).not.toHaveBeenCalled();

    await (body as { text(): Promise<string> }).text();

    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
  });
});
