import type { Contract, Operation } from "../contract/contract.js";
import { notation } from "../contract/notation.js";
import type { Outcome } from "../contract/outcome.js";
import type { Field, Schema } from "../contract/schema.js";
import type { SecurityScheme } from "../contract/security.js";
import { travel } from "../contract/travel.js";
import { oneLine } from "./one-line.js";
import type { Paint } from "./paint.js";

const longest = 400;

/** A contract as a readable tree: its operations with what goes in and comes out, then its schemas. */
export function outline(contract: Contract, paint: Paint): string {
  const { title, version, format, dialect, at } = contract;
  const name = title === "" ? "(untitled)" : oneLine(title);
  const lines = [`${paint.bold(name)} ${oneLine(version)} ${paint.dim(`${format} ${dialect} · ${at.file}`)}`];
  for (const server of contract.servers) {
    lines.push(
      `  server   ${oneLine(server.url)}${server.protocol === undefined ? "" : ` (${oneLine(server.protocol)})`}`,
    );
  }
  for (const [id, scheme] of contract.securitySchemes)
    lines.push(`  security ${oneLine(`${id} (${describeScheme(scheme)})`)}`);
  for (const service of contract.services) {
    lines.push("", paint.bold(service.name === "" ? "operations" : oneLine(service.name)));
    for (const operation of service.operations) lines.push(...outlineOperation(operation, paint));
  }
  if (contract.webhooks.length > 0) lines.push("", paint.bold("webhooks"));
  for (const operation of contract.webhooks) lines.push(...outlineOperation(operation, paint));
  if (contract.schemas.size > 0) lines.push("", paint.bold("schemas"));
  for (const [name, schema] of contract.schemas)
    lines.push(`  ${paint.cyan(oneLine(name))} ${short(notation(schema))}`);
  return `${lines.join("\n")}\n`;
}

function outlineOperation(operation: Operation, paint: Paint): string[] {
  const { id, binding, guarantees, deprecated, callbacks } = operation;
  const marks = [guarantees.effect.value, ...(deprecated === true ? ["deprecated"] : [])].join(", ");
  const lines = [
    `  ${paint.green(oneLine(travel(operation)) + streams(operation))}  ${paint.cyan(oneLine(id))} ${paint.dim(marks)}`,
  ];
  lines.push(...outlineInput(operation.input));
  if (binding.kind === "channel" && binding.messages.length > 0) {
    lines.push(`      messages ${binding.messages.map(({ name }) => oneLine(name)).join(", ")}`);
  }
  for (const outcome of operation.outcomes) lines.push(outlineOutcome(outcome));
  for (const callback of callbacks) {
    lines.push(`      calls back ${oneLine(callback.name)} at ${oneLine(callback.expression)}`);
    for (const inner of callback.operations) lines.push(...outlineOperation(inner, paint).map((line) => `    ${line}`));
  }
  return lines;
}

const streams = ({ binding }: Operation): string =>
  binding.kind === "rpc"
    ? `${binding.requestStream ? " (stream in)" : ""}${binding.responseStream ? " (stream out)" : ""}`
    : "";

function outlineInput(input: Schema): string[] {
  if (input.kind !== "record") return [`      ← ${short(notation(input))}`];
  return input.fields.map(
    (field: Field) => `      ← ${oneLine(field.name)}${field.required ? "" : "?"} ${short(notation(field.schema, 1))}`,
  );
}

function outlineOutcome({ name, error, contents }: Outcome): string {
  const bodies = contents.map(
    ({ mediaType, schema, item }) => `${short(notation(item ?? schema, 1))} as ${oneLine(mediaType)}`,
  );
  return `      → ${oneLine(name)}${error ? " (error)" : ""} ${bodies.join(", or ")}`.trimEnd();
}

function describeScheme(scheme: SecurityScheme): string {
  switch (scheme.kind) {
    case "apiKey":
      return `api key in ${scheme.place} ${scheme.name}`;
    case "http":
      return `http ${scheme.scheme}`;
    case "oauth2":
      return `OAuth 2 ${scheme.flows.map(({ flow }) => flow).join(", ")}`;
    case "openIdConnect":
      return `OpenID Connect ${scheme.url}`;
    case "mutualTLS":
      return "mutual TLS";
    case "other":
      return scheme.type;
  }
}

const short = (text: string): string => oneLine(text.length > longest ? `${text.slice(0, longest)}…` : text);
