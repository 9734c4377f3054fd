/** Numbers within bounds, on a grid or off it. */
import type { JsonNumber } from "../contract/json.js";
import { commonMultiple, floorDivide, fromRational, isMultiple, order, type Rational, rational } from "./rational.js";
import { type Answer, type Atom, none, some, unknown } from "./search.js";
import { valueKey } from "./value.js";

/** How many points of a grid are looked at before giving up. */
const MAX_POINTS = 3_000n;

interface Bound {
  readonly at: Rational;
  readonly exclusive: boolean;
}

/** A number that satisfies every atom and is none of the excluded values; small and round where there is a choice. */
export function solveNumber(atoms: readonly Atom[], excluded: ReadonlySet<string>): Answer {
  let low: Bound | undefined;
  let high: Bound | undefined;
  let grid: Rational | undefined;
  const avoided: Rational[] = [];
  for (const atom of atoms) {
    if (atom.is === "from" && isTighter(order(atom.bound, low?.at ?? atom.bound), atom.exclusive, low)) {
      low = { at: atom.bound, exclusive: atom.exclusive };
    }
    if (atom.is === "to" && isTighter(-order(atom.bound, high?.at ?? atom.bound), atom.exclusive, high)) {
      high = { at: atom.bound, exclusive: atom.exclusive };
    }
    if (atom.is === "multiple") grid = grid === undefined ? atom.of : commonMultiple(grid, atom.of);
    if (atom.is === "no-multiple") avoided.push(atom.of);
  }
  const inside = (value: Rational): boolean => {
    const above = low === undefined ? 1 : order(value, low.at);
    const below = high === undefined ? -1 : order(value, high.at);
    return (above > 0 || (above === 0 && !low!.exclusive)) && (below < 0 || (below === 0 && !high!.exclusive));
  };
  if (low !== undefined && high !== undefined) {
    const gap = order(low.at, high.at);
    if (gap > 0 || (gap === 0 && (low.exclusive || high.exclusive))) return none();
  }
  const usable = (value: Rational): JsonNumber | undefined => {
    if (!inside(value) || avoided.some((step) => isMultiple(value, step))) return undefined;
    const number = fromRational(value);
    return number === undefined || excluded.has(valueKey(number)) ? undefined : number;
  };
  return grid === undefined ? offGrid(low, high, usable) : onGrid(grid, low, high, avoided, usable);
}

const isTighter = (comparison: number, exclusive: boolean, present: Bound | undefined): boolean =>
  present === undefined || comparison > 0 || (comparison === 0 && exclusive);

function onGrid(
  grid: Rational,
  low: Bound | undefined,
  high: Bound | undefined,
  avoided: readonly Rational[],
  usable: (value: Rational) => JsonNumber | undefined,
): Answer {
  if (grid.n === 0n) return unknown("a multiple of nothing");
  if (avoided.some((step) => isMultiple(grid, step))) return none();
  const step = rational(grid.n < 0n ? -grid.n : grid.n, grid.d);
  const first = low === undefined ? undefined : floorDivide(low.at, step);
  const last = high === undefined ? undefined : floorDivide(high.at, step) + 1n;
  const start = first !== undefined && first > 0n ? first : last !== undefined && last < 0n ? last : 0n;
  for (let distance = 0n; distance <= MAX_POINTS; distance += 1n) {
    for (const point of distance === 0n ? [start] : [start + distance, start - distance]) {
      if ((first !== undefined && point < first) || (last !== undefined && point > last)) continue;
      const number = usable(rational(point * step.n, step.d));
      if (number !== undefined) return some(number);
    }
    const pastLast = last !== undefined && start + distance > last;
    const pastFirst = first !== undefined && start - distance < first;
    if (pastLast && pastFirst) return none();
  }
  return unknown("no number was found among the first multiples");
}

/** Decimals with ever more digits; an interval with an inside has endlessly many. */
function offGrid(
  low: Bound | undefined,
  high: Bound | undefined,
  usable: (value: Rational) => JsonNumber | undefined,
): Answer {
  for (const bound of [low, high]) {
    const number = bound === undefined ? undefined : usable(bound.at);
    if (number !== undefined) return some(number);
  }
  if (low !== undefined && high !== undefined && order(low.at, high.at) === 0) return none();
  for (let digits = 0; digits <= 20; digits += 1) {
    const step = rational(1n, 10n ** BigInt(digits));
    const start =
      low !== undefined
        ? floorDivide(low.at, step)
        : high !== undefined && high.at.n <= 0n
          ? floorDivide(high.at, step)
          : 0n;
    const direction = low === undefined && high !== undefined && high.at.n <= 0n ? -1n : 1n;
    for (let move = 0n; move < 40n; move += 1n) {
      const number = usable(rational((start + direction * move) * step.n, step.d));
      if (number !== undefined) return some(number);
    }
  }
  return unknown("no number with twenty digits was found");
}
