import { defineTarget, type Target } from "../generate/target.js";
import { nameApi } from "./operation-view.js";
import { importPaths, runtimePages } from "./runtime-files.js";

export interface Host {
  readonly name: string;
  readonly summary: string;
  /** The function of `runtime/host-<name>.ts` that makes a server into something of the host. */
  readonly adapter: string;
  /** What the generated function is called: before and after the API's name. */
  readonly call: readonly [before: string, after: string];
  /** What it gives, and where the type comes from. */
  readonly returns: string;
  readonly from: string;
  readonly doc: string;
}

/** A host: one page that hands the generated server to a framework. */
export const defineHost = ({ name, summary, adapter, call: [before, after], returns, from, doc }: Host): Target =>
  defineTarget({
    name,
    summary,
    speaks: ["http"],
    needs: ["server"],
    pages(contract, options) {
      const { api, groups } = nameApi(contract);
      if (groups.length === 0) return { pages: [], diagnostics: [] };
      const paths = importPaths(options);
      const view = {
        api,
        adapter,
        function: `${before}${api}${after}`,
        returns: `: ${returns}`,
        doc: `/** ${doc} */`,
        imports: [
          `import type { ${returns.match(/\w+/)?.[0] ?? ""} } from "${from}";`,
          `import { ${adapter} } from "${paths.runtime(`host-${name}.ts`)}";`,
          `import { type ${api}Handlers, type ${api}ServerOptions, create${api}Server } from "${paths.page("server.ts")}";`,
        ],
      };
      return {
        pages: [{ path: `${name}.ts`, template: "host.hbs", view }, ...runtimePages([`host-${name}.ts`], options)],
        diagnostics: [],
      };
    },
  });
