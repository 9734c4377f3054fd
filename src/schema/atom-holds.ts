/** Whether a given value meets a demand. */
import type { Json, JsonNumber } from "../contract/json.js";
import { expression } from "./evaluate.js";
import { stringFormat } from "./format.js";
import { isMultiple, order, toRational } from "./rational.js";
import type { Atom, Literal, Members } from "./search.js";
import { codePoints, isArray, isObject, valueKey } from "./value.js";

type Satisfies = (literal: Literal, value: Json) => boolean;

/** `value` is of the JSON type that the atom is about. */
export function atomHolds(atom: Atom, value: Json, satisfies: Satisfies): boolean {
  if (typeof value === "number" || typeof value === "bigint") return numberMeets(atom, value);
  if (typeof value === "string") return textMeets(atom, value);
  if (isArray(value)) return arrayMeets(atom, value, satisfies);
  return !isObject(value) || objectMeets(atom, value, satisfies);
}

function numberMeets(atom: Atom, value: JsonNumber): boolean {
  const exact = toRational(value);
  if (exact === undefined) return false;
  switch (atom.is) {
    case "from":
      return atom.exclusive ? order(exact, atom.bound) > 0 : order(exact, atom.bound) >= 0;
    case "to":
      return atom.exclusive ? order(exact, atom.bound) < 0 : order(exact, atom.bound) <= 0;
    case "multiple":
      return isMultiple(exact, atom.of);
    case "no-multiple":
      return !isMultiple(exact, atom.of);
    default:
      return true;
  }
}

function textMeets(atom: Atom, value: string): boolean {
  switch (atom.is) {
    case "longer":
      return codePoints(value) >= atom.limit;
    case "shorter":
      return codePoints(value) <= atom.limit;
    case "matches":
      return expression(atom.pattern).test(value);
    case "misses":
      return !expression(atom.pattern).test(value);
    case "formatted":
      return stringFormat(atom.format)?.test(value) !== false;
    case "misformatted":
      return stringFormat(atom.format)?.test(value) === false;
    default:
      return true;
  }
}

function arrayMeets(atom: Atom, value: readonly Json[], satisfies: Satisfies): boolean {
  switch (atom.is) {
    case "more-items":
      return value.length >= atom.limit;
    case "fewer-items":
      return value.length <= atom.limit;
    case "unique":
      return new Set(value.map(valueKey)).size === value.length;
    case "repeated":
      return new Set(value.map(valueKey)).size !== value.length;
    case "items":
      return value.every((item, index) => {
        const literal = index < atom.prefix.length ? atom.prefix[index] : atom.rest;
        return literal === undefined || satisfies(literal, item);
      });
    case "item-at":
      return value.length > atom.index && satisfies(atom.literal, value[atom.index]!);
    case "item-from":
      return value.slice(atom.index).some((item) => satisfies(atom.literal, item));
    case "contains": {
      const hits = value.filter((item) => satisfies(atom.literal, item)).length;
      return hits >= atom.least && hits <= atom.most;
    }
    default:
      return true;
  }
}

function objectMeets(atom: Atom, value: { readonly [name: string]: Json }, satisfies: Satisfies): boolean {
  const names = Object.keys(value);
  switch (atom.is) {
    case "present":
      return Object.hasOwn(value, atom.name);
    case "absent":
      return !Object.hasOwn(value, atom.name);
    case "more-members":
      return names.length >= atom.limit;
    case "fewer-members":
      return names.length <= atom.limit;
    case "names":
      return names.every((name) => satisfies(atom.literal, name));
    case "name-exists":
      return names.some((name) => satisfies(atom.literal, name));
    case "members":
      return names.every((name) => !isMeant(atom.of, name) || satisfies(atom.literal, value[name]!));
    case "member-exists":
      return names.some((name) => isMeant(atom.of, name) && satisfies(atom.literal, value[name]!));
    default:
      return true;
  }
}

/** Whether a name is among the members that a demand is about. */
export const isMeant = ({ name, matching, otherThan, notMatching }: Members, candidate: string): boolean =>
  (name === undefined || name === candidate) &&
  (matching === undefined || expression(matching).test(candidate)) &&
  otherThan?.includes(candidate) !== true &&
  notMatching?.some((pattern) => expression(pattern).test(candidate)) !== true;
