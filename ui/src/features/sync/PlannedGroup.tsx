import { CircleHelp, CirclePlus, CircleX, Link2, ListChecks, Merge, PencilLine, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/design/Button";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { SyncAction, SyncPlanned } from "@/ipc";
import { canHold, type PlanGroup } from "./plan";
import { PlannedLine } from "./PlannedLine";
import styles from "./rehearsal.module.css";
import { syncStrings as t } from "./strings";
import type { Reading } from "./words";

const FIRST = 50;
const MORE = 200;
const SIGNS: Record<SyncAction, ReactNode> = {
  create: <CirclePlus />,
  update: <PencilLine />,
  delete: <CircleX />,
  merge: <Merge />,
  list: <ListChecks />,
  restore: <RotateCcw />,
  pair: <Link2 />,
  doubt: <CircleHelp />,
};

type Props = {
  group: PlanGroup;
  held: ReadonlySet<string>;
  reading: Reading;
  person: (record: string, name: string) => ReactNode;
  onHold: (lines: readonly SyncPlanned[], hold: boolean) => void;
};

/** All of one kind on one side, with a tick for all of them. */
export function PlannedGroup({ group: { side, action, lines }, held, reading, person, onHold }: Props) {
  const [shown, setShown] = useState(FIRST);
  const title = t.actions[side][action];
  const free = lines.filter(canHold);
  const done = free.filter(({ record }) => !held.has(record)).length;
  return (
    <section className={styles.group} aria-label={title} data-action={action}>
      <header className={styles.groupHead}>
        {free.length > 1 ? (
          <input
            type="checkbox"
            aria-label={fill(t.groupTick, { group: title })}
            checked={done > 0}
            ref={(box) => {
              if (box) box.indeterminate = done > 0 && done < free.length;
            }}
            onChange={(event) => onHold(free, !event.target.checked)}
            data-testid="planned-group-tick"
          />
        ) : null}
        <h3>
          <span aria-hidden="true" className={styles.sign}>
            {SIGNS[action]}
          </span>
          {title}
        </h3>
        <span className={styles.number}>{count(lines.length)}</span>
      </header>
      {free.length < lines.length ? (
        <p className={styles.note}>{action === "list" ? t.listNote : t.doubtNote}</p>
      ) : null}
      {free.some((line) => !line.here) ? <p className={styles.note}>{t.newHere}</p> : null}
      <ul>
        {lines.slice(0, shown).map((line) => (
          <PlannedLine
            key={line.record}
            line={line}
            held={canHold(line) && held.has(line.record)}
            reading={reading}
            person={person}
            onHold={(hold) => onHold([line], hold)}
          />
        ))}
      </ul>
      {lines.length > shown ? (
        <Button small look="quiet" className={styles.more} onClick={() => setShown(shown + MORE)}>
          {fill(t.linesMore, { count: count(Math.min(MORE, lines.length - shown)) })}
        </Button>
      ) : null}
    </section>
  );
}
