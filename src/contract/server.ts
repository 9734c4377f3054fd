import type { Location } from "../diagnostics/location.js";
import type { Extensions } from "./extensions.js";
import type { SecurityRequirement } from "./security.js";

/** Where the application can be reached. */
export interface Server {
  readonly name?: string;
  /** The URL or host as written, `{variables}` included. */
  readonly url: string;
  /** For AsyncAPI: "kafka", "amqp", "mqtt", … */
  readonly protocol?: string;
  readonly protocolVersion?: string;
  readonly doc?: string;
  readonly variables: ReadonlyMap<string, ServerVariable>;
  readonly security?: readonly SecurityRequirement[];
  /** AsyncAPI bindings, by protocol, as written. */
  readonly bindings?: Readonly<Record<string, unknown>>;
  readonly extensions?: Extensions;
  readonly at: Location;
}

export interface ServerVariable {
  readonly default?: string;
  readonly values?: readonly string[];
  readonly doc?: string;
  readonly at: Location;
}
