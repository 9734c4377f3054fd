import type { Finding, Waived } from "../../compare/finding.js";
import { isPast } from "../../compare/sunset.js";
import { suggest } from "../../diagnostics/suggest.js";
import { ownFinding, waiverUse } from "../compare-own-rules.js";
import type { Baseline } from "./baseline.js";
import type { PlacedWaiver, Waivers } from "./waivers.js";

export interface WaivingOptions {
  readonly waivers?: Waivers | undefined;
  readonly baseline?: Baseline | undefined;
  /** The day on which expiry is measured, as an ISO 8601 date. */
  readonly today: string;
  /** Whether everything was compared that the waivers may be for. If not, those that match nothing are not told. */
  readonly complete: boolean;
}

/** The findings, waived where somebody answers for them; and one more for each waiver that is of no use. */
export function applyWaivers(findings: readonly Finding[], options: WaivingOptions): readonly Finding[] {
  const { waivers, baseline, today } = options;
  const entries = waivers?.entries ?? [];
  const valid = new Map(entries.filter((one) => !hasExpired(one, today)).map((one) => [one.fingerprint, one]));
  const judged = findings.map((finding) => {
    const waiver = valid.get(finding.fingerprint);
    const waived = waiver === undefined ? (baseline?.knows(finding) ?? null) : accepted(waiver);
    return waived === null ? finding : { ...finding, waived };
  });
  return [...judged, ...useless(entries, findings, options)];
}

const hasExpired = ({ until }: PlacedWaiver, today: string): boolean => until !== undefined && isPast(until, today);

const accepted = ({ by, reason, until }: PlacedWaiver): Waived => ({ by, reason, until: until ?? null });

function useless(
  entries: readonly PlacedWaiver[],
  findings: readonly Finding[],
  { today, complete }: WaivingOptions,
): readonly Finding[] {
  const fingerprints = new Set(findings.map(({ fingerprint }) => fingerprint));
  const free = [...fingerprints].filter((one) => !entries.some(({ fingerprint }) => fingerprint === one));
  return entries.flatMap((waiver) => {
    const matches = fingerprints.has(waiver.fingerprint);
    const expired = hasExpired(waiver, today);
    if (matches ? !expired : !complete) return [];
    const { fingerprint, by, until, at } = waiver;
    const near = matches ? undefined : suggest(fingerprint, free);
    const words = matches
      ? `expired on ${until}, and what it waived is still there`
      : `matches no finding${expired ? `, and expired on ${until}` : ""}${near === undefined ? "" : `; ${near} was probably meant`}`;
    const finding = ownFinding(waiverUse, {
      severity: "warning",
      subject: `waiver ${fingerprint}`,
      message: `given by ${by}, ${words}`,
      before: null,
      after: at,
      fact: matches ? "expired" : "unmatched",
    });
    return [finding];
  });
}
