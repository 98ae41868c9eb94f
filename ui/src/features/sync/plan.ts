import type { SyncAction, SyncPlanned, SyncSide } from "@/ipc";

export type PlanGroup = { side: SyncSide; action: SyncAction; lines: SyncPlanned[] };

const SIDES: readonly SyncSide[] = ["here", "there"];
const ACTIONS: readonly SyncAction[] = ["doubt", "pair", "create", "update", "delete", "merge", "restore", "list"];

/**
 * What would be done, by side and by what it is, in a fixed order; groups that are empty are left out. Where too much
 * would vanish, who vanishes comes first.
 */
export function groupsOf(planned: readonly SyncPlanned[], vanishing = false): PlanGroup[] {
  const actions = vanishing ? ACTIONS.toSorted((a, b) => Number(b === "delete") - Number(a === "delete")) : ACTIONS;
  return SIDES.flatMap((side) =>
    actions.map((action) => ({
      side,
      action,
      lines: planned.filter((line) => line.side === side && line.action === action),
    })),
  ).filter(({ lines }) => lines.length > 0);
}

/** Whether it can be let be: of a doubt nothing is done anyhow, and a list is nobody. */
export const canHold = (line: SyncPlanned): boolean => line.action !== "doubt" && line.action !== "list";

/** What is found out and not done. */
const isFound = (line: SyncPlanned): boolean => line.action === "doubt" || line.action === "pair";

/** The held contacts with these among them, or no longer. One contact may stand on both sides. */
export function withHeld(held: ReadonlySet<string>, lines: readonly SyncPlanned[], hold: boolean): Set<string> {
  const next = new Set(held);
  for (const { record } of lines.filter(canHold)) {
    if (hold) next.add(record);
    else next.delete(record);
  }
  return next;
}

/** Who is left out from the beginning: an earlier run was told to. */
export const leftOut = (planned: readonly SyncPlanned[]): ReadonlySet<string> =>
  new Set(planned.filter((line) => line.left_out).map(({ record }) => record));

/**
 * What the run is told: contacts are held this time by their id, who would be new here is known by the remote's name and
 * stays out until let in.
 */
export function choices(planned: readonly SyncPlanned[], held: ReadonlySet<string>) {
  const names = (lines: readonly SyncPlanned[]) => lines.flatMap(({ remote }) => remote ?? []);
  const newcomers = planned.filter((line) => !line.here);
  const here = new Set(planned.filter((line) => line.here).map(({ record }) => record));
  return {
    hold: [...held].filter((record) => here.has(record)),
    leave_out: names(newcomers.filter((line) => held.has(line.record) && !line.left_out)),
    let_in: names(newcomers.filter((line) => !held.has(line.record) && line.left_out)),
  };
}

/** What was unticked in a rehearsal, while this window is open: whoever looks at a contact comes back to it. */
const remembered = new Map<string, ReadonlySet<string>>();

export const heldIn = (job: string, planned: readonly SyncPlanned[]): ReadonlySet<string> =>
  remembered.get(job) ?? leftOut(planned);

export function rememberHeld(job: string, held: ReadonlySet<string>): void {
  // Of one rehearsal: those before it say nothing any more.
  remembered.clear();
  remembered.set(job, held);
}

/** How many things will be done when these contacts are left alone. */
export const willDo = (planned: readonly SyncPlanned[], held: ReadonlySet<string>): number =>
  planned.filter((line) => !isFound(line) && (!canHold(line) || !held.has(line.record))).length;
