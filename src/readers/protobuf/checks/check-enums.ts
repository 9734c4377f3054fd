import type { ProtoEnum } from "../../../contract/protobuf.js";
import { type Checked, enumsIn } from "./check.js";
import { overlaps } from "./check-numbers.js";

/** Enums: a first value of zero where they are open, aliases only where allowed, nothing reserved in use. */
export function checkEnums({ file, report }: Checked): void {
  for (const one of enumsIn(file)) {
    const [first] = one.values;
    if (first === undefined) {
      report.error("protobuf-enum", one.at, `the enum "${one.fullName}" has no values`);
      continue;
    }
    if (one.open && first.number !== 0) {
      const fix = `Begin with a value for "not set": ${upper(one.name)}_UNSPECIFIED = 0;`;
      report.error(
        "protobuf-enum",
        first.numberAt,
        `the first value of the open enum "${one.fullName}" is ${first.number}, not 0`,
        fix,
      );
    }
    checkAliases(one, report);
    checkReserved(one, report);
    checkPrefixes(one, report);
    for (const { number, numberAt, name } of one.values) {
      if (number < -2147483648 || number > 2147483647) {
        report.error(
          "protobuf-number-range",
          numberAt,
          `"${name}" has the number ${number}, which is no 32-bit integer`,
        );
      }
    }
  }
}

function checkAliases(one: ProtoEnum, report: Checked["report"]): void {
  const allowed = one.options.values["allow_alias"] === true;
  const aliases = one.values.filter(({ alias }) => alias);
  if (allowed && aliases.length === 0) {
    report.error(
      "protobuf-enum",
      one.at,
      `"${one.fullName}" allows aliases and has none`,
      "Remove `option allow_alias = true;`.",
    );
  }
  if (allowed) return;
  for (const { name, number, numberAt } of aliases) {
    const other = one.values.find((value) => value.number === number)?.name;
    report.error(
      "protobuf-enum",
      numberAt,
      `"${name}" has the number ${number} of "${other}" in enum "${one.fullName}"`,
      "If it is meant as an alias: option allow_alias = true;",
    );
  }
}

function checkReserved(one: ProtoEnum, report: Checked["report"]): void {
  const names = new Set<string>();
  for (const { name, at } of one.reservedNames) {
    if (names.has(name)) report.error("protobuf-reserved", at, `"${name}" is reserved twice in "${one.fullName}"`);
    names.add(name);
  }
  for (const { name, number, at, numberAt } of one.values) {
    if (names.has(name)) report.error("protobuf-reserved", at, `the name "${name}" is reserved in "${one.fullName}"`);
    if (one.reservedRanges.some(({ from, to }) => from <= number && number <= to)) {
      report.error(
        "protobuf-reserved",
        numberAt,
        `"${name}" uses the number ${number}, which "${one.fullName}" reserves`,
      );
    }
  }
  for (const { from, to, at } of one.reservedRanges) {
    if (to < from) report.error("protobuf-range", at, `the reserved range ${from} to ${to} ends before it begins`);
  }
  overlaps(one.reservedRanges, ({ from, to, at }, other) => {
    report.error("protobuf-range", at, `the reserved range ${from} to ${to} overlaps ${other.from} to ${other.to}`);
  });
}

/** Generated code of several languages takes the enum's name off its values' names: they must differ without it. */
function checkPrefixes(one: ProtoEnum, report: Checked["report"]): void {
  const seen = new Map<string, (typeof one.values)[number]>();
  for (const value of one.values) {
    const key = withoutPrefix(value.name, one.name);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, value);
    else if (before.number !== value.number && before.name !== value.name) {
      const text = `"${value.name}" and "${before.name}" of "${one.fullName}" are one name without the enum's prefix and case`;
      if (one.features.jsonFormat === "ALLOW") report.error("protobuf-enum", value.at, text);
      else report.warning("protobuf-enum", value.at, text);
    }
  }
}

function withoutPrefix(name: string, enumName: string): string {
  const plain = (text: string) => text.replaceAll("_", "").toLowerCase();
  const prefix = plain(enumName);
  let taken = 0;
  let at = 0;
  while (at < name.length && taken < prefix.length) {
    if (name[at] !== "_") {
      if (name[at]?.toLowerCase() !== prefix[taken]) return camel(name);
      taken += 1;
    }
    at += 1;
  }
  const rest = name.slice(at).replace(/^_+/, "");
  return taken < prefix.length || rest === "" ? camel(name) : camel(rest);
}

/** As protoc compares them: in camel case, where an underscore keeps digits apart. */
const camel = (name: string): string => name.toLowerCase().replace(/_+(.?)/g, (_, next: string) => next.toUpperCase());

const upper = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
