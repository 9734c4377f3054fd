import fc from "fast-check";
import { expect, it } from "vitest";
import { admits } from "../../src/schema/admits.js";
import { nearMisses, sample, smallest } from "../../src/schema/sample.js";
import { at, integer, judge, list, never, oneOfValues, record, reference, schema, schemas, string } from "./schemas.js";

const none = new Map();

it("samples what another validator admits", () => {
  fc.assert(
    fc.property(schemas, fc.integer({ min: 1, max: 5 }), (of, seed) => {
      const value = sample(of, none, { seed });

      if (value !== undefined) expect(judge(of)(value), JSON.stringify(value)).toBe(true);
    }),
    { numRuns: 300, seed: 17 },
  );
}, 30_000);

it("finds a value wherever a search of small values finds one", () => {
  fc.assert(
    fc.property(
      schemas,
      fc.constantFrom(null, true, 0, 1, -1, 0.5, "", "a", "b", "abc", [], {}, [1], { a: 1 }),
      (of, value) => {
        if (admits(of, value as never, none)) expect(smallest(of, none)).toBeDefined();
      },
    ),
    { numRuns: 500, seed: 19 },
  );
}, 30_000);

const person = record(
  {
    "email!": schema({ kind: "scalar", type: "string", format: "email" }),
    "age!": integer({ minimum: 18, maximum: 99 }),
    kind: oneOfValues("private", "business"),
    friends: list(reference("Person")),
  },
  never,
);
const people = new Map([["Person", person]]);

it("gives the same value for the same seed, and others for others", () => {
  const drawn = [1, 2, 3, 4].map((seed) => JSON.stringify(sample(person, people, { seed })));

  expect(JSON.stringify(sample(person, people, { seed: 1 }))).toBe(drawn[0]);
  expect(new Set(drawn).size).toBeGreaterThan(1);
});

it("prefers the examples of the contract", () => {
  const named = schema({ kind: "scalar", type: "string", examples: ["Rex"], at } as never);

  expect(sample(named, none)).toBe("Rex");
});

it("leaves out what does not travel", () => {
  const id = schema({ kind: "scalar", type: "string", access: "read" });
  const pet = record({ "id!": id, "name!": string() });

  expect(Object.keys(sample(pet, none, { view: "received" }) as object)).toEqual(["name"]);
  expect(Object.keys(sample(pet, none, { view: "sent" }) as object)).toEqual(["id", "name"]);
});

it("misses by one step", () => {
  const misses = nearMisses(person, people);
  const done = misses.map((miss) => miss.done);

  for (const what of ["without email", "without age", "age is -1", "the value has a member too many"]) {
    expect(done).toContain(what);
  }
  for (const { value } of misses) expect(admits(person, value, people)).toBe(false);
});

it("says that nothing is admitted where nothing is", () => {
  expect(sample(never, none)).toBeUndefined();
  expect(nearMisses(never, none)).toEqual([]);
});
