import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { Account, AccountState } from "@/ipc";
import { accountStrings as t } from "./strings";

export type Tone = "ok" | "busy" | "quiet" | "warning" | "danger";

/** How an account stands, for eyes: the words always stand beside the colour. */
export type Standing = { sign: AccountState | "offline" | "waiting"; tone: Tone; words: string };

/** What is known of an account that decides how it stands. */
export type Known = Pick<Account, "state" | "unsent" | "conflicts" | "held">;

const TONES: Record<AccountState, Tone> = {
  new: "quiet",
  ready: "ok",
  running: "busy",
  paused: "quiet",
  trouble: "warning",
  sign_in: "danger",
  untrusted: "danger",
  stopped: "danger",
};

/** From the worst to the best: what is told when there is room for one. */
const WORST: readonly AccountState[] = [
  "stopped",
  "sign_in",
  "untrusted",
  "trouble",
  "running",
  "new",
  "paused",
  "ready",
];

/** How an account stands. An account whose last run came through may still have something left. */
export function standing({ state, unsent, conflicts, held }: Known): Standing {
  if (state === "ready" && conflicts + held > 0) return { sign: "waiting", tone: "warning", words: t.readyToDecide };
  if (state === "ready" && unsent > 0) return { sign: "waiting", tone: "quiet", words: t.readyUnsent };
  return { sign: state, tone: TONES[state], words: t.states[state] };
}

/** How many things wait for a person. */
export const waiting = (accounts: readonly Known[]): number =>
  accounts.reduce((sum, { conflicts, held }) => sum + conflicts + held, 0);

export type Summary = { standing: Standing; facts: string[] };

/** All accounts in a few words: the worst state, then what is to be sent and decided. Null when there is none. */
export function summary(accounts: readonly Known[], offline: boolean): Summary | null {
  if (accounts.length === 0) return null;
  const sum = (of: (account: Known) => number) => accounts.reduce((total, account) => total + of(account), 0);
  const whole: Known = {
    state: WORST.find((state) => accounts.some((account) => account.state === state)) ?? "ready",
    unsent: sum((account) => account.unsent),
    conflicts: sum((account) => account.conflicts),
    held: sum((account) => account.held),
  };
  const facts = [
    [whole.conflicts, t.chipConflicts],
    [whole.held, t.chipHeld],
    [whole.unsent, t.chipUnsent],
  ] as const;
  return {
    standing: offline ? { sign: "offline", tone: "quiet", words: t.chipOffline } : standing(whole),
    facts: facts.filter(([number]) => number > 0).map(([number, words]) => fill(words, { count: count(number) })),
  };
}

/** Whether a run is looked at before it is made: the first one, and one that would let too much vanish. */
export const looksFirst = ({ state }: Pick<Account, "state">): boolean => state === "new" || state === "stopped";

/** When an account is synced, as a sentence. */
export function scheduleWords({ every_minutes, on_start }: Pick<Account, "every_minutes" | "on_start">): string {
  if (every_minutes === 0) return on_start ? t.onStartAlone : t.byHand;
  const every = every_minutes === 1 ? t.everyMinute : fill(t.everyMinutes, { count: count(every_minutes) });
  return on_start ? fill(t.andOnStart, { every }) : every;
}

/** The fingerprint that a hint names; null when it names none. */
export function fingerprintIn(hint: string | null): string | null {
  return (
    /\b[0-9a-f]{64}\b/i.exec(hint ?? "")?.[0] ?? /\b(?:[0-9a-f]{2}:){31}[0-9a-f]{2}\b/i.exec(hint ?? "")?.[0] ?? null
  );
}

/** Which way changes go, and of whom. */
export function directionWords({ direction, tag }: Pick<Account, "direction" | "tag">): string {
  const way = direction === "both" ? t.bothWays : t.directionWords[direction];
  return tag && direction !== "here" ? fill(t.onlyTagged, { way, tag }) : way;
}
