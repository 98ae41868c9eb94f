import { fill } from "@/format/text";
import type { ConflictSide, SyncConflict } from "@/ipc";
import { conflictStrings as t } from "./strings";

/** How paths and values of contacts are read; whoever knows contacts says it. */
export type Reading = { label: (path: string) => string; text: (path: string, value: unknown) => string };

/** The path of a conflict about the whole contact. */
const STATE = "state";

export const aboutState = ({ path }: Pick<SyncConflict, "path">): boolean => path === STATE;
export const conflictKey = ({ account, record, path }: SyncConflict): string => `${account} ${record} ${path}`;
const fieldOf = (path: string) => path.split("/")[0] ?? path;

/** How many conflicts of the account are about the same field, this one among them. */
export function alikeTo(conflict: SyncConflict, all: readonly SyncConflict[]): number {
  const field = fieldOf(conflict.path);
  return all.filter((other) => other.account === conflict.account && fieldOf(other.path) === field).length;
}

/** Whether another value can be typed: for a field of one text. Rows, tags and whole contacts have no such thing. */
export function takesValue({ path, base, mine, theirs }: SyncConflict): boolean {
  const values = [base, mine.value, theirs.value].filter((value) => value !== null && value !== undefined);
  return path !== STATE && !path.includes("/") && values.length > 0 && values.every((v) => typeof v === "string");
}

const wordOf = (words: Record<string, string>, { value }: ConflictSide) =>
  words[typeof value === "string" ? value : "trashed"] ?? String(value);

/** `deleted here, changed there`. */
export function stateWords({ mine, theirs }: Pick<SyncConflict, "mine" | "theirs">): string {
  return fill(t.stateWords, { here: wordOf(t.stateHere, mine), there: wordOf(t.stateThere, theirs) });
}

/** What each choice is called. About a whole contact it says what happens to it. */
export function choicesOf(conflict: SyncConflict): { mine: string; theirs: string } {
  if (!aboutState(conflict)) return { mine: t.mine, theirs: t.theirs };
  return conflict.theirs.value === "active"
    ? { mine: t.deleteThere, theirs: t.bringBack }
    : { mine: t.keepLiving, theirs: t.deleteHere };
}
