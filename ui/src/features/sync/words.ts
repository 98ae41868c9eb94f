import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import type { FieldChange, SyncCounts, SyncEnd, SyncOutcome, SyncReport } from "@/ipc";
import { syncStrings as t } from "./strings";

/** How paths and values of contacts are read; whoever knows contacts says it. */
export type Reading = { label: (path: string) => string; text: (path: string, value: unknown) => string };

/** `3 new, 2 changed`, without what did not happen. */
export function countsWords({ created, updated, deleted }: SyncCounts): string {
  const parts = [
    [created, t.created],
    [updated, t.updated],
    [deleted, t.deleted],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => fill(words, { count: count(number) }))
    .join(", ");
}

/** What of a run or its log line makes one line. */
export type Ran = {
  end: SyncEnd;
  pulled: SyncCounts;
  pushed: SyncCounts;
  conflicts: number;
  held: number;
  failed: number;
  lists: number;
};

/** What came and went, in one line. */
export function runWords({ pulled, pushed, conflicts, held, failed, lists }: Ran): string {
  const [here, there] = [countsWords(pulled), countsWords(pushed)];
  const moved = [
    here ? fill(t.came, { what: here }) : "",
    there ? fill(here ? t.went : t.wentAlone, { what: there }) : "",
    lists > 0 ? plural(lists, t.listOne, t.listOther, count(lists)) : "",
  ].filter(Boolean);
  const left = (
    [
      [conflicts, t.toDecide],
      [held, t.heldCount],
      [failed, t.failedCount],
    ] as const
  )
    .filter(([number]) => number > 0)
    .map(([number, words]) => fill(words, { count: count(number) }));
  return [moved.length > 0 ? moved.join("; ") : t.nothing, ...left].join(" · ");
}

/** What a run did, or a rehearsal found, in one line. */
export function reportWords(report: SyncReport): string {
  if (report.problem) return report.problem;
  const { planned } = report;
  if (report.end !== "rehearsed")
    return runWords({ ...report, failed: report.failed.length, lists: report.lists.length });
  if (planned.length === 0) return t.rehearsedNothing;
  return plural(planned.length, t.rehearsedOne, t.rehearsedOther, count(planned.length));
}

/** Outcomes whose words are a path; the words of the others are the remote's. */
const ABOUT_A_PATH: ReadonlySet<string> = new Set([
  "conflict",
  "overruled_here",
  "overruled_there",
  "no_room_there",
  "too_long_there",
  "read_only_there",
  "picture_not_come",
]);

/** What became of somebody. A word that a later version has is told as it is. */
export function outcomeWords(what: string): string {
  return (t.outcomes as Record<string, string>)[what] ?? what.replaceAll("_", " ");
}

/** What an outcome says beside: the field that it is about, or what the remote says. */
export function outcomeDetail({ what, words }: Pick<SyncOutcome, "what" | "words">, label: Reading["label"]): string {
  return ABOUT_A_PATH.has(what) && words ? label(words) : words;
}

/** A change from old to new. Where both read the same, what differs is said. */
export function changeWords({ path, before, after }: FieldChange, reading: Reading): { before: string; after: string } {
  const read = { before: reading.text(path, before), after: reading.text(path, after) };
  if (read.before !== read.after || read.after === "") return read;
  const was = rowOf(before)["primary"] === true;
  const is = rowOf(after)["primary"] === true;
  if (was !== is)
    return is ? { ...read, after: `${read.after}, ${t.primary}` } : { ...read, before: `${read.before}, ${t.primary}` };
  return { ...read, after: `${read.after}, ${t.moved}` };
}

const rowOf = (value: unknown) => (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
