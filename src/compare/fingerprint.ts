/** What a finding is known by when it is waived: stable under re-wording and under lines that move. */
import { createHash } from "node:crypto";
import type { Told } from "./told.js";

/** Twelve hexadecimal digits of what the finding is about. Lines and columns do not count: contracts move. */
export function fingerprintOf({
  rule,
  subject,
  shift,
  fact,
}: Pick<Told, "rule" | "subject" | "shift" | "fact">): string {
  const parts = JSON.stringify([rule, subject, shift, fact]);
  return createHash("sha256").update(parts).digest("hex").slice(0, 12);
}
