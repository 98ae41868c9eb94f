import type { ReactNode } from "react";
import { ago, moment } from "@/format/dates";
import { fill } from "@/format/text";
import type { ConflictSide, SyncConflict } from "@/ipc";
import styles from "./conflicts.module.css";
import { aboutState, type Reading } from "./matters";
import { conflictStrings as t } from "./strings";

type Props = { conflict: SyncConflict; reading: Reading; mine: ReactNode; theirs: ReactNode };

/** Before, here and there: the values, who made them and when, and the choice below each. */
export function ConflictSides({ conflict, reading, mine, theirs }: Props) {
  const state = aboutState(conflict);
  const text = (value: unknown) => (state ? "" : reading.text(conflict.path, value));
  return (
    <dl className={styles.sides} data-state={state || undefined}>
      {state ? null : (
        <div>
          <dt>{t.before}</dt>
          <dd className={styles.old}>
            <Value text={text(conflict.base)} none={conflict.base === null ? t.notKnown : t.empty} />
          </dd>
        </div>
      )}
      <Side title={t.here} side={conflict.mine} text={text(conflict.mine.value)} state={state} choice={mine} />
      <Side title={t.there} side={conflict.theirs} text={text(conflict.theirs.value)} state={state} choice={theirs} />
    </dl>
  );
}

type SideProps = { title: string; side: ConflictSide; text: string; state: boolean; choice: ReactNode };

function Side({ title, side, text, state, choice }: SideProps) {
  return (
    <div>
      <dt>{title}</dt>
      {state ? null : (
        <dd>
          <Value text={text} none={t.empty} />
        </dd>
      )}
      <dd className={styles.who}>{whoWords(side, Date.now())}</dd>
      <dd className={styles.choose}>{choice}</dd>
    </div>
  );
}

function Value({ text, none }: { text: string; none: string }) {
  return <span className={styles.value}>{text || <em>{none}</em>}</span>;
}

/** Who and when, as far as they are known. */
function whoWords({ by, at }: ConflictSide, now: number): ReactNode {
  const who = by === "me" ? t.me : by;
  if (at === null) return who;
  const when = <time title={moment(at)}>{who ? fill(t.byAt, { by: who, when: ago(at, now) }) : ago(at, now)}</time>;
  return when;
}
