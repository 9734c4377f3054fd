import { expect, it } from "vitest";
import { poll } from "../../src/runtime/poll.js";
import { testClock } from "./house.js";

const looks = (...answers: { done: boolean; header?: (name: string) => string | undefined }[]) => {
  let at = 0;
  return async () => answers[Math.min(at++, answers.length - 1)] as (typeof answers)[number];
};

it("looks until the work is done, ever more rarely", async () => {
  const clock = testClock();

  await expect(
    poll(looks({ done: false }, { done: false }, { done: true }), { until: ({ done }) => done, clock }),
  ).resolves.toMatchObject({ done: true });

  expect(clock.waits).toEqual([1_000, 1_500]);
});

it("waits as long as it is asked to", async () => {
  const clock = testClock();
  const asking = { done: false, header: (name: string) => (name === "retry-after" ? "3" : undefined) };

  await poll(looks(asking, { done: true }), { until: ({ done }) => done, clock });

  expect(clock.waits).toEqual([3_000]);
});

it("gives up in time, with what it saw last", async () => {
  await expect(
    poll(looks({ done: false }), { until: ({ done }) => done, clock: testClock(), timeoutMs: 3_000 }),
  ).rejects.toMatchObject({ name: "NotDone", last: { done: false } });
});

it("ends at once when it is aborted", async () => {
  const signal = AbortSignal.abort("enough");

  await expect(poll(looks({ done: false }), { until: ({ done }) => done, signal })).rejects.toBe("enough");
});
