import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { comboOf, takesText } from "./combo";

export type Shortcut = {
  /** Combinations that do the same; the first one is shown. */
  combos: readonly string[];
  label: string;
  /** Absent: the element in focus does it itself, the line is here for the sheet of keys. */
  run?: () => void;
  /** Works while text is being typed as well. */
  inText?: boolean;
};

export type ShortcutGroup = { title: string; shortcuts: readonly Shortcut[] };

let groups: readonly ShortcutGroup[] = [];
const listeners = new Set<() => void>();

function change(next: readonly ShortcutGroup[]) {
  groups = next;
  for (const listener of listeners) listener();
}

/** The first key of two, and how long the second may take. */
let begun: { combo: string; at: number } | null = null;
const SECOND_KEY = 1200;

function pressed(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || MODIFIERS.has(event.key)) return;
  const combo = comboOf(event);
  const typing = takesText(event.target);
  const first = begun && event.timeStamp - begun.at < SECOND_KEY ? begun.combo : null;
  begun = null;
  const found = (first === null ? undefined : wanted(`${first} ${combo}`, typing)) ?? wanted(combo, typing);
  if (found) {
    event.preventDefault();
    found.run?.();
  } else if (!typing && all().some(({ combos }) => combos.some((other) => other.startsWith(`${combo} `)))) {
    begun = { combo, at: event.timeStamp };
  }
}

const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "Meta"]);

// What opened last is asked first: a dialog's keys come before the screen's.
const all = () => groups.toReversed().flatMap((group) => group.shortcuts);

function wanted(combo: string, typing: boolean): Shortcut | undefined {
  return all().find((shortcut) => shortcut.run && shortcut.combos.includes(combo) && (!typing || shortcut.inText));
}

/** Makes keys work, and shows them in the sheet of keys, for as long as the component is there. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const shape = shortcuts.map((shortcut) => `${shortcut.combos.join()} ${shortcut.label}`).join("|");
  useEffect(() => {
    const group: ShortcutGroup = {
      title,
      shortcuts: latest.current.map((shortcut, at) => ({
        ...shortcut,
        ...(shortcut.run ? { run: () => latest.current[at]?.run?.() } : {}),
      })),
    };
    if (groups.length === 0) window.addEventListener("keydown", pressed);
    change([...groups, group]);
    return () => {
      change(groups.filter((other) => other !== group));
      if (groups.length === 0) window.removeEventListener("keydown", pressed);
    };
  }, [title, shape]);
}

/** The keys that work right now, each title once; what came last, the screen's own, first. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  const known = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => groups,
  );
  return useMemo(() => {
    const titles = [...new Set(known.map((group) => group.title))].toReversed();
    return titles.map((title) => ({
      title,
      shortcuts: known.filter((group) => group.title === title).flatMap((group) => group.shortcuts),
    }));
  }, [known]);
}
