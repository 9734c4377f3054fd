/** Exact arithmetic on JSON numbers, which are decimals: 0.3 is three times 0.1 here. */
import type { JsonNumber } from "../contract/json.js";

/** A fraction in lowest terms; the denominator is positive. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** Largest power of ten that is written out; beyond it a number is out of every practical range. */
const MAX_EXPONENT = 400;

export const rational = (n: bigint, d = 1n): Rational => {
  const sign = d < 0n ? -1n : 1n;
  const divisor = gcd(n, d) || 1n;
  return { n: (sign * n) / divisor, d: (sign * d) / divisor };
};

/** The number as it is written in decimal. @returns undefined when it is not finite or its exponent is absurd */
export function toRational(value: JsonNumber): Rational | undefined {
  if (typeof value === "bigint") return { n: value, d: 1n };
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(value));
  if (match === null) return undefined;
  const fraction = match[3] ?? "";
  const exponent = Number(match[4] ?? 0) - fraction.length;
  if (Math.abs(exponent) > MAX_EXPONENT) return undefined;
  const digits = BigInt(`${match[1]}${match[2]}${fraction}`);
  return exponent >= 0 ? rational(digits * 10n ** BigInt(exponent)) : rational(digits, 10n ** BigInt(-exponent));
}

/** The JSON number that is exactly this. @returns undefined when neither a double nor an integer is */
export function fromRational({ n, d }: Rational): JsonNumber | undefined {
  if (d === 1n) return n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : n;
  const value = Number(n) / Number(d);
  const back = Number.isFinite(value) ? toRational(value) : undefined;
  return back !== undefined && back.n === n && back.d === d ? value : undefined;
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export const order = (a: Rational, b: Rational): number => {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
};

export const isMultiple = (value: Rational, of: Rational): boolean =>
  of.n !== 0n && (value.n * of.d) % (value.d * of.n) === 0n;

/** The smallest positive number that is a multiple of both. */
export const commonMultiple = (a: Rational, b: Rational): Rational => {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return rational((left * right) / (gcd(left, right) || 1n), a.d * b.d);
};

/** The greatest integer that, times `unit`, is not above `value`. */
export const floorDivide = (value: Rational, unit: Rational): bigint => {
  const n = value.n * unit.d;
  const d = value.d * unit.n;
  const quotient = n / d;
  return n % d !== 0n && n < 0n !== d < 0n ? quotient - 1n : quotient;
};

export const isInteger = (value: JsonNumber): boolean => typeof value === "bigint" || Number.isInteger(value);

const gcd = (a: bigint, b: bigint): bigint => {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};
