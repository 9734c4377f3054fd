import type { ProtoField, ProtoMessage, ProtoRange } from "../../../contract/protobuf.js";
import { maxFieldNumber } from "../parse-message.js";
import { type Checked, messagesIn } from "./check.js";

/** Numbers of fields: each once, in range, neither reserved nor left to extensions; ranges well formed and apart. */
export function checkNumbers({ file, report }: Checked): void {
  for (const message of messagesIn(file)) {
    const isSet = message.options.values["message_set_wire_format"] === true;
    const seen = new Map<number, ProtoField>();
    let advice: string | undefined;
    for (const field of message.fields) {
      const before = seen.get(field.number);
      if (before === undefined) seen.set(field.number, field);
      else {
        advice ??= freeNumber(message);
        const shown = `"${field.name}" has the number ${field.number} of "${before.name}" in message "${message.fullName}"`;
        report.error("protobuf-number-duplicate", field.numberAt, shown, advice);
      }
      checkRange(field, message, report, isSet);
    }
    checkRanges(message, report, isSet);
    checkReservedNames(message, report);
  }
}

function checkRange(field: ProtoField, message: ProtoMessage, report: Checked["report"], isSet: boolean): void {
  const { number, numberAt, name } = field;
  numberInRange(field, report, isSet);
  const within = (range: ProtoRange) => range.from <= number && number <= range.to;
  if (message.reservedRanges.some(within)) {
    report.error(
      "protobuf-reserved",
      numberAt,
      `"${name}" uses the number ${number}, which "${message.fullName}" reserves`,
    );
  } else if (message.extensionRanges.some(within)) {
    report.error(
      "protobuf-range",
      numberAt,
      `"${name}" uses the number ${number}, which "${message.fullName}" leaves to extensions`,
    );
  }
}

/** From 1 to 2^29 − 1, without the 19000s (language guide, "Assigning field numbers"). */
export function numberInRange({ number, numberAt, name }: ProtoField, report: Checked["report"], isSet = false): void {
  if (number < 1)
    report.error("protobuf-number-range", numberAt, `"${name}" has the number ${number}; fields begin at 1`);
  else if (number > (isSet ? 2147483646 : maxFieldNumber)) {
    report.error(
      "protobuf-number-range",
      numberAt,
      `"${name}" has the number ${number}; fields end at ${maxFieldNumber}`,
    );
  } else if (number >= 19000 && number <= 19999) {
    report.error(
      "protobuf-number-range",
      numberAt,
      `"${name}" has the number ${number}; 19000 to 19999 are for protobuf's own use`,
    );
  }
}

function checkRanges(message: ProtoMessage, report: Checked["report"], isSet: boolean): void {
  const ranges = [
    ...message.reservedRanges.map((range) => ({ ...range, what: "reserved" })),
    ...message.extensionRanges.map((range) => ({ ...range, what: "extension" })),
  ];
  for (const { from, to, at, what } of ranges) {
    if (to < from) report.error("protobuf-range", at, `the ${what} range ${from} to ${to} ends before it begins`);
    else if (from < 1 || (to > maxFieldNumber && !isSet)) {
      report.error("protobuf-range", at, `the ${what} range ${from} to ${to} is not within 1 to ${maxFieldNumber}`);
    }
  }
  overlaps(ranges, (one, other) => {
    report.error(
      "protobuf-range",
      one.at,
      `the ${one.what} range ${shown(one)} overlaps the ${other.what} range ${shown(other)}`,
    );
  });
}

const shown = ({ from, to }: ProtoRange): string => (from === to ? String(from) : `${from} to ${to}`);

/** Tells each range that begins before one further down has ended. */
export function overlaps<T extends ProtoRange>(ranges: readonly T[], tell: (one: T, other: T) => void): void {
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  let reach: T | undefined;
  for (const range of sorted) {
    if (reach !== undefined && range.from <= reach.to) tell(range, reach);
    if (reach === undefined || range.to > reach.to) reach = range;
  }
}

function checkReservedNames(message: ProtoMessage, report: Checked["report"]): void {
  const names = new Set<string>();
  for (const { name, at } of message.reservedNames) {
    if (names.has(name)) report.error("protobuf-reserved", at, `"${name}" is reserved twice in "${message.fullName}"`);
    names.add(name);
  }
  for (const field of message.fields) {
    if (names.has(field.name)) {
      report.error("protobuf-reserved", field.at, `the name "${field.name}" is reserved in "${message.fullName}"`);
    }
  }
}

/** The number that a new field of the message would get. */
function freeNumber(message: ProtoMessage): string {
  const taken = [
    ...message.fields.map(({ number }) => ({ from: number, to: number })),
    ...message.reservedRanges,
    ...message.extensionRanges,
  ];
  let free = 1;
  for (const { from, to } of taken.sort((a, b) => a.from - b.from)) if (from <= free && to >= free) free = to + 1;
  if (free >= 19000 && free <= 19999) free = 20000;
  return `${free} is free.`;
}
