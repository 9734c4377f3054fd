import type { Json } from "../../contract/json.js";
import type { ProtoEdition, ProtoFeatures } from "../../contract/protobuf.js";
import type { OptionNode, ValueNode } from "./syntax.js";

const proto2: ProtoFeatures = {
  fieldPresence: "EXPLICIT",
  enumType: "CLOSED",
  repeatedFieldEncoding: "EXPANDED",
  utf8Validation: "NONE",
  messageEncoding: "LENGTH_PREFIXED",
  jsonFormat: "LEGACY_BEST_EFFORT",
  enforceNamingStyle: "STYLE_LEGACY",
  defaultSymbolVisibility: "EXPORT_ALL",
  enforceProtoLimits: "LEGACY_NO_EXPLICIT_LIMITS",
};

const proto3: ProtoFeatures = {
  ...proto2,
  fieldPresence: "IMPLICIT",
  enumType: "OPEN",
  repeatedFieldEncoding: "PACKED",
  utf8Validation: "VERIFY",
  jsonFormat: "ALLOW",
};

const edition2023: ProtoFeatures = { ...proto3, fieldPresence: "EXPLICIT" };

const edition2024: ProtoFeatures = {
  ...edition2023,
  enforceNamingStyle: "STYLE2024",
  defaultSymbolVisibility: "EXPORT_TOP_LEVEL",
};

const edition2026: ProtoFeatures = {
  ...edition2024,
  enforceNamingStyle: "STYLE2026",
  defaultSymbolVisibility: "STRICT",
  enforceProtoLimits: "PROTO_LIMITS2026",
};

/** What an edition begins with (protobuf.dev/editions/features). */
export const defaultFeatures: Readonly<Record<ProtoEdition, ProtoFeatures>> = {
  proto2,
  proto3,
  "2023": edition2023,
  "2024": edition2024,
  "2026": edition2026,
};

/** The words of descriptor.proto's FeatureSet, in ours, and the values that each may have. */
export const featureValues: ReadonlyMap<
  string,
  { readonly key: keyof ProtoFeatures; readonly values: readonly string[] }
> = new Map([
  ["field_presence", { key: "fieldPresence", values: ["EXPLICIT", "IMPLICIT", "LEGACY_REQUIRED"] }],
  ["enum_type", { key: "enumType", values: ["OPEN", "CLOSED"] }],
  ["repeated_field_encoding", { key: "repeatedFieldEncoding", values: ["PACKED", "EXPANDED"] }],
  ["utf8_validation", { key: "utf8Validation", values: ["VERIFY", "NONE"] }],
  ["message_encoding", { key: "messageEncoding", values: ["LENGTH_PREFIXED", "DELIMITED"] }],
  ["json_format", { key: "jsonFormat", values: ["ALLOW", "LEGACY_BEST_EFFORT"] }],
  ["enforce_naming_style", { key: "enforceNamingStyle", values: ["STYLE_LEGACY", "STYLE2024", "STYLE2026"] }],
  [
    "default_symbol_visibility",
    { key: "defaultSymbolVisibility", values: ["EXPORT_ALL", "EXPORT_TOP_LEVEL", "LOCAL_ALL", "STRICT"] },
  ],
  ["enforce_proto_limits", { key: "enforceProtoLimits", values: ["LEGACY_NO_EXPLICIT_LIMITS", "PROTO_LIMITS2026"] }],
]);

/** The features of a declaration: those of what is around it, changed by its own `features` options. */
export function ownFeatures(around: ProtoFeatures, options: readonly OptionNode[]): ProtoFeatures {
  let features = around;
  for (const { name, value } of options) {
    const [first, second, ...rest] = name;
    if (first?.text !== "features" || first.extension) continue;
    if (second === undefined) {
      if (value.kind !== "aggregate") continue;
      for (const field of value.fields) {
        features =
          field.form === "field"
            ? withFeature(features, field.name, field.value)
            : withLanguage(features, `(${field.name})`, plain(field.value));
      }
    } else if (second.extension) {
      const inner = rest.reduceRight<Json>(
        (below, part) => ({ [part.extension ? `(${part.text})` : part.text]: below }),
        plain(value),
      );
      features = withLanguage(features, `(${second.text.replace(/^\./, "")})`, inner);
    } else features = withFeature(features, second.text, value);
  }
  return features;
}

function withFeature(features: ProtoFeatures, name: string, value: ValueNode): ProtoFeatures {
  const known = featureValues.get(name);
  if (known === undefined || value.kind !== "identifier" || !known.values.includes(value.text)) return features;
  return { ...features, [known.key]: value.text };
}

function withLanguage(features: ProtoFeatures, name: string, value: Json): ProtoFeatures {
  const before = features.languages?.[name];
  const merged = isObject(before) && isObject(value) ? { ...before, ...value } : value;
  return { ...features, languages: { ...features.languages, [name]: merged } };
}

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value without knowledge of its type. */
function plain(value: ValueNode): Json {
  switch (value.kind) {
    case "identifier":
      return value.text === "true" ? true : value.text === "false" ? false : value.text;
    case "integer":
      return Number(value.value);
    case "float":
      return value.value;
    case "string":
      return new TextDecoder().decode(value.bytes);
    case "list":
      return value.items.map(plain);
    case "aggregate":
      return Object.fromEntries(value.fields.map((field) => [field.name, plain(field.value)]));
  }
}
