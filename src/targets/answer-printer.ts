import type { Content } from "../contract/content.js";
import type { Outcome } from "../contract/outcome.js";
import { quoted } from "../generate/literal.js";
import type { Model, Variant } from "../generate/model.js";
import type { ContentPrinter } from "./content-printer.js";
import type { HttpOperation } from "./operation-view.js";

/** The types of what an operation may answer: for its caller, its handler, and for those who catch its errors. */
export interface AnswerTypes {
  readonly answer: string;
  readonly reply: string;
  readonly failure: string;
  readonly output: string;
}

interface AnswerParts {
  readonly model: Model;
  readonly contents: ContentPrinter;
}

export function printAnswers(
  { operation, binding }: HttpOperation,
  variant: Variant,
  { model, contents }: AnswerParts,
): AnswerTypes {
  const answer: string[] = [];
  const reply: string[] = [];
  const failure: string[] = [];
  const output = new Set<string>();
  const hasSuccess = operation.outcomes.some(({ error, name }) => !error && name !== "default");
  for (const outcome of operation.outcomes) {
    const status = statusType(outcome, operation.outcomes);
    const headers = headersType(outcome, operation.id, variant, model);
    const bodies = bodiesOf(outcome, binding.method);
    const fails = outcome.error || outcome.name === "default";
    const succeeds = !outcome.error || (outcome.name === "default" && !hasSuccess);
    const shapes =
      bodies.length === 0
        ? [["undefined", "undefined", '""'] as const]
        : bodies.map((content, index) => {
            const name = responseName(operation.id, outcome, content, index);
            return [
              contents.type(content, variant, "taken", name),
              contents.type(content, variant, "given", name),
              mediaLiteral(content),
            ] as const;
          });
    for (const [taken, given, media] of new Set(shapes)) {
      answer.push(`AnswerOf<${status}, ${taken}, ${headers}${media === "string" ? "" : `, ${media}`}>`);
      reply.push(
        `ReplyOf<${status}, ${given}, ${headers}${bodies.length < 2 || media === "string" ? "" : `, ${media}`}>`,
      );
      if (fails) failure.push(`HttpError<${status}, ${taken}, ${headers}>`);
      if (succeeds) output.add(taken);
    }
  }
  const all = (types: Iterable<string>, none: string): string => {
    const unique = [...new Set(types)];
    return unique.length === 0
      ? none
      : unique.length === 1
        ? ` ${unique[0]}`
        : unique.map((one) => `\n  | ${one}`).join("");
  };
  const bare = [...output].every((one) => one === "undefined");
  return {
    answer: all(answer, " never"),
    reply: all(reply, " never"),
    failure: all(failure, "never").trimStart(),
    output: bare ? "void" : all(output, "void").trimStart(),
  };
}

function headersType({ headers, name }: Outcome, id: string, variant: Variant, model: Model): string {
  return headers.fields.length === 0 ? "Record<never, never>" : model.type(headers, variant, `${id} ${name} headers`);
}

/** The statuses that an outcome stands for, those that others claim excepted. */
function statusType({ name }: Outcome, all: readonly Outcome[]): string {
  if (/^\d{3}$/.test(name)) return name;
  const others = all.filter(
    (other) => other.name !== name && other.name !== "default" && (name === "default" || other.name[0] === name[0]),
  );
  const own = name === "default" ? "Status" : `Status${name}`;
  const excepted = others.map((other) => (/^\d{3}$/.test(other.name) ? other.name : `Status${other.name}`));
  return excepted.length === 0 ? own : `Exclude<${own}, ${excepted.join(" | ")}>`;
}

export const bodiesOf = ({ contents, name }: Outcome, method: string): readonly Content[] =>
  method === "HEAD" || name === "204" || name === "304" ? [] : contents;

export const responseName = (id: string, { name }: Outcome, { mediaType }: Content, index: number): string =>
  index === 0 ? `${id} ${name} response` : `${id} ${name} ${mediaType} response`;

/** A media type as answers tell it: in lower case, without parameters; "image/*" is any that begins so. */
export function mediaLiteral({ mediaType }: Content): string {
  const media = (mediaType.split(";")[0] ?? "").trim().toLowerCase();
  if (media === "*/*" || media === "*") return "string";
  return media.endsWith("/*") ? `\`${media.slice(0, -1)}\${string}\`` : quoted(media);
}
