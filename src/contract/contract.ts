import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Location } from "../diagnostics/location.js";
import type { Binding } from "./binding.js";
import type { Extensions } from "./extensions.js";
import type { Guarantees } from "./guarantees.js";
import type { Outcome } from "./outcome.js";
import type { Polarity } from "./polarity.js";
import type { ProtobufDetails } from "./protobuf.js";
import type { Schema } from "./schema.js";
import type { SecurityRequirement, SecurityScheme } from "./security.js";
import type { Server } from "./server.js";

/** One API as its parties agreed on it, whatever language it was written in. Plain data: prints as stable JSON. */
export interface Contract {
  readonly format: Format;
  /** The version of the language: "3.1.0", "2.6.0", "proto3", "edition 2023", … */
  readonly dialect: string;
  readonly title: string;
  readonly version: string;
  readonly doc?: string;
  /** What the application offers: its operations, grouped as the contract groups them (first tag, service, channel). */
  readonly services: readonly Service[];
  /** Operations that the application starts by calling others: OpenAPI `webhooks`. Their polarity is turned. */
  readonly webhooks: readonly Operation[];
  /** Every named schema, by the name that `ReferenceSchema.name` uses. In the order of the contract. */
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  readonly servers: readonly Server[];
  readonly tags: readonly Tag[];
  readonly extensions?: Extensions;
  /** What only protobuf has, for the targets and rules that speak it. */
  readonly protobuf?: ProtobufDetails;
  readonly at: Location;
  /** What the reader had to say; errors are here only when the contract could be read in spite of them. */
  readonly diagnostics: readonly Diagnostic[];
}

export type Format = "openapi" | "protobuf" | "asyncapi";

export interface Tag {
  readonly name: string;
  readonly doc?: string;
  readonly parent?: string;
  readonly at: Location;
}

export interface Service {
  /** The tag, the protobuf service's full name, or "" for operations that belong to no group. */
  readonly name: string;
  readonly doc?: string;
  readonly operations: readonly Operation[];
  readonly deprecated?: boolean;
  readonly extensions?: Extensions;
  readonly at: Location;
}

/** One thing that one party may ask of, or tell, the other. */
export interface Operation {
  /** Unique within the contract and stable: the contract's own id, or one derived from method and path alone. */
  readonly id: string;
  /** Whether the contract gave the id, or the reader derived it. */
  readonly named: boolean;
  readonly summary?: string;
  readonly doc?: string;
  readonly tags: readonly string[];
  readonly binding: Binding;
  /**
   * One record for everything that goes in. For http its fields are the places that are used: `path`, `query`,
   * `headers`, `cookies` (each a record of parameters), `querystring` and `body`. For rpc it is the request message;
   * for channels its fields are `parameters`, `headers` and `payload`.
   */
  readonly input: Schema;
  readonly outcomes: readonly Outcome[];
  readonly guarantees: Guarantees;
  /** Alternatives, of which a caller must meet one; empty: anyone may call. Effective: inherited when not overridden. */
  readonly security: readonly SecurityRequirement[];
  readonly deprecated?: boolean;
  /** When the operation goes away (`x-sunset`, ISO 8601 date). */
  readonly sunset?: string;
  /** How settled the operation is (`x-stability-level`: draft, alpha, beta, stable). */
  readonly stability?: string;
  /** `received`: others call the application. `sent`: the application calls others (webhooks, callbacks, `send`). */
  readonly polarity: Polarity;
  /** Requests that the application makes back to the caller of this operation. */
  readonly callbacks: readonly Callback[];
  readonly extensions?: Extensions;
  readonly at: Location;
}

/** Calls back to an address that the caller gave. */
export interface Callback {
  readonly name: string;
  /** A runtime expression (OpenAPI 3.1, section 4.8.20.4) that gives the URL. */
  readonly expression: string;
  readonly operations: readonly Operation[];
  readonly at: Location;
}
