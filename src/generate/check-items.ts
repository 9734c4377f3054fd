import type { Schema } from "../contract/schema.js";
import { append, type CheckContext, refuse, type Spot } from "./check-context.js";
import { evaluatedItems } from "./check-evaluated.js";
import { isTrivial } from "./trivial.js";

/** What a schema says of arrays, the value being known to be one. */
export function printItems(schema: Schema, spot: Spot, context: CheckContext): void {
  const { x } = spot;
  const { minItems, maxItems, uniqueItems, unevaluatedItems } = schema.assertions ?? {};
  if (minItems !== undefined && minItems > 0) {
    refuse(context, `${x}.length < ${minItems}`, spot, "minItems", `must have at least ${counted(minItems)}`);
  }
  if (maxItems !== undefined) {
    refuse(context, `${x}.length > ${maxItems}`, spot, "maxItems", `must have at most ${counted(maxItems)}`);
  }
  if (uniqueItems === true) {
    refuse(context, `!${context.scope.use("isUnique")}(${x})`, spot, "uniqueItems", "must not have two equal items");
  }
  if (schema.kind === "list") printListed(schema, spot, context);
  printContains(schema, spot, context);
  if (unevaluatedItems !== undefined) {
    const evaluated = evaluatedItems(schema, x, context);
    if (evaluated !== "true") {
      each(spot, context, 0, (item, index) => {
        const { writer } = context;
        const tell = () => context.value(unevaluatedItems, { ...item, wish: "unevaluated" });
        if (evaluated === "false") tell();
        else writer.block(`if (!(${evaluated.replaceAll("$index", index).replaceAll("$item", item.x)}))`, tell);
      });
    }
  }
}

function printListed(schema: Schema & { readonly kind: "list" }, spot: Spot, context: CheckContext): void {
  const { writer, scope } = context;
  const { prefix = [], item } = schema;
  for (const [index, part] of prefix.entries()) {
    if (isTrivial(part, scope.graph)) continue;
    writer.block(`if (${spot.x}.length > ${index})`, () => {
      const x = writer.local("item");
      writer.line(`const ${x}: unknown = ${spot.x}[${index}];`);
      context.value(part, { x, below: append(spot.below, `"/${index}"`), wish: `item${index}` });
    });
  }
  if (item.kind === "never" && item.nullable !== true) {
    const message = prefix.length === 0 ? "must be empty" : `must not have more than ${counted(prefix.length)}`;
    refuse(context, `${spot.x}.length > ${prefix.length}`, spot, "items", message);
  } else if (!isTrivial(item, scope.graph)) {
    each(spot, context, prefix.length, (place) => context.value(item, place));
  }
}

function printContains(schema: Schema, spot: Spot, context: CheckContext): void {
  const { contains, minContains = 1, maxContains } = schema.assertions ?? {};
  if (contains === undefined || (minContains === 0 && maxContains === undefined)) return;
  const { writer } = context;
  const count = writer.local("count");
  writer.line(`let ${count} = 0;`);
  each(spot, context, 0, ({ x }) => writer.line(`if (${context.test(contains, x, "contains")}) ${count} += 1;`));
  if (minContains > 0) {
    refuse(
      context,
      `${count} < ${minContains}`,
      spot,
      minContains === 1 ? "contains" : "minContains",
      "must have more items of the kind that it has to contain",
    );
  }
  if (maxContains !== undefined) {
    refuse(
      context,
      `${count} > ${maxContains}`,
      spot,
      "maxContains",
      "must have fewer items of the kind that it has to contain",
    );
  }
}

function each(spot: Spot, context: CheckContext, from: number, body: (item: Spot, index: string) => void): void {
  const { writer } = context;
  const index = writer.local("i");
  const x = writer.local("item");
  writer.block(`for (let ${index} = ${from}; ${index} < ${spot.x}.length; ${index} += 1)`, () => {
    writer.line(`const ${x}: unknown = ${spot.x}[${index}];`);
    body({ x, below: append(append(spot.below, '"/"'), index), wish: `${spot.wish}$item` }, index);
  });
}

const counted = (count: number): string => (count === 1 ? "1 item" : `${count} items`);
