import { printDoc } from "../generate/doc-printer.js";
import { quoted } from "../generate/literal.js";
import { defineTarget } from "../generate/target.js";
import { defaultUrl, groupViews, schemeViews } from "./api-page.js";
import { callbackNotes } from "./notes.js";
import { importPaths, runtimePages } from "./runtime-files.js";
import { sharedPages } from "./shared-pages.js";
import { receiverPages } from "./webhooks.js";

/** A typed client: validates, retries, times out, authenticates; on fetch everywhere, on undici where Node has it. */
export const client = defineTarget({
  name: "client",
  summary: "a typed client that validates, retries and times out",
  speaks: ["http"],
  pages(contract, options) {
    const { names, pages, runtime, diagnostics, isPaged } = sharedPages(contract, options);
    const paths = importPaths(options);
    const views = groupViews(names.groups, isPaged);
    const all = [...views.methods, ...views.groups.flatMap(({ methods }) => methods)];
    if (all.length === 0) {
      const own = receiverPages(contract, names, runtime, options);
      const exported = own.length === 0 ? [] : [`export * from "${paths.page("webhook-receiver.ts")}";`];
      const text = [...exported, `export type * as types from "${paths.page("types.ts")}";`].join("\n");
      return { pages: [...pages, { path: "index.ts", text: `${text}\n` }, ...own], diagnostics };
    }
    const paged = all.some(({ make }) => make === "pagedMethod");
    const plain = all.some(({ make }) => make === "method");
    const url = defaultUrl(contract);
    const oauth = [...contract.securitySchemes.values()].some(
      ({ kind }) => kind === "oauth2" || kind === "openIdConnect",
    );
    const multipart = runtime.includes("body-multipart.ts");
    const view = {
      ...views,
      imports: [
        `import type { Credential } from "${paths.runtime("auth.ts")}";`,
        `import { type ClientOptions, createClient } from "${paths.runtime("client.ts")}";`,
        ...(plain ? [`import { type Method, method } from "${paths.runtime("method.ts")}";`] : []),
        ...(paged
          ? [`import { type ItemOf, type PagedMethod, pagedMethod } from "${paths.runtime("paging.ts")}";`]
          : []),
        `import * as operations from "${paths.page("operations.ts")}";`,
      ],
      api: names.api,
      docText: printDoc({ title: `${contract.title}, version ${contract.version}`, doc: contract.doc }, "").trimEnd(),
      title: oneLine(contract.title),
      version: oneLine(contract.version),
      schemes: schemeViews(contract),
      defaultUrl: url === undefined ? undefined : quoted(url),
      defaultUrlText: url,
    };
    const polls = names.groups.some(({ operations }) =>
      operations.some(({ operation }) => operation.outcomes.some(({ name }) => name === "202")),
    );
    const exports = [
      `export { apiKey, basic, bearer, type Credential } from "${paths.runtime("auth.ts")}";`,
      ...(oauth ? [`export { clientCredentials } from "${paths.runtime("auth-oauth.ts")}";`] : []),
      ...(polls ? [`export { NotDone, poll } from "${paths.runtime("poll.ts")}";`] : []),
      ...(multipart ? [`export { part } from "${paths.runtime("body-multipart.ts")}";`] : []),
      `export { call, type CallOptions, type ClientOptions, createClient } from "${paths.runtime("client.ts")}";`,
      `export { CallError, HttpError, isErrorOf, NetworkError, TimeoutError, ValidationError } from "${paths.runtime("errors.ts")}";`,
    ];
    const files = [
      ...runtime,
      "auth.ts",
      "client.ts",
      "errors.ts",
      "method.ts",
      ...(paged ? ["paging.ts"] : []),
      ...(oauth ? ["auth-oauth.ts"] : []),
      ...(polls ? ["poll.ts"] : []),
    ];
    return {
      pages: [
        ...pages,
        { path: "client.ts", template: "client.hbs", view },
        {
          path: "index.ts",
          template: "client-index.hbs",
          view: {
            exports,
            paths: {
              client: paths.page("client.ts"),
              operations: paths.page("operations.ts"),
              types: paths.page("types.ts"),
            },
          },
        },
        ...runtimePages(files, options),
        ...receiverPages(contract, names, runtime, options),
      ],
      diagnostics: [...diagnostics, ...callbackNotes(contract)],
    };
  },
});

const oneLine = (text: string): string => text.replace(/\s+/g, " ").replaceAll("*/", "* /");
