/** What people change in contracts, one thing at a time. */
import { type Data, isMembers, type Members } from "../respell/data.js";
import { isModern, resolved, type Written } from "../respell/respelling.js";
import { escaped, type Mutation, plainSchema, propertiesOf, requiredOf, slotMutation } from "./mutation.js";

const isRecord = (value: Members): boolean => value["type"] === "object" && propertiesOf(value).length > 1;

const isNumber = (value: Data | undefined): value is number => typeof value === "number";

/** A property that is an ordinary one: not a hint for choosing variants, and travelling both ways. */
const ordinary = (record: Members, name: string, { root }: Written): boolean => {
  const property = isMembers(record["properties"]) ? record["properties"][name] : undefined;
  const target =
    isMembers(property) && typeof property["$ref"] === "string" ? resolved(root, property["$ref"]) : property;
  return (
    isMembers(target) &&
    target["readOnly"] !== true &&
    target["writeOnly"] !== true &&
    record["discriminator"] === undefined
  );
};

const fieldRemoved = slotMutation(
  "field removed",
  (slot, contract) => plainSchema(slot, contract) && isRecord(slot.value),
  ({ value, pointer }, contract, choice) => {
    const names = propertiesOf(value).filter((name) => ordinary(value, name, contract));
    const name = names[choice.below(names.length)];
    if (name === undefined) return undefined;
    delete (value["properties"] as Members)[name];
    value["required"] = requiredOf(value).filter((one) => one !== name);
    if (requiredOf(value).length === 0) delete value["required"];
    return { places: [`${pointer}/properties/${escaped(name)}`, pointer], gone: true };
  },
);

const fieldRequired = slotMutation(
  "field required",
  (slot, contract) => plainSchema(slot, contract) && isRecord(slot.value),
  ({ value, pointer }, contract, choice) => {
    const names = propertiesOf(value)
      .filter((name) => ordinary(value, name, contract))
      .filter((name) => !requiredOf(value).includes(name));
    const name = names[choice.below(names.length)];
    if (name === undefined) return undefined;
    value["required"] = [...requiredOf(value), name];
    return { places: [`${pointer}/properties/${escaped(name)}`, pointer] };
  },
);

const fieldAdded = slotMutation(
  "required field added",
  (slot, contract) => plainSchema(slot, contract) && isRecord(slot.value),
  ({ value, pointer }) => {
    (value["properties"] as Members)["addedByChance"] = { type: "string" };
    value["required"] = [...requiredOf(value), "addedByChance"];
    return { places: [`${pointer}/properties/addedByChance`, pointer] };
  },
);

const unconstrained = (value: Members): boolean =>
  !["enum", "format", "pattern", "contentEncoding", "x-extensible-enum"].some((word) => word in value);

const textNarrowed = slotMutation(
  "text lengthened",
  (slot, contract) =>
    plainSchema(slot, contract) &&
    slot.value["type"] === "string" &&
    unconstrained(slot.value) &&
    (slot.value["maxLength"] === undefined || Number(slot.value["maxLength"]) > Number(slot.value["minLength"] ?? 1)),
  ({ value, pointer }) => {
    // An empty text cannot travel everywhere: that there may be none is no change in a path.
    value["minLength"] = Math.max(Number(value["minLength"] ?? 0) + 1, 2);
    return { places: [pointer] };
  },
);

const numberNarrowed = slotMutation(
  "number bounded",
  (slot, contract) =>
    plainSchema(slot, contract) &&
    (slot.value["type"] === "integer" || slot.value["type"] === "number") &&
    !["enum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"].some((word) => word in slot.value) &&
    (slot.value["minimum"] === undefined ||
      slot.value["maximum"] === undefined ||
      Number(slot.value["maximum"]) > Number(slot.value["minimum"])),
  ({ value, pointer }) => {
    const { minimum, maximum } = value;
    value["minimum"] = isNumber(minimum) ? minimum + 1 : isNumber(maximum) ? maximum - 1 : 5;
    return { places: [pointer] };
  },
);

const bounds = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "pattern", "uniqueItems"];

const boundDropped = slotMutation(
  "bound dropped",
  (slot, contract) =>
    plainSchema(slot, contract) &&
    !("enum" in slot.value) &&
    !("format" in slot.value) &&
    bounds.filter((word) => word in slot.value).length === 1 &&
    !["minLength", "minItems"].some((word) => slot.value[word] === 0) &&
    slot.value["uniqueItems"] !== false &&
    slot.value["pattern"] !== "" &&
    !(slot.value["type"] === "integer" && "format" in slot.value),
  ({ value, pointer }) => {
    for (const word of bounds) delete value[word];
    return { places: [pointer] };
  },
);

const valueDropped = slotMutation(
  "enum value dropped",
  (slot, contract) =>
    plainSchema(slot, contract) &&
    Array.isArray(slot.value["enum"]) &&
    slot.value["enum"].length > 1 &&
    new Set(slot.value["enum"]).size === slot.value["enum"].length,
  ({ value, pointer }, _, choice) => {
    const values = (value["enum"] as Data[]).filter((one) => one !== null && one !== value["default"]);
    const dropped = values[choice.below(values.length)];
    value["enum"] = (value["enum"] as Data[]).filter((one) => one !== dropped);
    if (dropped === undefined) return undefined;
    return { places: [pointer] };
  },
);

const valueAdded = slotMutation(
  "enum value added",
  (slot, contract) =>
    plainSchema(slot, contract) && Array.isArray(slot.value["enum"]) && slot.value["type"] === "string",
  ({ value, pointer }) => {
    value["enum"] = [...(value["enum"] as Data[]), "added-by-chance"];
    return { places: [`${pointer}/enum/${(value["enum"] as Data[]).length - 1}`, pointer] };
  },
);

const typeChanged = slotMutation(
  "type changed",
  (slot, contract) =>
    plainSchema(slot, contract) &&
    ["string", "integer", "boolean"].includes(String(slot.value["type"])) &&
    slot.role !== "parameter" &&
    Object.keys(slot.value).every((word) => ["type", "description", "title"].includes(word)),
  ({ value, pointer }) => {
    value["type"] = value["type"] === "string" ? "integer" : "string";
    return { places: [pointer] };
  },
);

const nullAdmitted = slotMutation(
  "null admitted",
  (slot, contract) =>
    plainSchema(slot, contract) &&
    slot.role === "properties" &&
    slot.value["nullable"] === undefined &&
    !("enum" in slot.value),
  ({ value, pointer }, contract) => {
    if (isModern(contract)) value["type"] = [String(value["type"]), "null"];
    else value["nullable"] = true;
    return { places: [pointer] };
  },
);

const objectClosed = slotMutation(
  "object closed",
  (slot, contract) =>
    plainSchema(slot, contract) &&
    isRecord(slot.value) &&
    slot.value["additionalProperties"] === undefined &&
    slot.value["unevaluatedProperties"] === undefined &&
    slot.role !== "media",
  ({ value, pointer }) => {
    value["additionalProperties"] = false;
    return { places: [`${pointer}/additionalProperties`, pointer] };
  },
);

const defaultChanged = slotMutation(
  "default changed",
  (slot, contract) =>
    plainSchema(slot, contract) &&
    ["string", "boolean", "integer", "number"].includes(typeof slot.value["default"]) &&
    !("enum" in slot.value),
  ({ value, pointer }) => {
    const { default: given } = value;
    value["default"] = typeof given === "boolean" ? !given : isNumber(given) ? given + 1 : `${String(given)}-other`;
    return { places: [`${pointer}/default`, pointer] };
  },
);

const operationRemoved = slotMutation(
  "operation removed",
  ({ kind, within }) => kind === "operation" && within.length === 1 && within[0]?.role === "paths",
  ({ parent, key, pointer }) => {
    delete (parent as Members)[String(key)];
    return { places: [pointer], gone: true };
  },
);

const statusRemoved = slotMutation(
  "success status removed",
  ({ kind, role, key, parent }) =>
    kind === "response" &&
    role === "responses" &&
    /^2\d\d$/.test(String(key)) &&
    Object.keys(parent).length > 1 &&
    !("default" in parent) &&
    !("2XX" in parent),
  ({ parent, key, pointer }) => {
    delete (parent as Members)[String(key)];
    return { places: [pointer], gone: true };
  },
);

const parameterAdded = slotMutation(
  "required parameter added",
  ({ kind, within }, { root }) =>
    kind === "operation" && within[0]?.role === "paths" && within.length === 1 && root["openapi"] !== undefined,
  ({ value, pointer }) => {
    const present = Array.isArray(value["parameters"]) ? value["parameters"] : [];
    value["parameters"] = [
      ...present,
      { name: "addedByChance", in: "query", required: true, schema: { type: "string" } },
    ];
    return { places: [`${pointer}/parameters/${present.length}`] };
  },
);

const parameterRequired = slotMutation(
  "parameter required",
  ({ kind, value }) =>
    kind === "parameter" && value["$ref"] === undefined && value["required"] !== true && value["in"] === "query",
  ({ value, pointer }) => {
    value["required"] = true;
    return { places: [`${pointer}/required`, pointer] };
  },
);

const bodyRequired = slotMutation(
  "body required",
  ({ kind, value }) => kind === "requestBody" && value["required"] !== true && isMembers(value["content"]),
  ({ value, pointer }) => {
    value["required"] = true;
    return { places: [`${pointer}/required`, pointer] };
  },
);

const mediaTypeRemoved = slotMutation(
  "media type removed",
  ({ kind, parent, key }) =>
    kind === "mediaType" &&
    Object.keys(parent).length > 1 &&
    !Object.keys(parent).some((one) => one.includes("*")) &&
    !String(key).includes(";"),
  ({ parent, key, pointer }) => {
    delete (parent as Members)[String(key)];
    return { places: [pointer], gone: true };
  },
);

export const mutations: readonly Mutation[] = [
  fieldRemoved,
  fieldRequired,
  fieldAdded,
  textNarrowed,
  numberNarrowed,
  boundDropped,
  valueDropped,
  valueAdded,
  typeChanged,
  nullAdmitted,
  objectClosed,
  defaultChanged,
  operationRemoved,
  statusRemoved,
  parameterAdded,
  parameterRequired,
  bodyRequired,
  mediaTypeRemoved,
];
