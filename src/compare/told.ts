/** What rules told, before it is folded into findings. */
import type { Json } from "../contract/json.js";
import type { Polarity } from "../contract/polarity.js";
import type { Location } from "../diagnostics/location.js";
import type { Promised, Severity, Witness } from "./finding.js";
import type { Tell, TellOptions } from "./rule.js";
import { type Shift, severityOf } from "./variance.js";

export interface Told {
  readonly rule: string;
  readonly shift: Shift;
  readonly severity: Severity;
  readonly polarity: Polarity;
  readonly undecided: boolean;
  readonly subject: string;
  readonly words: string;
  /** What tells this from other things that the rule may say of the same subject: data, never words. */
  readonly fact: string;
  /** The same fact is the same change wherever it stands. */
  readonly everywhere: boolean;
  /** What it concerns, where that is not everything. */
  readonly promises?: readonly Promised[];
  readonly before: Location | null;
  readonly after: Location | null;
  readonly witness: Witness | null;
}

/** Where a rule is asked. */
export interface Asked {
  readonly rule: string;
  readonly polarity: Polarity;
  readonly subject: string;
  readonly before: Location | null;
  readonly after: Location | null;
}

/** A `Tell` that files what it is told. Schemas that change are beyond it: it is for things that have no values. */
export function tellTo(told: Told[], asked: Asked): Tell {
  const say = (shift: Shift) => (at: Location, words: string, options?: TellOptions) => {
    told.push(filed(asked, shift, at, words, options));
  };
  return {
    narrowed: say("narrowed"),
    widened: say("widened"),
    altered: say("altered"),
    noted: say("noted"),
    becomes() {
      throw new TypeError(`the rule ${asked.rule} speaks of a schema where there is none`);
    },
  };
}

/** A value that shows it, or that nobody could tell. */
interface Proof {
  readonly value?: Json;
  readonly admittedBy?: "before" | "after";
  readonly undecided?: boolean;
}

/** `at` stands on the side where there is something: after, unless it is gone. */
export function filed(
  asked: Asked,
  shift: Shift,
  at: Location,
  words: string,
  options: TellOptions = {},
  proof: Proof = {},
): Told {
  const { rule, polarity, subject } = asked;
  const plain = severityOf(shift, polarity);
  const lifted = polarity === "sent" && shift !== "narrowed" ? options.moreSentIs : undefined;
  const severity = plain === "break" ? (lifted ?? options.breakIs ?? plain) : (options.noteIs ?? plain);
  const witness =
    proof.value !== undefined && proof.admittedBy !== undefined
      ? { value: proof.value, admittedBy: proof.admittedBy }
      : null;
  return {
    rule,
    shift,
    severity: proof.undecided === true ? "warning" : severity,
    polarity,
    undecided: proof.undecided === true,
    subject,
    words,
    fact: options.fact ?? "",
    everywhere: options.everywhere === true,
    ...(options.promises !== undefined && { promises: options.promises }),
    before: asked.after === null ? at : asked.before,
    after: asked.after === null ? null : at,
    witness,
  };
}
