import type { Contract } from "../contract/contract.js";
import { quoted } from "../generate/literal.js";
import type { GenerateOptions } from "../generate/options.js";
import type { Page } from "../generate/page.js";
import { methodViews } from "./api-page.js";
import type { ApiNames } from "./operation-view.js";
import { importPaths, runtimePages } from "./runtime-files.js";

/** The pages for webhooks: a server sends them, those who use a client receive them. None when there are no webhooks. */

export function senderPages(
  contract: Contract,
  { api, webhooks }: ApiNames,
  runtime: readonly string[],
  options: GenerateOptions,
): readonly Page[] {
  if (webhooks.length === 0) return [];
  const paths = importPaths(options);
  const imports = [
    `import { type ClientOptions, createClient } from "${paths.runtime("client.ts")}";`,
    `import { type WebhookMethod, webhookMethod } from "${paths.runtime("webhook.ts")}";`,
    `import * as operations from "${paths.page("operations.ts")}";`,
  ];
  const view = { api, imports, title: titleOf(contract), methods: viewsOf(webhooks) };
  return [
    { path: "webhook-sender.ts", template: "webhook-sender.hbs", view },
    ...runtimePages([...runtime, "client.ts", "webhook.ts"], options),
  ];
}

export function receiverPages(
  contract: Contract,
  { api, webhooks }: ApiNames,
  runtime: readonly string[],
  options: GenerateOptions,
): readonly Page[] {
  if (webhooks.length === 0) return [];
  const paths = importPaths(options);
  const imports = [
    `import { toFetch } from "${paths.runtime("host-fetch.ts")}";`,
    `import { createServer, served, type ServerOptions } from "${paths.runtime("server.ts")}";`,
    `import type { HandlerOf, Server } from "${paths.runtime("serving.ts")}";`,
    `import { servedAt } from "${paths.runtime("webhook.ts")}";`,
    `import * as operations from "${paths.page("operations.ts")}";`,
  ];
  const files = [...runtime, "host-fetch.ts", "server.ts", "serving.ts", "webhook.ts"];
  const view = { api, imports, title: titleOf(contract), methods: viewsOf(webhooks) };
  return [{ path: "webhook-receiver.ts", template: "webhook-receiver.hbs", view }, ...runtimePages(files, options)];
}

const viewsOf = (webhooks: ApiNames["webhooks"]) =>
  methodViews(webhooks, () => false).map((view, index) => ({
    ...view,
    base: webhooks[index]?.type,
    path: quoted(`/${webhooks[index]?.binding.path.replace(/^\/+/, "") ?? ""}`),
  }));

const titleOf = ({ title }: Contract): string => title.replace(/\s+/g, " ").replaceAll("*/", "* /");
