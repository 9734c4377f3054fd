import type { Operation } from "./contract.js";

/** How an operation travels, as its people say it: "GET /books", "shop.Orders/Place", "receive orders.placed". */
export function travel({ binding }: Pick<Operation, "binding">): string {
  switch (binding.kind) {
    case "http":
      return `${binding.method} ${binding.path}`;
    case "rpc":
      return binding.procedure;
    case "channel":
      return `${binding.action} ${binding.address ?? binding.channel}`;
  }
}
