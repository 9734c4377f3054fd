import type { Change, Drift } from "./plan.js";

/** The drift as people and `patch` read it, in the unified format. Paths begin with the folder that is given. */
export const printDrift = ({ changes }: Drift, folder = ""): string =>
  changes.map((change) => unifiedDiff(change, folder === "" ? "" : `${folder.replace(/\/$/, "")}/`)).join("");

function unifiedDiff({ path, kind, before = "", after = "" }: Change, prefix: string): string {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const heads = [
    `--- ${kind === "added" ? "/dev/null" : `a/${prefix}${path}`}`,
    `+++ ${kind === "removed" ? "/dev/null" : `b/${prefix}${path}`}`,
  ];
  return `${[...heads, ...hunks(diffLines(old, fresh), old, fresh)].join("\n")}\n`;
}

/** A run of lines: `old` lines from `oldAt` stand where `fresh` lines from `freshAt` will. */
interface Edit {
  readonly oldAt: number;
  readonly old: number;
  readonly freshAt: number;
  readonly fresh: number;
}

/** Lines shown around what differs. */
const context = 3;
/** Beyond so many differing lines, a minimal script is not looked for: the whole middle is shown as replaced. */
const mostEdits = 1000;

const linesOf = (text: string): readonly string[] => {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
};

/** What must be replaced to make `fresh` of `old`, in order. Myers' algorithm between the common beginning and end. */
export function diffLines(old: readonly string[], fresh: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const a = old.slice(start, old.length - end);
  const b = fresh.slice(start, fresh.length - end);
  if (a.length === 0 && b.length === 0) return [];
  const script = shortest(a, b) ?? [{ oldAt: 0, old: a.length, freshAt: 0, fresh: b.length }];
  return script.map((edit) => ({ ...edit, oldAt: edit.oldAt + start, freshAt: edit.freshAt + start }));
}

/** The shortest script, or undefined when it is longer than is looked for. */
function shortest(a: readonly string[], b: readonly string[]): readonly Edit[] | undefined {
  const most = Math.min(a.length + b.length, mostEdits);
  // How far each diagonal (x - y, from -most - 1 to most + 1) has been followed.
  const middle = most + 1;
  const reach = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(reach.slice(middle - edits - 1, middle + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && reach[middle + k - 1]! < reach[middle + k + 1]!);
      let x = down ? reach[middle + k + 1]! : reach[middle + k - 1]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach[middle + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length);
    }
  }
  return undefined;
}

function walkBack(trace: readonly Int32Array[], oldLength: number, freshLength: number): readonly Edit[] {
  const edits: Edit[] = [];
  let x = oldLength;
  let y = freshLength;
  for (let step = trace.length - 1; step > 0; step -= 1) {
    const reach = trace[step]!;
    const at = (diagonal: number): number => reach[diagonal + step + 1]!;
    const k = x - y;
    const down = k === -step || (k !== step && at(k - 1) < at(k + 1));
    x = at(down ? k + 1 : k - 1);
    y = x - (down ? k + 1 : k - 1);
    edits.push(down ? { oldAt: x, old: 0, freshAt: y, fresh: 1 } : { oldAt: x, old: 1, freshAt: y, fresh: 0 });
  }
  return joined(edits.reverse());
}

function joined(edits: readonly Edit[]): readonly Edit[] {
  const result: Edit[] = [];
  for (const edit of edits) {
    const last = result.at(-1);
    if (last !== undefined && last.oldAt + last.old === edit.oldAt && last.freshAt + last.fresh === edit.freshAt) {
      result[result.length - 1] = { ...last, old: last.old + edit.old, fresh: last.fresh + edit.fresh };
    } else result.push(edit);
  }
  return result;
}

function hunks(edits: readonly Edit[], old: readonly string[], fresh: readonly string[]): readonly string[] {
  const groups: Edit[][] = [];
  for (const edit of edits) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && edit.oldAt - (last.oldAt + last.old) <= 2 * context) groups.at(-1)!.push(edit);
    else groups.push([edit]);
  }
  return groups.flatMap((group) => hunk(group, old, fresh));
}

function hunk(group: readonly Edit[], old: readonly string[], fresh: readonly string[]): readonly string[] {
  const first = group[0]!;
  const last = group.at(-1)!;
  const before = Math.min(context, first.oldAt);
  const oldEnd = Math.min(last.oldAt + last.old + context, old.length);
  const freshEnd = Math.min(last.freshAt + last.fresh + context, fresh.length);
  const lines: string[] = [];
  let at = first.oldAt - before;
  for (const edit of group) {
    lines.push(...old.slice(at, edit.oldAt).map((line) => ` ${line}`));
    lines.push(...old.slice(edit.oldAt, edit.oldAt + edit.old).map((line) => `-${line}`));
    lines.push(...fresh.slice(edit.freshAt, edit.freshAt + edit.fresh).map((line) => `+${line}`));
    at = edit.oldAt + edit.old;
  }
  lines.push(...old.slice(at, oldEnd).map((line) => ` ${line}`));
  const range = (start: number, count: number): string => `${count === 0 ? start : start + 1},${count}`;
  const oldStart = first.oldAt - before;
  const freshStart = first.freshAt - before;
  return [`@@ -${range(oldStart, oldEnd - oldStart)} +${range(freshStart, freshEnd - freshStart)} @@`, ...lines];
}
