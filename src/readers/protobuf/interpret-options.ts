import type { Json } from "../../contract/json.js";
import type { ProtoField, ProtoMessage, ProtoOption } from "../../contract/protobuf.js";
import type { PendingOptions } from "./draft.js";
import type { LoadedFile } from "./loaded.js";
import { grown, setInOneof, typedValue, type ValueContext } from "./option-values.js";
import type { Report } from "./report.js";
import type { SymbolTable } from "./symbols.js";
import type { OptionNode } from "./syntax.js";
import { put, untyped } from "./values.js";

/** A step on the way that an option's name goes. */
interface Step {
  readonly name: string;
  readonly field: ProtoField;
  /** The message that has the field. */
  readonly owner: ProtoMessage;
}

/**
 * Reads options against their declarations: the fields of descriptor.proto's option messages and the extensions of
 * them that the file sees (language specification, "Option"). What cannot be resolved keeps its spelling.
 */
export class OptionInterpreter {
  readonly #symbols: SymbolTable;
  readonly #report: Report;

  constructor(symbols: SymbolTable, report: Report) {
    this.#symbols = symbols;
    this.#report = report;
  }

  interpret({ draft, nodes, file, scope, target }: PendingOptions): void {
    const values: Record<string, Json> = {};
    const root = this.#symbols.message(`google.protobuf.${target}`, file);
    const statements = nodes.map((node): ProtoOption => {
      const at = file.place(node.at);
      const steps = root === undefined ? undefined : this.#steps(node, root, scope, file);
      if (steps === undefined) return this.#asWritten(values, node, at);
      const path = steps.map(({ name }) => name);
      const last = steps[steps.length - 1]!.field;
      const context: ValueContext = { symbols: this.#symbols, report: this.#report, file, scope };
      const value = typedValue(last, node.value, context);
      if (value === undefined) return this.#asWritten(values, node, at);
      this.#merge(values, steps, value, node, file);
      return { path, value, resolved: true, at };
    });
    draft.values = values;
    draft.statements = statements;
  }

  #asWritten(values: Record<string, Json>, node: OptionNode, at: ProtoOption["at"]): ProtoOption {
    const path = node.name.map(({ text, extension }) => (extension ? `(${text.replace(/^\./, "")})` : text));
    const value = untyped(node.value);
    let inside = values;
    for (const name of path.slice(0, -1)) {
      const below = Object.hasOwn(inside, name) ? inside[name] : undefined;
      const next: Record<string, Json> = isRecord(below) ? { ...below } : {};
      put(inside, name, next);
      inside = next;
    }
    const last = path[path.length - 1] ?? "";
    const before = Object.hasOwn(inside, last) ? inside[last] : undefined;
    put(
      inside,
      last,
      before === undefined
        ? value
        : isRecord(before) && isRecord(value)
          ? { ...before, ...value }
          : [before, value].flat(),
    );
    return { path, value, resolved: false, at };
  }

  /** Follows the parts of an option's name from message to message. */
  #steps(node: OptionNode, root: ProtoMessage, scope: string, file: LoadedFile): readonly Step[] | undefined {
    const steps: Step[] = [];
    let message: ProtoMessage | undefined = root;
    for (const part of node.name) {
      const at = file.place(part.at);
      if (message === undefined) {
        this.#report.error("protobuf-option", at, `"${steps.at(-1)?.name}" is no message, so it has no "${part.text}"`);
        return undefined;
      }
      const field: ProtoField | undefined = part.extension
        ? this.#extension(part, message, scope, file)
        : message.fields.find(({ name }) => name === part.text);
      if (field === undefined) {
        if (!part.extension) {
          const owner = message === root ? "" : ` in "${message.fullName}"`;
          this.#report.error(
            "protobuf-option",
            at,
            `there is no option "${part.text}"${owner}`,
            part.text.includes(".") ? undefined : `Custom options stand in parentheses: "(${part.text})".`,
          );
        }
        return undefined;
      }
      if (field.cardinality !== "singular" && part !== node.name[node.name.length - 1]) {
        const text = `"${field.name}" is repeated; its values are written whole, between braces`;
        this.#report.error("protobuf-option", at, text);
        return undefined;
      }
      steps.push({ name: part.extension ? `(${field.fullName})` : field.name, field, owner: message });
      message = field.type.kind === "message" ? this.#symbols.message(field.type.name, file) : undefined;
    }
    return steps;
  }

  #extension(
    part: { readonly text: string; readonly at: number },
    message: ProtoMessage,
    scope: string,
    file: LoadedFile,
  ): ProtoField | undefined {
    const found = this.#symbols.extension(part.text, scope, file);
    const at = file.place(part.at);
    if (found.symbol === undefined) {
      if (found.elsewhere !== undefined) {
        const { name } = found.elsewhere.file;
        this.#report.error(
          "protobuf-option",
          at,
          `the option "(${part.text})" is declared in "${name}", which is not imported`,
          `Add: import "${name}";`,
        );
      } else if (!this.#report.missesImports(file)) {
        this.#report.error("protobuf-option", at, `there is no option "(${part.text})"`);
      }
      return undefined;
    }
    if (found.symbol.kind !== "extension") return undefined;
    const { declared } = found.symbol;
    if (declared.extendee === message.fullName) return declared;
    this.#report.error(
      "protobuf-option",
      at,
      `"(${part.text})" extends "${declared.extendee}", so it is no option of this ("${message.fullName}")`,
    );
    return undefined;
  }

  /** Puts a value where the statements before may have put others. */
  #merge(values: Record<string, Json>, steps: readonly Step[], value: Json, node: OptionNode, file: LoadedFile): void {
    let inside = values;
    const last = steps[steps.length - 1]!;
    for (const { name } of steps.slice(0, -1)) {
      const below = Object.hasOwn(inside, name) ? inside[name] : undefined;
      const next: Record<string, Json> = isRecord(below) ? { ...below } : {};
      put(inside, name, next);
      inside = next;
    }
    const other = setInOneof(last.owner, last.field, inside);
    if (other !== undefined) {
      const text = `"${last.name}" and "${other}" are of one oneof, and both are set`;
      this.#report.error("protobuf-option", file.place(node.at), text);
    }
    const { name, field } = steps[steps.length - 1]!;
    const before = Object.hasOwn(inside, name) ? inside[name] : undefined;
    if (field.cardinality !== "singular") put(inside, name, grown(field, before, value));
    else if (before === undefined) put(inside, name, value);
    else {
      const shown = steps.map((step) => step.name).join(".");
      this.#report.error("protobuf-option", file.place(node.at), `the option "${shown}" is set a second time`);
      if (isRecord(before) && isRecord(value)) put(inside, name, { ...before, ...value });
    }
  }
}

const isRecord = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
