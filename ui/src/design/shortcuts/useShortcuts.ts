import { useEffect, useRef, useSyncExternalStore } from "react";
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

function pressed(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return;
  const combo = comboOf(event);
  const typing = takesText(event.target);
  // What opened last is asked first: a dialog's keys come before the screen's.
  for (const group of groups.toReversed()) {
    const found = group.shortcuts.find(
      (shortcut) => shortcut.run && shortcut.combos.includes(combo) && (!typing || shortcut.inText),
    );
    if (!found) continue;
    event.preventDefault();
    found.run?.();
    return;
  }
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

/** The keys that work right now. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => groups,
  );
}
