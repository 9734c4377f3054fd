import type { Contract } from "../contract/contract.js";
import type { SecurityScheme } from "../contract/security.js";
import { type Doc, printDoc } from "../generate/doc-printer.js";
import { propertyName } from "../generate/names.js";
import type { Group, HttpOperation } from "./operation-view.js";

/** What the templates of client and server have in common: words about operations, groups and schemes. */

export interface MethodView {
  readonly doc: string;
  readonly property: string;
  readonly constant: string;
  readonly type: string;
  readonly make: string;
  readonly request: string;
  readonly reply: string;
}

export interface GroupView {
  readonly doc: string;
  readonly docText: string;
  readonly property: string;
  /** How the group is reached from the object that holds it: ".pets". */
  readonly access: string;
  readonly type: string;
  readonly methods: readonly MethodView[];
}

export function groupViews(groups: readonly Group[], isPaged: (operation: HttpOperation) => boolean) {
  const views = (operations: readonly HttpOperation[]) => methodViews(operations, isPaged);
  return {
    methods: views(groups.filter(({ name }) => name === "").flatMap(({ operations }) => operations)),
    groups: groups
      .filter(({ name }) => name !== "")
      .map(
        (group): GroupView => ({
          doc: printDoc({ doc: group.doc }, "  "),
          docText: printDoc({ doc: group.doc }, ""),
          property: propertyName(group.name),
          access: `.${group.name}`,
          type: group.type,
          methods: views(group.operations),
        }),
      ),
  };
}

export const methodViews = (operations: readonly HttpOperation[], isPaged: (operation: HttpOperation) => boolean) =>
  operations.map((one) => methodView(one, isPaged(one)));

function methodView(view: HttpOperation, paged: boolean): MethodView {
  const { type, constant, method } = view;
  const generics = `operations.${type}Input, operations.${type}Output, operations.${type}Answer`;
  return {
    doc: printDoc(docOf(view), "  "),
    property: method,
    constant,
    type: paged ? `PagedMethod<${generics}, ItemOf<typeof operations.${constant}>>` : `Method<${generics}>`,
    make: paged ? "pagedMethod" : "method",
    request: `${type}Request`,
    reply: `${type}Reply`,
  };
}

function docOf({ operation, binding }: HttpOperation): Doc {
  const { summary, doc, deprecated, sunset } = operation;
  const route = `\`${binding.method} ${binding.path}\``;
  return {
    title: summary === undefined || summary === doc ? undefined : summary,
    doc:
      [doc, summary === undefined && doc === undefined ? route : undefined]
        .filter((text) => text !== undefined)
        .join("\n") || summary,
    notes: summary === undefined && doc === undefined ? [] : [route],
    deprecated: deprecated === true || sunset !== undefined ? true : undefined,
  };
}

/** Security schemes as members: of credentials for a client, of authenticators for a server. */
export function schemeViews({ securitySchemes }: Contract) {
  return [...securitySchemes].map(([name, scheme]) => ({
    doc: printDoc({ doc: scheme.doc, deprecated: scheme.deprecated }, "  "),
    property: propertyName(name),
    type: credentialType(scheme),
    presented: presentedType(scheme),
  }));
}

const credentialType = (scheme: SecurityScheme): string =>
  scheme.kind === "mutualTLS" ||
  (scheme.kind === "http" && scheme.scheme.toLowerCase() === "basic") ||
  scheme.kind === "other"
    ? "Credential"
    : "Credential | string | (() => string | Promise<string>)";

function presentedType(scheme: SecurityScheme): string {
  if (scheme.kind === "mutualTLS" || scheme.kind === "other") return "unknown";
  return scheme.kind === "http" && scheme.scheme.toLowerCase() === "basic" ? "UserAndPassword" : "string";
}

/** The first server that a client can call as it is: an absolute URL, its variables at their defaults. */
export function defaultUrl({ servers }: Contract): string | undefined {
  for (const { url, variables } of servers) {
    const full = url.replace(/\{([^{}]+)\}/g, (whole, name: string) => variables.get(name)?.default ?? whole);
    if (/^https?:\/\/[^{}]+$/.test(full) && URL.canParse(full)) return full;
  }
  return undefined;
}
