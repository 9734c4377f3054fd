import { defineRule } from "../compare/rule.js";
import type { Server } from "../contract/server.js";

export const serverAddress = defineRule({
  id: "server-address",
  subject: "servers",
  title: "The application is reached at other addresses",
  why: "Callers that are set up for an address that is gone find nobody there.",
  instead: "Keep the old address, or let it redirect.",
  kept(before, after, tell, policy) {
    const [had, has] = [before.servers.map(address), after.servers.map(address)];
    const gone = had.filter((url) => !has.includes(url));
    const fresh = has.filter((url) => !had.includes(url));
    if (gone.length === 0 && fresh.length === 0) return;
    const fact = [...gone, "to", ...fresh].join(" ");
    const words = `is at ${has.join(", ")}; was at ${had.join(", ")}`;
    if (gone.length < had.length || gone.length === 0) tell.noted(after.at, words, { fact });
    else if (gone.some((url) => has.some((other) => basePath(url) === basePath(other)))) {
      tell.noted(after.at, words, { fact, noteIs: policy.movedServer });
    } else tell.narrowed(after.at, words, { fact });
  },
});

/** The URL with its variables filled in, without a last slash. */
const address = ({ url, variables }: Server): string =>
  url.replace(/\{([^{}]+)\}/g, (whole, name: string) => variables.get(name)?.default ?? whole).replace(/\/+$/, "");

const basePath = (url: string): string => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
