import type { AggregateFieldNode, ValueNode } from "../syntax.js";

const decoder = new TextDecoder();

/** Reads the members of a decoded descriptor by name. */
export class Members {
  readonly all: readonly AggregateFieldNode[];

  constructor(fields: readonly AggregateFieldNode[]) {
    this.all = fields;
  }

  values(name: string): readonly ValueNode[] {
    return this.all.filter((field) => field.name === name && field.form === "field").map(({ value }) => value);
  }

  messages(name: string): readonly Members[] {
    return this.values(name).map((value) => new Members(value.kind === "aggregate" ? value.fields : []));
  }

  message(name: string): Members | undefined {
    return this.messages(name).at(-1);
  }

  texts(name: string): readonly string[] {
    return this.values(name).map(textOf);
  }

  text(name: string): string {
    return this.texts(name).at(-1) ?? "";
  }

  has(name: string): boolean {
    return this.values(name).length > 0;
  }

  numbers(name: string): readonly number[] {
    return this.values(name).map((value) => (value.kind === "integer" ? Number(value.value) : 0));
  }

  number(name: string): number {
    return this.numbers(name).at(-1) ?? 0;
  }

  isOn(name: string): boolean {
    return this.text(name) === "true";
  }
}

function textOf(value: ValueNode): string {
  if (value.kind === "string") return decoder.decode(value.bytes);
  return value.kind === "identifier" || value.kind === "integer" ? value.text : "";
}
