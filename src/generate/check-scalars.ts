import type { JsonNumber } from "../contract/json.js";
import type { Schema } from "../contract/schema.js";
import type { CheckContext } from "./check-context.js";
import { literal } from "./literal.js";

/** An expression that is true for a value that does not meet a keyword. */
export interface ScalarFault {
  readonly wrong: string;
  readonly keyword: string;
  readonly message: string;
}

/** What a schema says of texts, `x` being known to be one. */
export function stringFaults(schema: Schema, x: string, { scope }: CheckContext): ScalarFault[] {
  const faults: ScalarFault[] = [];
  const { minLength, maxLength, pattern } = schema.assertions ?? {};
  if (minLength !== undefined && minLength > 0) {
    const wrong =
      minLength === 1
        ? `${x} === ""`
        : `${x}.length < ${minLength * 2} && ${scope.use("isShorter")}(${x}, ${minLength})`;
    faults.push({ wrong, keyword: "minLength", message: `must have at least ${counted(minLength, "character")}` });
  }
  if (maxLength !== undefined) {
    const wrong =
      maxLength === 0 ? `${x} !== ""` : `${x}.length > ${maxLength} && ${scope.use("isLonger")}(${x}, ${maxLength})`;
    faults.push({
      wrong,
      keyword: "maxLength",
      message: `must have at most ${counted(maxLength, "character")}`,
    });
  }
  const expression = pattern === undefined ? undefined : scope.pattern(pattern, schema);
  if (expression !== undefined) {
    faults.push({ wrong: `!${expression}.test(${x})`, keyword: "pattern", message: `must match ${pattern}` });
  }
  if (schema.kind !== "scalar" || schema.format === undefined || !scope.options.formats) return faults;
  const test = Object.hasOwn(stringFormats, schema.format) ? stringFormats[schema.format] : undefined;
  if (test !== undefined && (schema.type === "string" || schema.type === "bytes" || schema.untyped === true)) {
    faults.push({ wrong: `!${scope.use(test)}(${x})`, keyword: "format", message: `must be a valid ${schema.format}` });
  }
  return faults;
}

/** What a schema says of numbers, `x` being known to be one. */
export function numberFaults(schema: Schema, x: string, { scope }: CheckContext): ScalarFault[] {
  const faults: ScalarFault[] = [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema.assertions ?? {};
  const bound = (value: JsonNumber | undefined, sign: string, keyword: string, words: string) => {
    if (value !== undefined)
      faults.push({ wrong: `${x} ${sign} ${literal(value)}`, keyword, message: `must be ${words} ${value}` });
  };
  bound(minimum, "<", "minimum", "at least");
  bound(exclusiveMinimum, "<=", "exclusiveMinimum", "more than");
  bound(maximum, ">", "maximum", "at most");
  bound(exclusiveMaximum, ">=", "exclusiveMaximum", "less than");
  if (multipleOf !== undefined) {
    faults.push({
      wrong: `!${scope.use("isMultipleOf")}(${x}, ${literal(multipleOf)})`,
      keyword: "multipleOf",
      message: `must be a multiple of ${multipleOf}`,
    });
  }
  if (schema.kind !== "scalar" || schema.format === undefined || !scope.options.formats) return faults;
  const test = Object.hasOwn(numberFormats, schema.format) ? numberFormats[schema.format] : undefined;
  if (test !== undefined && (schema.type === "integer" || schema.type === "number")) {
    faults.push({
      wrong: `!${scope.use(test)}(${x})`,
      keyword: "format",
      message: `must be within the range of ${schema.format}`,
    });
  }
  return faults;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** The functions of runtime/check-formats.ts. */
const stringFormats: Readonly<Record<string, string>> = {
  "date-time": "isDateTime",
  date: "isDate",
  time: "isTime",
  duration: "isDuration",
  email: "isEmail",
  "idn-email": "isIdnEmail",
  hostname: "isHostname",
  "idn-hostname": "isIdnHostname",
  ipv4: "isIpv4",
  ipv6: "isIpv6",
  uri: "isUri",
  "uri-reference": "isUriReference",
  iri: "isIri",
  "iri-reference": "isIriReference",
  uuid: "isUuid",
  "uri-template": "isUriTemplate",
  "json-pointer": "isJsonPointer",
  "relative-json-pointer": "isRelativeJsonPointer",
  regex: "isRegex",
  byte: "isBase64",
  base64url: "isBase64Url",
};

const numberFormats: Readonly<Record<string, string>> = {
  int32: "isInt32",
  uint32: "isUint32",
  int64: "isInt64",
  uint64: "isUint64",
  float: "isFloat",
};
