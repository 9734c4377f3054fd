import { copied, type Data, entriesOf, isMembers, type Members } from "./data.js";
import { eachReference, lineOf, type Respelling, resolved, written } from "./respelling.js";
import { slotsOf } from "./slots.js";

/** OpenAPI 2.0 as 3.0, where 3.0 has words for it. */
export const newerVersion: Respelling = {
  name: "2.0 written as 3.0",
  respell(contract) {
    if (lineOf(contract) !== "2.0") return undefined;
    const { root, path } = contract;
    try {
      return { ...written(path, upgraded(root)), files: contract.files };
    } catch (error) {
      if (error instanceof Untold) return undefined;
      throw error;
    }
  },
};

/** Something that OpenAPI 3.0 cannot say. */
class Untold extends Error {}

const verbs = new Set(["get", "put", "post", "delete", "options", "head", "patch"]);

function upgraded(root: Members): Members {
  for (const { kind, value } of slotsOf(root)) if (kind === "schema") upgradeSchema(value);
  const paths: Members = {};
  for (const [path, item] of entriesOf(root["paths"])) {
    if (path.startsWith("x-")) continue;
    paths[path] = pathItem(item, root);
  }
  const made: Members = {
    ...extensions(root),
    openapi: "3.0.3",
    info: root["info"] ?? {},
    servers: servers(root, root),
    paths,
    components: {
      schemas: root["definitions"] ?? {},
      securitySchemes: Object.fromEntries(
        entriesOf(root["securityDefinitions"]).map(([name, one]) => [name, scheme(one)]),
      ),
    },
  };
  for (const word of ["tags", "security", "externalDocs"]) if (root[word] !== undefined) made[word] = root[word];
  eachReference(made, (holder, reference) => {
    if (reference.startsWith("#/definitions/"))
      holder["$ref"] = reference.replace("#/definitions/", "#/components/schemas/");
    else if (!reference.startsWith("#/components/")) throw new Untold(reference);
  });
  return made;
}

const extensions = (value: Members): Members =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name.startsWith("x-")));

function upgradeSchema(schema: Members): void {
  if (typeof schema["discriminator"] === "string") schema["discriminator"] = { propertyName: schema["discriminator"] };
  if (schema["x-nullable"] !== undefined) {
    schema["nullable"] = schema["x-nullable"];
    delete schema["x-nullable"];
  }
  if (schema["type"] === "file") {
    schema["type"] = "string";
    schema["format"] = "binary";
  }
}

function servers(root: Members, holder: Members): Data[] {
  const schemes = holder["schemes"] ?? root["schemes"];
  const base = typeof root["basePath"] === "string" ? root["basePath"] : "";
  const host = root["host"];
  if (typeof host !== "string") return [{ url: base === "" ? "/" : base }];
  if (!Array.isArray(schemes) || schemes.length === 0) return [{ url: `//${host}${base}` }];
  return schemes.map((one) => ({ url: `${String(one)}://${host}${base}` }));
}

function scheme(given: Members): Members {
  const { type, flow, authorizationUrl, tokenUrl, scopes, ...others } = given;
  if (type === "basic") return { ...others, type: "http", scheme: "basic" };
  if (type !== "oauth2") return given;
  const names: Readonly<Record<string, string>> = {
    implicit: "implicit",
    password: "password",
    application: "clientCredentials",
    accessCode: "authorizationCode",
  };
  const name = names[String(flow)];
  if (name === undefined) throw new Untold(String(flow));
  const urls = {
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(tokenUrl !== undefined && { tokenUrl }),
  };
  return { ...others, type, flows: { [name]: { ...urls, scopes: scopes ?? {} } } };
}

function pathItem(item: Members, root: Members): Members {
  if (item["$ref"] !== undefined) throw new Untold("a path item elsewhere");
  const shared = parametersOf(item, root);
  const made: Members = extensions(item);
  for (const [name, operation] of entriesOf(item)) {
    if (!verbs.has(name)) continue;
    const own = parametersOf(operation, root);
    const names = new Set(own.map(keyOf));
    made[name] = upgradedOperation(operation, [...shared.filter((one) => !names.has(keyOf(one))), ...own], root);
  }
  return made;
}

const keyOf = (parameter: Members): string => `${String(parameter["in"])} ${String(parameter["name"])}`;

const parametersOf = (holder: Members, root: Members): readonly Members[] =>
  (Array.isArray(holder["parameters"]) ? holder["parameters"] : []).filter(isMembers).map((one) => followed(one, root));

function followed(value: Members, root: Members): Members {
  const reference = value["$ref"];
  if (typeof reference !== "string") return value;
  const target = resolved(root, reference);
  if (target === undefined) throw new Untold(reference);
  return copied(target) as Members;
}

function upgradedOperation(operation: Members, parameters: readonly Members[], root: Members): Members {
  const { consumes, produces, schemes, parameters: _, responses, ...others } = operation;
  const made: Members = { ...others };
  const plain = parameters.filter(({ in: place }) => place !== "body" && place !== "formData");
  if (
    plain.some(
      ({ in: place, name }) => place === "header" && /^(accept|content-type|authorization)$/i.test(String(name)),
    )
  )
    throw new Untold("a header that 3.0 ignores");
  if (plain.length > 0) made["parameters"] = plain.map(parameter);
  const body = requestBody(parameters, consumes ?? root["consumes"]);
  if (body !== undefined) made["requestBody"] = body;
  if (schemes !== undefined) made["servers"] = servers(root, operation);
  made["responses"] = Object.fromEntries(
    entriesOf(responses).map(([status, one]) => [status, response(followed(one, root), produces ?? root["produces"])]),
  );
  return made;
}

const outside = new Set(["name", "in", "description", "required", "collectionFormat", "allowEmptyValue", "deprecated"]);

/** The words of a parameter or header that make up its schema. */
function schemaOf(given: Members): Members {
  const schema = Object.fromEntries(
    Object.entries(given).filter(([word]) => !outside.has(word) && !word.startsWith("x-")),
  );
  if (given["x-nullable"] !== undefined) schema["nullable"] = given["x-nullable"];
  for (let items = given["items"]; isMembers(items); items = items["items"]) {
    if (items["collectionFormat"] !== undefined && items["collectionFormat"] !== "csv")
      throw new Untold("nested lists");
    if (isMembers(items["items"])) throw new Untold("nested lists");
    delete items["collectionFormat"];
  }
  upgradeSchema(schema);
  return schema;
}

function styleOf({ type, collectionFormat = "csv", in: place }: Members): Members {
  if (type !== "array") return {};
  const plain = place === "query" || place === "formData" ? "form" : "simple";
  if (collectionFormat === "csv") return { style: plain, explode: false };
  if (collectionFormat === "multi" && plain === "form") return { style: "form", explode: true };
  if (plain === "simple") throw new Untold("separators in paths and headers");
  if (collectionFormat === "ssv") return { style: "spaceDelimited", explode: false };
  if (collectionFormat === "pipes") return { style: "pipeDelimited", explode: false };
  throw new Untold(String(collectionFormat));
}

function parameter(given: Members): Members {
  const kept = Object.fromEntries(
    ["name", "in", "description", "required", "allowEmptyValue", "deprecated"].flatMap((word) =>
      given[word] === undefined ? [] : [[word, given[word]]],
    ),
  );
  return { ...kept, ...extensions(given), ...styleOf(given), schema: schemaOf(given) };
}

const typesOf = (types: Data | undefined): readonly string[] =>
  Array.isArray(types) && types.length > 0 ? types.map(String) : ["application/json"];

function requestBody(parameters: readonly Members[], consumes: Data | undefined): Members | undefined {
  const body = parameters.find(({ in: place }) => place === "body");
  if (body !== undefined) {
    const { description, required, schema = {} } = body;
    const content = Object.fromEntries(typesOf(consumes).map((type) => [type, { schema: copied(schema) }]));
    return { ...(description !== undefined && { description }), ...(required !== undefined && { required }), content };
  }
  const fields = parameters.filter(({ in: place }) => place === "formData");
  if (fields.length === 0) return undefined;
  const hasFile = fields.some(({ type }) => type === "file");
  const fits = hasFile ? /^multipart\// : /^multipart\/|^application\/x-www-form-urlencoded/;
  const named = (Array.isArray(consumes) ? consumes.map(String) : []).filter((type) => fits.test(type));
  const types = named.length > 0 ? named : [hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded"];
  const needed = fields.filter(({ required }) => required === true).map(({ name }) => name ?? "");
  const properties = Object.fromEntries(
    fields.map((one) => {
      const { description } = one;
      return [String(one["name"]), { ...(description !== undefined && { description }), ...schemaOf(one) }];
    }),
  );
  const encoding = Object.fromEntries(
    fields.filter(({ type }) => type === "array").map((one) => [String(one["name"]), styleOf(one)]),
  );
  const schema: Members = { type: "object", properties, ...(needed.length > 0 && { required: needed }) };
  const media: Members = { schema, ...(Object.keys(encoding).length > 0 && { encoding }) };
  const content = Object.fromEntries(types.map((type) => [type, copied(media)]));
  return { ...(needed.length > 0 && { required: true }), content };
}

function response(given: Members, produces: Data | undefined): Members {
  const { schema, headers, examples: _, ...others } = given;
  const made: Members = { ...others };
  if (schema !== undefined) {
    made["content"] = Object.fromEntries(typesOf(produces).map((type) => [type, { schema: copied(schema) }]));
  }
  if (headers !== undefined) {
    made["headers"] = Object.fromEntries(
      entriesOf(headers).map(([name, header]) => {
        const { description } = header;
        const said = description === undefined ? {} : { description };
        return [name, { ...said, ...styleOf({ ...header, in: "header" }), schema: schemaOf(header) }];
      }),
    );
  }
  return made;
}
