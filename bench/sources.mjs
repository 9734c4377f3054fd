// Lets Node run the sources as they are: an import that ends in .js is the .ts file beside it.
import { registerHooks } from "node:module";

registerHooks({
  resolve: (specifier, context, next) => {
    const inSources = specifier.startsWith(".") && context.parentURL?.includes("/node_modules/") === false;
    if (!inSources || !specifier.endsWith(".js")) return next(specifier, context);
    try {
      return next(specifier.replace(/\.js$/, ".ts"), context);
    } catch {
      return next(specifier, context);
    }
  },
});
