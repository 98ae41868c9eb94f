import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/design/Button";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { SyncConflict } from "@/ipc";
import { ConflictCard } from "./ConflictCard";
import styles from "./conflicts.module.css";
import { alikeTo, conflictKey, type Reading } from "./matters";
import { conflictStrings as t } from "./strings";
import { useResolve } from "./useResolve";

const FIRST = 30;

type Props = {
  conflicts: readonly SyncConflict[];
  reading: Reading;
  person: (record: string, name: string) => ReactNode;
};

/** Conflicts one below the other. The arrow keys walk them, and the keys of a choice are about the one they are at. */
export function ConflictList({ conflicts, reading, person }: Props) {
  const [wanted, setWanted] = useState(0);
  const [shown, setShown] = useState(FIRST);
  const { deciding, resolve } = useResolve();
  const list = useRef<HTMLOListElement>(null);
  const follow = useRef(false);
  const current = Math.min(wanted, conflicts.length - 1);
  const focus = (at: number) => list.current?.querySelectorAll<HTMLElement>("article")[at]?.focus();

  function walk(step: number) {
    const at = Math.max(0, Math.min(conflicts.length - 1, current + step));
    if (at >= shown) setShown(at + FIRST);
    setWanted(at);
    focus(at);
  }
  useShortcuts(t.keys, [
    { combos: ["arrowdown"], label: t.key.next, run: () => walk(1) },
    { combos: ["arrowup"], label: t.key.previous, run: () => walk(-1) },
  ]);
  const shape = conflicts.map(conflictKey).join("|");
  const onShape = useEffectEvent(() => {
    // What was decided takes the focus with it: the next one, which took its place, gets it.
    if (!follow.current) return;
    follow.current = false;
    focus(current);
  });
  useEffect(() => onShape(), [shape]);

  return (
    <>
      <ol className={styles.list} aria-label={t.listLabel} ref={list}>
        {conflicts.slice(0, shown).map((conflict, at) => (
          <li key={conflictKey(conflict)}>
            <ConflictCard
              conflict={conflict}
              alike={alikeTo(conflict, conflicts)}
              current={at === current}
              busy={deciding}
              reading={reading}
              person={person}
              onCurrent={() => setWanted(at)}
              onDecide={(decision) => {
                follow.current = true;
                setWanted(at);
                resolve(decision);
              }}
            />
          </li>
        ))}
      </ol>
      {conflicts.length > shown ? (
        <Button small onClick={() => setShown(shown + FIRST)}>
          {fill(t.more, { count: count(Math.min(FIRST, conflicts.length - shown)) })}
        </Button>
      ) : null}
    </>
  );
}
