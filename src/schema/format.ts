/** The values of `format` that constrain, with what the algebra needs to decide by them (RFC 3339, 4122, 5321, 3986, …). */
import { type Rational, rational } from "./rational.js";

export interface Format {
  readonly test: (text: string) => boolean;
  /** Valid texts, the most readable first. */
  readonly samples: readonly string[];
  /** A pattern that matches every valid text, and when `exact` nothing else. */
  readonly pattern: string;
  readonly exact?: true;
  /** Formats that admit whatever this one admits. */
  readonly within?: readonly string[];
}

/** The format when it is one that is asserted. */
export const stringFormat = (name: string): Format | undefined => formats.get(name);

export interface NumericRange {
  readonly minimum?: Rational;
  readonly maximum?: Rational;
}

/** What an integer format admits, when it is one. 64 bits are what JSON integers are taken for: no bounds. */
export const numericRange = (name: string): NumericRange | undefined => numericRanges.get(name);

const bits = (width: bigint): NumericRange => ({
  minimum: rational(-(2n ** (width - 1n))),
  maximum: rational(2n ** (width - 1n) - 1n),
});
const unsigned = (width: bigint): NumericRange => ({ minimum: rational(0n), maximum: rational(2n ** width - 1n) });

const numericRanges: ReadonlyMap<string, NumericRange> = new Map([
  ["int8", bits(8n)],
  ["int16", bits(16n)],
  ["int32", bits(32n)],
  ["int64", {}],
  ["uint8", unsigned(8n)],
  ["uint16", unsigned(16n)],
  ["uint32", unsigned(32n)],
  ["uint64", { minimum: rational(0n) }],
]);

const date = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
const time = "([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?([zZ]|[+-]([01]\\d|2[0-3]):[0-5]\\d)";
const byte = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const label = "[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?";
const emailLocal = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*";
const uriCharacters = "[a-zA-Z0-9._~:/?#@!$&'()*+,;=%\\x5b\\x5d-]*";

const whole = (pattern: string): string => `^(?:${pattern})$`;
const matches = (pattern: string) => {
  const expression = new RegExp(pattern, "u");
  return (text: string): boolean => expression.test(text);
};
const exactly = (pattern: string, samples: readonly string[], within?: readonly string[]): Format => ({
  test: matches(whole(pattern)),
  samples,
  pattern: whole(pattern),
  exact: true,
  ...(within !== undefined && { within }),
});

/** Days that the calendar has, leap years included. */
function isDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** A leap second stands at 23:59:60 UTC alone. */
function isTime(text: string): boolean {
  const [, hours, minutes, seconds, sign, offsetHours, offsetMinutes] =
    /(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[zZ]|([+-])(\d\d):(\d\d))$/.exec(text) ?? [];
  if (Number(seconds) < 60) return true;
  const offset = (sign === "-" ? -1 : 1) * (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0));
  return (Number(hours) * 60 + Number(minutes) - offset + 2880) % 1440 === 1439;
}

const datePattern = whole(date);
const timePattern = whole(time);
const dateTimePattern = whole(`${date}[tT]${time}`);

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["date", { pattern: datePattern, samples: ["2026-01-31", "1999-12-31"], test: both(matches(datePattern), isDate) }],
  [
    "time",
    { pattern: timePattern, samples: ["12:30:45Z", "00:00:00.5+01:00"], test: both(matches(timePattern), isTime) },
  ],
  [
    "date-time",
    {
      pattern: dateTimePattern,
      samples: ["2026-01-31T12:30:45Z", "1999-12-31T23:59:59.5+01:00"],
      test: both(both(matches(dateTimePattern), isDate), isTime),
    },
  ],
  [
    "duration",
    {
      pattern: "^P[0-9WYMDTHS]+$",
      samples: ["P1D", "PT1H30M", "P2W"],
      test: matches("^P(?=.)(\\d+W|(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?)$"),
    },
  ],
  [
    "uuid",
    exactly("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", [
      "123e4567-e89b-42d3-a456-426614174000",
      "00000000-0000-4000-8000-000000000001",
    ]),
  ],
  ["ipv4", exactly(`(${byte}\\.){3}${byte}`, ["192.0.2.1", "198.51.100.7"])],
  [
    "ipv6",
    {
      pattern: "^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$",
      samples: ["2001:db8::1", "::1"],
      test: isIpv6,
    },
  ],
  [
    "hostname",
    {
      pattern: whole(`${label}(\\.${label})*\\.?`),
      samples: ["example.com", "a.example"],
      test: both(matches(whole(`${label}(\\.${label})*\\.?`)), (text) => text.replace(/\.$/, "").length <= 253),
      within: ["idn-hostname"],
    },
  ],
  ["email", exactly(`${emailLocal}@${label}(\\.${label})+`, ["ada@example.com", "a@b.co"], ["idn-email"])],
  [
    "uri",
    {
      pattern: whole(`[a-zA-Z][a-zA-Z0-9+.-]*:${uriCharacters}`),
      samples: ["https://example.com/a", "urn:example:1"],
      test: both(matches(whole(`[a-zA-Z][a-zA-Z0-9+.-]*:${uriCharacters}`)), isParsable),
      within: ["uri-reference", "iri", "iri-reference"],
    },
  ],
  [
    "uri-reference",
    {
      pattern: whole(uriCharacters),
      samples: ["/a/b", "https://example.com/a"],
      test: both(matches(whole(uriCharacters)), isParsable),
      within: ["iri-reference"],
    },
  ],
]);

function both(first: (text: string) => boolean, second: (text: string) => boolean) {
  return (text: string): boolean => first(text) && second(text);
}

/** Percent signs stand before two hexadecimal digits, and brackets around an address alone. */
function isParsable(text: string): boolean {
  if (/%(?![0-9a-fA-F]{2})/.test(text) || /#.*#/.test(text)) return false;
  return !/[[\]]/.test(text.replace(/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/(?:[^/?#@]*@)?\[[0-9a-fA-F:.]+\]/, ""));
}

function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2 || !/^[0-9a-fA-F:.]+$/.test(text)) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const tail = groups.at(-1) ?? "";
  const withAddress = tail.includes(".") && formats.get("ipv4")!.test(tail);
  if (tail.includes(".") && (!withAddress || text.endsWith("::"))) return false;
  const hexadecimal = withAddress ? groups.slice(0, -1) : groups;
  if (!hexadecimal.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const width = hexadecimal.length + (withAddress ? 2 : 0);
  return halves.length === 2 ? width < 8 : width === 8;
}
