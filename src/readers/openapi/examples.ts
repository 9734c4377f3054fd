import type { Example } from "../../contract/content.js";
import { child, type Node, textOf } from "./node.js";
import { objectsIn, type Reading } from "./reading.js";

/** `example` and `examples` of a parameter, header or media type. */
export function readExamples(node: Node, reading: Reading): readonly Example[] {
  const single = child(node, "example");
  const examples: Example[] = single === undefined ? [] : [{ value: single.value, at: single.at }];
  if (Array.isArray(child(node, "examples")?.value)) return examples;
  for (const [name, example, beside] of objectsIn(node, "examples", "an example", reading)) {
    const summary = textOf(child(beside, "summary")) ?? textOf(child(example, "summary"));
    const value = child(example, "dataValue") ?? child(example, "value");
    examples.push({
      name,
      ...(summary !== undefined && { summary }),
      ...(value !== undefined && { value: value.value }),
      at: example.at,
    });
  }
  return examples;
}
