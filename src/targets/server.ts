import { defineTarget } from "../generate/target.js";
import { groupViews, schemeViews } from "./api-page.js";
import { importPaths, runtimePages } from "./runtime-files.js";
import { sharedPages } from "./shared-pages.js";
import { senderPages } from "./webhooks.js";

/** A server from `Request` to `Response`, which knows no framework. Hosts carry it. */
export const server = defineTarget({
  name: "server",
  summary: "a typed server core, Request to Response, for any host",
  speaks: ["http"],
  pages(contract, options) {
    const { names, pages, runtime, diagnostics, isPaged } = sharedPages(contract, options);
    if (names.groups.length === 0) {
      return { pages: [...pages, ...senderPages(contract, names, runtime, options)], diagnostics };
    }
    const paths = importPaths(options);
    const schemes = schemeViews(contract);
    const guards = [
      ...(schemes.length > 0 ? ["Authenticator"] : []),
      "Authenticators",
      ...(schemes.some(({ presented }) => presented === "UserAndPassword") ? ["UserAndPassword"] : []),
    ];
    const view = {
      ...groupViews(names.groups, isPaged),
      api: names.api,
      title: contract.title.replace(/\s+/g, " ").replaceAll("*/", "* /"),
      version: contract.version.replace(/\s+/g, " ").replaceAll("*/", "* /"),
      schemes,
      imports: [
        `import type { ${guards.join(", ")} } from "${paths.runtime("guard.ts")}";`,
        `import { toFetch } from "${paths.runtime("host-fetch.ts")}";`,
        `import { notImplemented, Problem } from "${paths.runtime("problem.ts")}";`,
        `import { createServer, served, type ServerOptions } from "${paths.runtime("server.ts")}";`,
        `import type { HandlerOf, Server } from "${paths.runtime("serving.ts")}";`,
        `import * as operations from "${paths.page("operations.ts")}";`,
      ],
    };
    const files = [...runtime, "guard.ts", "host-fetch.ts", "problem.ts", "server.ts", "serving.ts"];
    return {
      pages: [
        ...pages,
        { path: "server.ts", template: "server.hbs", view },
        ...runtimePages(files, options),
        ...senderPages(contract, names, runtime, options),
      ],
      diagnostics,
    };
  },
});
