import { copied, type Data, isMembers } from "./data.js";
import { placewise, resolved } from "./respelling.js";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** Parameters of a path at each of its operations, where these have none of that name. */
export const parametersLowered = placewise(
  "path parameters at each operation",
  ({ kind, value }) => kind === "pathItem" && Array.isArray(value["parameters"]) && value["$ref"] === undefined,
  ({ value }, { root }) => {
    const shared = Array.isArray(value["parameters"]) ? value["parameters"] : [];
    const key = (one: Data): string => {
      const parameter = isMembers(one) && typeof one["$ref"] === "string" ? resolved(root, one["$ref"]) : one;
      return isMembers(parameter) ? `${String(parameter["in"])} ${String(parameter["name"])}` : JSON.stringify(one);
    };
    const operations = [
      ...methods.map((method) => value[method]),
      ...Object.values(isMembers(value["additionalOperations"]) ? value["additionalOperations"] : {}),
    ];
    for (const operation of operations) {
      if (!isMembers(operation)) continue;
      const own = Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
      const names = new Set(own.map(key));
      operation["parameters"] = [...shared.filter((one) => !names.has(key(one))).map(copied), ...own];
    }
    delete value["parameters"];
  },
);
