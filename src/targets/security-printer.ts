import type { SecurityRequirement, SecurityScheme } from "../contract/security.js";
import { quoted } from "../generate/literal.js";
import { functionName, nameAll } from "../generate/names.js";

/** Prints security schemes and what operations require of them. */
export interface SecurityPrinter {
  requirements(security: readonly SecurityRequirement[]): string;
  /** The constants that the requirements refer to. */
  declarations(): string;
}

export function createSecurityPrinter(schemes: ReadonlyMap<string, SecurityScheme>): SecurityPrinter {
  const names = nameAll(
    [...schemes.keys()].map((name) => ({ key: name, text: name })),
    functionName,
  );
  const constantOf = (name: string): string => `${names.get(name) ?? functionName(name)}Scheme_`;
  const used = new Set<string>();
  return {
    requirements(security) {
      const alternatives = security.map(({ schemes: all }) => {
        const members = all.map(({ name, scopes }) => {
          used.add(name);
          return `{ scheme: ${constantOf(name)}${scopes.length === 0 ? "" : `, scopes: [${scopes.map(quoted).join(", ")}]`} }`;
        });
        return `[${members.join(", ")}]`;
      });
      return `[${alternatives.join(", ")}]`;
    },
    declarations: () =>
      [...used]
        .sort()
        .map((name) => `const ${constantOf(name)}: Scheme = ${printScheme(name, schemes.get(name))};\n`)
        .join(""),
  };
}

function printScheme(name: string, scheme: SecurityScheme | undefined): string {
  const own = `name: ${quoted(name)}`;
  switch (scheme?.kind) {
    case "apiKey":
      return scheme.place === "user" || scheme.place === "password"
        ? `{ ${own}, kind: "other" }`
        : `{ ${own}, kind: "apiKey", place: ${quoted(scheme.place)}, key: ${quoted(scheme.name)} }`;
    case "http":
      return `{ ${own}, kind: "http", scheme: ${quoted(scheme.scheme)} }`;
    case "oauth2": {
      const url =
        scheme.flows.find(({ flow, tokenUrl }) => flow === "clientCredentials" && tokenUrl !== undefined)?.tokenUrl ??
        scheme.flows.find(({ tokenUrl }) => tokenUrl !== undefined)?.tokenUrl;
      return `{ ${own}, kind: "oauth2"${url === undefined ? "" : `, tokenUrl: ${quoted(url)}`} }`;
    }
    case "openIdConnect":
      return `{ ${own}, kind: "openIdConnect", url: ${quoted(scheme.url)} }`;
    case "mutualTLS":
      return `{ ${own}, kind: "mutualTLS" }`;
    default:
      return `{ ${own}, kind: "other" }`;
  }
}
