/** Whether `info.version` moved as far as the changes ask for. */
import semver from "semver";
import type { Bump, Finding, Severity } from "../compare/finding.js";
import type { Location } from "../diagnostics/location.js";
import { ownFinding, versionStep } from "./compare-own-rules.js";

/** A version and where it is written. */
export interface PlacedVersion {
  readonly version: string;
  readonly at: Location;
}

/**
 * One finding about the step from one version to the next: a break when it is smaller than the changes ask for, else a
 * note. None when nothing changed and the version neither, or both are the same file.
 *
 * Versions are semantic versions 2.0.0, with or without a leading "v", and may leave out minor and patch. Below 1.0.0 a
 * break asks for a minor step and everything else for a patch. Between pre-releases of one version, and from a
 * pre-release to its version, anything may change.
 */
export function bumpFinding(before: PlacedVersion, after: PlacedVersion, asked: Bump): Finding | undefined {
  const said = judge(before.version, after.version, asked);
  if (said === undefined) return undefined;
  return ownFinding(versionStep, {
    severity: said.severity,
    subject: "info › version",
    message: said.words,
    before: before.at,
    after: after.at,
    fact: `${before.version} to ${after.version}`,
  });
}

interface Said {
  readonly severity: Severity;
  readonly words: string;
}

const rank: Readonly<Record<Bump, number>> = { none: 0, patch: 1, minor: 2, major: 3 };

function judge(before: string, after: string, asked: Bump): Said | undefined {
  if (before === after && asked === "none") return undefined;
  const [old, now] = [parsed(before), parsed(after)];
  const way = `${shown(before)} to ${shown(after)}`;
  if (old === undefined || now === undefined) {
    const odd = old === undefined ? before : after;
    return {
      severity: "note",
      words: `${shown(odd)} is no semantic version: nobody can tell whether ${way} is the ${asked} step that the changes ask for`,
    };
  }
  const needed = scaled(asked, old);
  const asks = needed === "none" ? "nothing changed" : `the changes ask for a ${needed} step${scale(asked, needed)}`;
  const wanted = needed === "none" ? "" : `, to ${nextOf(old, needed, before)} or later`;
  const order = semver.compare(old, now);
  if (order > 0) return { severity: "break", words: `the version went back, from ${way}; ${asks}${wanted}` };
  if (order === 0) {
    return needed === "none"
      ? { severity: "note", words: `${way} is another spelling of the same version; nothing changed` }
      : { severity: "break", words: `the version is still ${shown(after)}, and ${asks}${wanted}` };
  }
  if (old.prerelease.length > 0 && old.compareMain(now) === 0) {
    return { severity: "note", words: `${way} goes on from a pre-release, in which anything may change; ${asks}` };
  }
  const moved = movedBy(old, now);
  const words = `${way} is a ${moved} step`;
  if (rank[moved] < rank[needed]) return { severity: "break", words: `${words}, but ${asks}${wanted}` };
  return { severity: "note", words: `${words}, and ${asks}` };
}

/** Below 1.0.0 each step is one smaller, as `^0.2.0` of package managers understands it. */
function scaled(asked: Bump, { major }: semver.SemVer): Bump {
  if (major > 0) return asked;
  return asked === "major" ? "minor" : asked === "minor" ? "patch" : asked;
}

const scale = (asked: Bump, needed: Bump): string => (asked === needed ? "" : ` (${asked}, but it is below 1.0.0)`);

/** What moved first, pre-releases left out: 1.2.0 to 2.0.0-beta.1 is a major step. */
function movedBy(old: semver.SemVer, now: semver.SemVer): Bump {
  if (old.major !== now.major) return "major";
  if (old.minor !== now.minor) return "minor";
  return old.patch === now.patch ? "none" : "patch";
}

function nextOf(old: semver.SemVer, step: Exclude<Bump, "none">, written: string): string {
  const next = new semver.SemVer(old.version).inc(step).version;
  return written.startsWith("v") ? `v${next}` : next;
}

/** @returns undefined for what is no semantic version: a date, a name, nothing at all */
function parsed(version: string): semver.SemVer | undefined {
  const text = version.trim().replace(/^[vV]/, "");
  const full = /^\d+$/.test(text) ? `${text}.0.0` : /^\d+\.\d+$/.test(text) ? `${text}.0` : text;
  return semver.parse(full) ?? undefined;
}

const shown = (version: string): string => (version === "" ? '""' : version);
