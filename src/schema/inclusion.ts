/** Is every value that one schema admits admitted by another? With a value when not, and a reason when nobody can tell. */
import type { Json } from "../contract/json.js";
import type { Polarity } from "../contract/polarity.js";
import type { Schema } from "../contract/schema.js";
import { admits } from "./admits.js";
import { createClasses, type Draft } from "./classes.js";
import { createCompiler, Unreadable } from "./compile.js";
import { UnknownPattern } from "./evaluate.js";
import { defaultSchemaPolicy, type SchemaPolicy } from "./policy.js";
import { type Answer, fails, holds, JUDGE, type Literal, SENDER } from "./search.js";
import { createSolver, type Solver } from "./solver.js";

/** A schema and where its references lead. */
export interface Scoped {
  readonly schema: Schema;
  readonly schemas: ReadonlyMap<string, Schema>;
  /** The direction in which values cross. Default: none, every member travels. */
  readonly view?: Polarity;
}

export type Inclusion =
  | { readonly answer: "included" }
  /** A value that the first schema admits and the second does not. */
  | { readonly answer: "not-included"; readonly witness: Json }
  | { readonly answer: "undecided"; readonly why: string };

export interface Algebra {
  /** Reads many schemas at once, so that equal ones among them (cyclic ones too) are known as equal. Optional. */
  prepare(all: Iterable<Scoped>): void;
  /** Whether `narrow` admits nothing that `wide` does not. Remembers what it was asked. */
  included(narrow: Scoped, wide: Scoped): Inclusion;
  /** Forgets what was undecided, so that it is looked at afresh when it is asked again. */
  forgetDoubts(): void;
  /** A small value that the schema admits. @returns undefined when there is none, or none was found */
  anyValue(of: Scoped): Json | undefined;
  /** Whether the two are known to say the same without looking at values. Never wrong when it says yes. */
  isSame(a: Scoped, b: Scoped): boolean;
  readonly statistics: AlgebraStatistics;
}

export interface AlgebraStatistics {
  readonly asked: number;
  readonly undecided: number;
  /** Witnesses that an independent interpreter refuted: faults of the algebra, reported as undecided. */
  readonly refuted: number;
}

export interface AlgebraOptions {
  readonly policy?: SchemaPolicy;
  /** How many steps one question may take before it is undecided. Default: 20,000, about a second at worst. */
  readonly fuel?: number;
}

export function createAlgebra({ policy = defaultSchemaPolicy, fuel = 20_000 }: AlgebraOptions = {}): Algebra {
  const classes = createClasses();
  let solver: Solver | undefined;
  const compilers = new Map<ReadonlyMap<string, Schema>, Map<string, (schema: Schema) => Draft>>();
  const answers = new Map<string, Inclusion>();
  const statistics = { asked: 0, undecided: 0, refuted: 0 };

  const draftOf = ({ schema, schemas, view }: Scoped): Draft => {
    const byView = compilers.get(schemas) ?? new Map<string, (schema: Schema) => Draft>();
    compilers.set(schemas, byView);
    const key = view ?? "every";
    const compile = byView.get(key) ?? createCompiler(schemas, policy, view);
    byView.set(key, compile);
    return compile(schema);
  };

  const numberOf = (scoped: Scoped): number => {
    const draft = draftOf(scoped);
    classes.load([draft]);
    return classes.numberOf(draft);
  };

  const find = (goal: readonly Literal[]): Answer => {
    solver ??= createSolver(classes, { policy, fuel });
    return solver.find(goal);
  };

  const confirmed = (narrow: Scoped, wide: Scoped, witness: Json): boolean => {
    const { formats } = policy;
    const options = (view: Polarity | undefined) => ({ formats, ...(view !== undefined && { view }) });
    try {
      return (
        admits(narrow.schema, witness, narrow.schemas, options(narrow.view)) &&
        !admits(wide.schema, witness, wide.schemas, options(wide.view))
      );
    } catch (error) {
      if (error instanceof RangeError || error instanceof UnknownPattern) return false;
      throw error;
    }
  };

  const decide = (narrow: Scoped, wide: Scoped, a: number, b: number): Inclusion => {
    const answer = find([holds(a, SENDER), fails(b, JUDGE)]);
    if (answer.kind === "none") return { answer: "included" };
    if (answer.kind === "unknown") {
      statistics.undecided += 1;
      return { answer: "undecided", why: answer.why };
    }
    if (confirmed(narrow, wide, answer.value)) return { answer: "not-included", witness: answer.value };
    statistics.undecided += 1;
    statistics.refuted += 1;
    return { answer: "undecided", why: "a value was found that a second look did not confirm" };
  };

  return {
    statistics,
    prepare(all) {
      const drafts: Draft[] = [];
      for (const scoped of all) {
        try {
          drafts.push(draftOf(scoped));
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
        }
      }
      classes.load(drafts);
    },
    included(narrow, wide) {
      statistics.asked += 1;
      try {
        const a = numberOf(narrow);
        const b = numberOf(wide);
        if (a === b) return { answer: "included" };
        const key = `${a} in ${b}`;
        const known = answers.get(key) ?? decide(narrow, wide, a, b);
        answers.set(key, known);
        return known;
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        statistics.undecided += 1;
        return { answer: "undecided", why: error.message };
      }
    },
    forgetDoubts() {
      for (const [key, { answer }] of answers) if (answer === "undecided") answers.delete(key);
      solver?.forgetDoubts();
    },
    anyValue(of) {
      try {
        const answer = find([holds(numberOf(of), SENDER)]);
        return answer.kind === "some" ? answer.value : undefined;
      } catch (error) {
        if (error instanceof Unreadable) return undefined;
        throw error;
      }
    },
    isSame(a, b) {
      try {
        return numberOf(a) === numberOf(b);
      } catch (error) {
        if (error instanceof Unreadable) return false;
        throw error;
      }
    },
  };
}
