// Runs concordat from its sources, as a process of its own: Node strips the types, and ".js" means ".ts" below src/.
import { registerHooks } from "node:module";

registerHooks({
  resolve: (name, context, next) =>
    next(context.parentURL?.includes("/src/") && name.startsWith(".") ? name.replace(/\.js$/, ".ts") : name, context),
});
const { main } = await import(new URL("../../src/cli/main.ts", import.meta.url).href);
await main(process.argv.slice(2));
