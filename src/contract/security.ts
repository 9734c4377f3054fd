import type { Location } from "../diagnostics/location.js";
import type { Extensions } from "./extensions.js";

/** One alternative: every scheme in it must be satisfied. An empty list of schemes: no credentials needed. */
export interface SecurityRequirement {
  readonly schemes: readonly { readonly name: string; readonly scopes: readonly string[] }[];
  readonly at: Location;
}

interface SchemeBase {
  readonly doc?: string;
  readonly deprecated?: boolean;
  readonly extensions?: Extensions;
  readonly at: Location;
}

/** A way to prove who is calling (OpenAPI 3.2 section 4.27, AsyncAPI 3 Security Scheme Object). */
export type SecurityScheme =
  | (SchemeBase & {
      readonly kind: "apiKey";
      readonly place: "header" | "query" | "cookie" | "user" | "password";
      readonly name: string;
    })
  | (SchemeBase & { readonly kind: "http"; readonly scheme: string; readonly bearerFormat?: string })
  | (SchemeBase & { readonly kind: "oauth2"; readonly flows: readonly OAuthFlow[]; readonly metadataUrl?: string })
  | (SchemeBase & { readonly kind: "openIdConnect"; readonly url: string })
  | (SchemeBase & { readonly kind: "mutualTLS" })
  | (SchemeBase & { readonly kind: "other"; readonly type: string });

export interface OAuthFlow {
  readonly flow: "authorizationCode" | "clientCredentials" | "implicit" | "password" | "deviceAuthorization";
  readonly authorizationUrl?: string;
  readonly deviceAuthorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  readonly scopes: Readonly<Record<string, string>>;
}
