import type { Content } from "../contract/content.js";
import type { Outcome } from "../contract/outcome.js";
import type { Field, RecordSchema } from "../contract/schema.js";
import { quoted } from "../generate/literal.js";
import type { Model, Variant } from "../generate/model.js";
import { bodiesOf, mediaLiteral, printAnswers, responseName } from "./answer-printer.js";
import type { ContentPrinter } from "./content-printer.js";
import type { Meaning } from "./media-kind.js";
import type { HttpOperation } from "./operation-view.js";
import { pagingOf } from "./paging.js";
import { printParameter } from "./parameter-printer.js";
import type { SecurityPrinter } from "./security-printer.js";
import type { ShapePrinter } from "./shape-printer.js";

export interface OperationParts {
  readonly model: Model;
  readonly meaning: Meaning;
  readonly shapes: ShapePrinter;
  readonly contents: ContentPrinter;
  readonly security: SecurityPrinter;
}

/** An operation in operations.ts: its types and its descriptor. */
export interface PrintedOperation {
  readonly text: string;
  readonly pages: boolean;
}

const places = ["path", "query", "headers", "cookies", "querystring"] as const;

export function printOperation(view: HttpOperation, parts: OperationParts): PrintedOperation {
  const { operation, constant, type } = view;
  const turned = operation.polarity === "sent";
  const inbound: Variant = turned ? "read" : "write";
  const outbound: Variant = turned ? "write" : "read";
  const answers = printAnswers(view, outbound, parts);
  const paging = printPaging(view, outbound, parts);
  const { types, request } = printInput(view, inbound, parts);
  const of = (suffix: string) => type + suffix;
  const item = paging === undefined ? "" : `, ${paging.item}`;
  const failure = answers.failure === "never" && item === "" ? "" : `, ${of("Failure")}`;
  const generics = `${of("Input")}, ${of("Output")}, ${of("Answer")}${failure}${item}`;
  const text = [
    `// ${operation.id.replace(/[\r\n]/g, " ")}\n`,
    types,
    `export type ${of("Request")} = ${request};`,
    `export type ${of("Output")} = ${answers.output};`,
    `export type ${of("Failure")} = ${answers.failure};`,
    `export type ${of("Answer")} =${answers.answer};`,
    `export type ${of("Reply")} =${answers.reply};`,
    `export const ${constant}: Operation<${generics}> = {`,
    ...printDescriptor(view, inbound, outbound, parts).map((line) => `  ${line},`),
    ...(paging === undefined ? [] : [`  paging: ${paging.descriptor},`]),
    "};\n",
  ].join("\n");
  return { text, pages: paging !== undefined };
}

/** The places of an input, by name, with their records. */
function placeFields({ operation }: HttpOperation): readonly Field[] {
  const { input } = operation;
  return input.kind === "record" ? input.fields.filter(({ name }) => (places as readonly string[]).includes(name)) : [];
}

function printInput(view: HttpOperation, variant: Variant, { model, contents, meaning }: OperationParts) {
  const { operation, binding, type } = view;
  const members: string[] = [];
  const taken: string[] = [];
  const key = operation.guarantees.key?.value;
  for (const { name, schema, required } of placeFields(view)) {
    const text = model.type(schema, variant, `${operation.id} ${name}`);
    const keyed =
      key?.place === "header" && name === "headers"
        ? key.name.toLowerCase()
        : key?.place === "query" && name === "query"
          ? key.name
          : undefined;
    const record = meaning(schema) as RecordSchema;
    const isFilled = keyed !== undefined && record.fields?.some((field) => field.name === keyed && field.required);
    const others = isFilled && record.fields.some((field) => field.name !== keyed && field.required);
    const own = isFilled ? `Filled<${text}, ${quoted(keyed)}>` : text;
    members.push(`readonly ${name}${(isFilled ? others : required) ? "" : "?"}: ${own};`);
    taken.push(`readonly ${name}: ${text};`);
  }
  const { body } = binding;
  const bodies = (side: "given" | "taken"): string[] =>
    (body?.contents ?? []).map((content, index, all) => {
      const text = contents.type(content, variant, side, bodyName(operation.id, content, index));
      const optional = body?.required === true ? "" : "?";
      if (all.length === 1) return `readonly body${optional}: ${text};`;
      const media = mediaLiteral(content);
      const chosen =
        index === 0 && side === "given" ? `readonly contentType?: ${media};` : `readonly contentType: ${media};`;
      return `readonly body${index === 0 || side === "taken" ? optional : ""}: ${text}; ${index > 0 || side === "given" || body?.required === true ? chosen : chosen.replace(":", "?:")}`;
    });
  const given = bodies("given");
  const received = bodies("taken");
  const name = `${type}Input`;
  const print = (own: readonly string[], variants: readonly string[]): string => {
    if (variants.length < 2) return `{ ${[...own, ...variants].join(" ")} }`.replace("{  }", "Record<never, never>");
    const union = [...new Set(variants)].map((one) => `{ ${one} }`).join(" | ");
    return own.length === 0 ? union : `{ ${own.join(" ")} } & (${union})`;
  };
  const types =
    given.length < 2
      ? `export interface ${name} {\n${[...members, ...given].map((line) => `  ${line}\n`).join("")}}`
      : `export type ${name} = ${print(members, given)};`;
  const same = given.join() === received.join() && !members.some((line) => line.includes("Filled<"));
  return { types, request: same ? (members.length === 0 ? name : `Received<${name}>`) : print(taken, received) };
}

function printDescriptor(view: HttpOperation, inbound: Variant, outbound: Variant, parts: OperationParts): string[] {
  const { operation, binding } = view;
  const { guarantees, polarity } = operation;
  const webhook = polarity === "sent";
  const { model, meaning, shapes, contents, security } = parts;
  const fields = new Map(placeFields(view).map((field) => [field.name, field.schema]));
  const shapeFor = (place: string, name: string) => {
    const record = fields.get(place);
    const meant = record === undefined ? undefined : meaning(record);
    const wanted = place === "headers" ? name.toLowerCase() : name;
    const field = meant?.kind === "record" ? meant.fields.find((one) => one.name === wanted) : undefined;
    return { shape: field === undefined ? '"string"' : shapes.shape(field.schema), required: field?.required === true };
  };
  const print = (parameter: (typeof binding.parameters)[number]): string => {
    const { shape, required } = shapeFor(parameter.place, parameter.name);
    return printParameter(parameter, parameter.mediaType === undefined ? shape : '"any"', { required });
  };
  const inPlace = (place: string) => binding.parameters.filter((parameter) => parameter.place === place).map(print);
  const pathParameters = new Map(
    binding.parameters.filter(({ place }) => place === "path").map((one) => [one.name, print(one)]),
  );
  const lines = [
    `id: ${quoted(operation.id)}`,
    `method: ${quoted(binding.method)}`,
    `path: [${webhook ? "" : splitPath(binding.path, pathParameters).join(", ")}]`,
  ];
  for (const place of ["query", "headers", "cookies"] as const) {
    const own = inPlace(place);
    if (own.length > 0) lines.push(`${place}: [\n${own.map((one) => `    ${one},\n`).join("")}  ]`);
  }
  const querystring = binding.parameters.find(({ place }) => place === "querystring");
  if (querystring !== undefined) {
    const schema = fields.get("querystring");
    const shape = schema === undefined ? '"any"' : shapes.shape(schema);
    lines.push(
      `querystring: { name: ${quoted(querystring.name)}, media: ${quoted(querystring.mediaType ?? "text/plain")}, shape: ${shape} }`,
    );
  }
  const passages = [...fields].flatMap(([name, schema]) => {
    const own = passage(schema, inbound, `${operation.id} ${name}`, model);
    return own.length === 0 ? [] : [`${name}: { ${own.join(", ")} }`];
  });
  if (passages.length > 0) lines.push(`places: { ${passages.join(", ")} }`);
  if (binding.body !== undefined) {
    const all = binding.body.contents.map(
      (content, index) => `\n      ${contents.descriptor(content, inbound, bodyName(operation.id, content, index))},`,
    );
    lines.push(`body: {${binding.body.required ? " required: true," : ""} contents: [${all.join("")}\n    ] }`);
  }
  lines.push(
    `outcomes: [${operation.outcomes.map((outcome) => `\n    ${printOutcome(outcome, view, outbound, parts)},`).join("")}\n  ]`,
  );
  lines.push(`effect: ${quoted(guarantees.effect.value)}`, `attempts: ${guarantees.attempts.value}`);
  lines.push(
    `attemptTimeoutMs: ${guarantees.attemptTimeoutMs.value}`,
    `totalTimeoutMs: ${guarantees.totalTimeoutMs.value}`,
  );
  const key = guarantees.key?.value;
  if (key !== undefined && key.place !== "metadata")
    lines.push(`key: { place: ${quoted(key.place)}, name: ${quoted(key.name)} }`);
  if (operation.security.length > 0) lines.push(`security: ${security.requirements(operation.security)}`);
  return lines;
}

function printOutcome(
  outcome: Outcome,
  { operation, binding }: HttpOperation,
  variant: Variant,
  { model, shapes, contents }: OperationParts,
): string {
  const members = [`status: ${quoted(outcome.name)}`];
  if (outcome.error) members.push("error: true");
  const bodies = bodiesOf(outcome, binding.method);
  if (bodies.length > 0) {
    const all = bodies.map((content, index) =>
      contents.descriptor(content, variant, responseName(operation.id, outcome, content, index)),
    );
    members.push(`contents: [${all.join(", ")}]`);
  }
  if (outcome.headerStyles.length > 0) {
    const styles = outcome.headerStyles.map((style) => {
      const field = outcome.headers.fields.find(({ name }) => name === style.name.toLowerCase() || name === style.name);
      return printParameter(
        style,
        field === undefined || style.mediaType !== undefined ? '"any"' : shapes.shape(field.schema),
      );
    });
    members.push(`headers: [${styles.join(", ")}]`);
    const own = passage(outcome.headers, variant, `${operation.id} ${outcome.name} headers`, model);
    if (own.length > 0) members.push(`headersPassage: { ${own.join(", ")} }`);
  }
  return `{ ${members.join(", ")} }`;
}

function printPaging({ operation, binding }: HttpOperation, variant: Variant, { model, meaning }: OperationParts) {
  const success = operation.outcomes.find(({ error, name }) => !error && /^2/.test(name));
  const content =
    success === undefined
      ? undefined
      : bodiesOf(success, binding.method).find(({ mediaType }) => /json/i.test(mediaType));
  const hasLink = success?.headers.fields.some(({ name }) => name.toLowerCase() === "link") === true;
  const found = pagingOf(operation, content, hasLink, meaning);
  return found === undefined
    ? undefined
    : { descriptor: found.descriptor, item: model.type(found.item, variant, `${operation.id} item`) };
}

function passage(schema: Field["schema"], variant: Variant, name: string, model: Model): string[] {
  const check = model.check(schema, variant, name);
  const decode = model.decode(schema, variant, name);
  const encode = model.encode(schema, variant, name);
  return [
    ...(check === undefined ? [] : [`check: checks_.${check}`]),
    ...(decode === undefined ? [] : [`decode: codecs_.${decode}`]),
    ...(encode === undefined ? [] : [`encode: codecs_.${encode}`]),
  ];
}

/** The template in pieces: text, and the parameters that stand in it. */
function splitPath(template: string, parameters: ReadonlyMap<string, string>): string[] {
  const pieces: string[] = [];
  let text = "";
  const leading = template.startsWith("/") ? template : `/${template}`;
  for (const [index, piece] of leading.split(/\{([^{}]*)\}/).entries()) {
    const parameter = index % 2 === 1 ? parameters.get(piece) : undefined;
    if (parameter === undefined) {
      text += index % 2 === 1 ? `{${piece}}` : piece;
      continue;
    }
    if (text !== "") pieces.push(quoted(text));
    pieces.push(parameter);
    text = "";
  }
  return text === "" ? pieces : [...pieces, quoted(text)];
}

const bodyName = (id: string, { mediaType }: Content, index: number): string =>
  index === 0 ? `${id} body` : `${id} ${mediaType} body`;
