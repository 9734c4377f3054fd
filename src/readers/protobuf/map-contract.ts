import type { Contract, Operation, Service } from "../../contract/contract.js";
import { deriveRpcGuarantees } from "../../contract/derive-rpc-guarantees.js";
import type {
  ProtobufDetails,
  ProtoEdition,
  ProtoFile,
  ProtoMessage,
  ProtoMethod,
  ProtoService,
} from "../../contract/protobuf.js";
import type { ReferenceSchema } from "../../contract/schema.js";
import type { Server } from "../../contract/server.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Location } from "../../diagnostics/location.js";
import { customOptions, docOf, mapSchemas } from "./map-schemas.js";

/** Linked files as a contract: each service a service, each rpc an operation, each message and enum a schema. */
export function mapContract(details: ProtobufDetails, diagnostics: readonly Diagnostic[]): Contract {
  const { files } = details;
  const entries = files.filter(({ entry }) => entry);
  const first = entries[0] ?? files[0];
  const schemas = mapSchemas(files);
  const title = titleOf(entries);
  const doc = entries.length === 1 ? docOf(first?.comments) : undefined;
  return {
    format: "protobuf",
    dialect: dialectOf(entries),
    title,
    version: versionOf(entries),
    ...(doc !== undefined && { doc }),
    services: mapServices(entries, messagesOf(files)),
    webhooks: [],
    schemas,
    securitySchemes: new Map(),
    servers: entries.flatMap(({ services }) => services.flatMap(defaultHost)),
    tags: [],
    protobuf: details,
    at: first?.at ?? { file: "", line: 1, column: 1 },
    diagnostics,
  };
}

const editions: readonly ProtoEdition[] = ["proto2", "proto3", "2023", "2024", "2026"];

/** The newest language version of the entries; each file has its own in the details. */
function dialectOf(entries: readonly ProtoFile[]): string {
  const newest = Math.max(0, ...entries.map(({ edition }) => editions.indexOf(edition)));
  const edition = editions[newest] ?? "proto3";
  return edition.startsWith("proto") ? edition : `edition ${edition}`;
}

/** The package; of several what they have in common; without one the file's name. */
function titleOf(entries: readonly ProtoFile[]): string {
  const packages = [...new Set(entries.map((file) => file.package))].filter((name) => name !== "");
  const [first, ...others] = packages.map((name) => name.split("."));
  if (first === undefined) return entries[0]?.name ?? "";
  let length = first.length;
  for (const other of others) while (!first.slice(0, length).every((part, index) => part === other[index])) length -= 1;
  if (length > 0) return first.slice(0, length).join(".");
  return packages.length > 3 ? `${packages[0]} and ${packages.length - 1} other packages` : packages.join(", ");
}

/** The version that the packages end with ("v1", "v2beta1"), when it is one and the same. */
function versionOf(entries: readonly ProtoFile[]): string {
  const versions = new Set(
    entries.map(
      (file) => /(?:^|\.)(v[0-9]+(?:p[0-9]+)?(?:(?:alpha|beta|test)[a-z0-9]*)?)$/.exec(file.package)?.[1] ?? "",
    ),
  );
  return versions.size === 1 ? [...versions].join("") : "";
}

function messagesOf(files: readonly ProtoFile[]): ReadonlyMap<string, ProtoMessage> {
  const messages = new Map<string, ProtoMessage>();
  const add = (message: ProtoMessage): void => {
    if (!messages.has(message.fullName)) messages.set(message.fullName, message);
    message.messages.forEach(add);
  };
  for (const { messages: declared } of files) declared.forEach(add);
  return messages;
}

function mapServices(entries: readonly ProtoFile[], messages: ReadonlyMap<string, ProtoMessage>): readonly Service[] {
  const services = entries.flatMap((file) => file.services);
  const uses = new Map<string, number>();
  for (const { methods } of services) for (const { name } of methods) uses.set(name, (uses.get(name) ?? 0) + 1);
  return services.map((service): Service => {
    const doc = docOf(service.comments);
    const extensions = customOptions(service.options);
    return {
      name: service.fullName,
      ...(doc !== undefined && { doc }),
      operations: service.methods.map((method) => operation(service, method, messages, uses.get(method.name) === 1)),
      ...(service.options.values["deprecated"] === true && { deprecated: true }),
      ...(extensions !== undefined && { extensions }),
      at: service.at,
    };
  });
}

function operation(
  service: ProtoService,
  method: ProtoMethod,
  messages: ReadonlyMap<string, ProtoMessage>,
  unique: boolean,
): Operation {
  const { at } = method;
  const procedure = `${service.fullName}/${method.name}`;
  const doc = docOf(method.comments);
  const extensions = customOptions(method.options);
  return {
    id: unique ? method.name : procedure,
    named: true,
    ...(doc !== undefined && { doc }),
    tags: [],
    binding: {
      kind: "rpc",
      procedure,
      requestStream: method.requestStream,
      responseStream: method.responseStream,
    },
    input: reference(method.input, at),
    outcomes: [
      {
        name: "OK",
        error: false,
        headers: { kind: "record", fields: [], at },
        headerStyles: [],
        contents: [
          {
            mediaType: "application/protobuf",
            schema: reference(method.output, at),
            encodings: new Map(),
            examples: [],
            at,
          },
        ],
        links: [],
        at,
      },
    ],
    guarantees: deriveRpcGuarantees(method, messages.get(method.input)),
    security: [],
    ...(method.deprecated && { deprecated: true }),
    polarity: "received",
    callbacks: [],
    ...(extensions !== undefined && { extensions }),
    at,
  };
}

const reference = (name: string, at: Location): ReferenceSchema => ({ kind: "reference", name, at });

/** `option (google.api.default_host) = "…"` names where a service lives. */
function defaultHost({ options, fullName, at }: ProtoService): readonly Server[] {
  const host = options.values["(google.api.default_host)"];
  if (typeof host !== "string" || host === "") return [];
  return [{ name: fullName, url: `https://${host}`, protocol: "grpc", variables: new Map(), at }];
}
