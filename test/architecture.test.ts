import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";

/** The floors of the house, from the ground up. A file imports from its own room and from floors below. */
const floors = [
  ["diagnostics", "runtime"],
  ["contract"],
  ["schema", "source", "output"],
  ["compare", "generate", "readers"],
  ["rules", "targets", "reporters"],
  ["workspace"],
  ["cli"],
];

const src = join(import.meta.dirname, "../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const specifiers =
  /(?:^|\n)\s*(?:import|export)\b[^;"']*?from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s*["']([^"']+)["']/g;

const roomOf = (file: string): string => file.split("/")[0] ?? "";
const floorOf = (file: string): number => floors.findIndex((rooms) => rooms.includes(roomOf(file)));

const imports = files.flatMap((from) =>
  [...readFileSync(join(src, from), "utf8").matchAll(specifiers)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    const inside = specifier.startsWith(".");
    const to = inside ? relative(src, join(src, dirname(from), specifier)).replace(/\.js$/, ".ts") : specifier;
    return { from, to, inside, lazy: match[2] !== undefined };
  }),
);
const inner = imports.filter(({ inside }) => inside);

it("has every room on a floor", () => {
  expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
});

it("has every import lead down", () => {
  const upward = inner.filter(({ from, to }) => roomOf(from) !== roomOf(to) && floorOf(to) >= floorOf(from));

  expect(upward).toEqual([]);
});

it("imports only files that exist", () => {
  const known = new Set(files);

  expect(inner.filter(({ to }) => to.endsWith(".ts") && !known.has(to))).toEqual([]);
});

it("has no circle of imports", () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of inner) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const circles: string[][] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      circles.push([...way.slice(way.indexOf(file)), file]);
      return;
    }
    if (done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);

  expect(circles).toEqual([]);
});

it("keeps the runtime to itself", () => {
  const outside = inner.filter(({ from, to }) => roomOf(from) === "runtime" && roomOf(to) !== "runtime");

  expect(outside).toEqual([]);
});
