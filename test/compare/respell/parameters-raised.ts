import { isEqual, isMembers, type Members } from "./data.js";
import { placewise } from "./respelling.js";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Parameters that all operations of a path share, said once at the path. */
export const parametersRaised = placewise(
  "shared parameters at the path",
  ({ kind, value }) =>
    kind === "pathItem" &&
    value["parameters"] === undefined &&
    value["$ref"] === undefined &&
    value["query"] === undefined &&
    value["additionalOperations"] === undefined &&
    sharedBy(value).length > 0,
  ({ value }) => {
    const shared = sharedBy(value);
    for (const operation of operationsOf(value)) {
      if (!Array.isArray(operation["parameters"])) continue;
      operation["parameters"] = operation["parameters"].filter((own) => !shared.some((one) => isEqual(one, own)));
    }
    value["parameters"] = [...shared];
  },
);

const operationsOf = (item: Members): readonly Members[] => methods.map((method) => item[method]).filter(isMembers);

/** Bodies are left where they are: a path has none. */
const sharedBy = (item: Members): readonly Members[] => {
  const [first, ...others] = operationsOf(item).map(({ parameters }) => (Array.isArray(parameters) ? parameters : []));
  return (first ?? [])
    .filter(isMembers)
    .filter((one) => one["in"] !== "body" && one["in"] !== "formData")
    .filter((one) => others.every((list) => list.some((other) => isEqual(one, other))));
};
