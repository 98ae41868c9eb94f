import { type FocusEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/design/Button";
import { CheckField } from "@/design/Field";
import { Keys } from "@/design/Keys";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { ConflictChoice, ConflictsResolve, SyncConflict } from "@/ipc";
import { ConflictSides } from "./ConflictSides";
import styles from "./conflicts.module.css";
import { aboutState, choicesOf, type Reading, stateWords, takesValue } from "./matters";
import { conflictStrings as t } from "./strings";
import { ValueForm } from "./ValueForm";

type Props = {
  conflict: SyncConflict;
  /** How many of the account are about the same field, this one among them. */
  alike: number;
  /** The keys are about this one. */
  current: boolean;
  busy: boolean;
  reading: Reading;
  person: (record: string, name: string) => ReactNode;
  onCurrent: () => void;
  onDecide: (decision: ConflictsResolve) => void;
};

/** What both sides changed: before, here and there, with who and when, and what can be said about it. */
export function ConflictCard({ conflict, alike, current, busy, reading, person, onCurrent, onDecide }: Props) {
  const [typing, setTyping] = useState(false);
  const [all, setAll] = useState(false);
  const [rule, setRule] = useState(false);
  const headingId = useId();
  const state = aboutState(conflict);
  const field = state ? t.whole : reading.label(conflict.path);
  const names = choicesOf(conflict);
  const typed = takesValue(conflict);
  const decide = (choice: ConflictChoice, value: unknown = null) => {
    if (busy) return;
    // Another value is this contact's own: it says nothing about others.
    const own = choice === "value";
    const { account, record, path } = conflict;
    onDecide({ account, record, path, choice, value, alike: all && !own, rule: rule && !own });
  };
  const choice = (which: "mine" | "theirs", key: string) => (
    <Button small busy={busy} onClick={() => decide(which)} data-testid={`conflict-${which}`}>
      <span className={styles.choice}>
        {names[which]}
        {current ? <Keys combo={key} /> : null}
      </span>
    </Button>
  );
  return (
    <article
      className={styles.card}
      aria-labelledby={headingId}
      aria-current={current || undefined}
      // Walked to by the arrow keys, and by Tab to the one that the keys are about.
      {...{ tabIndex: current ? 0 : -1 }}
      data-testid="conflict"
      data-path={conflict.path}
      onFocus={(event: FocusEvent) => (event.target === event.currentTarget || !current ? onCurrent() : undefined)}
    >
      {current ? (
        <CardKeys
          onMine={() => decide("mine")}
          onTheirs={() => decide("theirs")}
          onValue={typed ? () => setTyping(true) : null}
        />
      ) : null}
      <header className={styles.head}>
        <h2 id={headingId}>
          {person(conflict.record, conflict.display || t.somebody)} <span className={styles.field}>{field}</span>
        </h2>
        <p className={styles.soft}>{fill(t.inAccount, { account: conflict.account })}</p>
      </header>
      {state ? <p className={styles.state}>{stateWords(conflict)}</p> : null}
      <ConflictSides conflict={conflict} reading={reading} mine={choice("mine", "1")} theirs={choice("theirs", "2")} />
      {typing ? (
        <ValueForm
          label={field}
          first={reading.text(conflict.path, conflict.mine.value)}
          long={conflict.path === "notes"}
          busy={busy}
          onUse={(value) => decide("value", value)}
          onLeave={() => setTyping(false)}
        />
      ) : (
        <div className={styles.ticks}>
          {alike > 1 ? (
            <CheckField
              label={fill(state ? t.alikeWhole : t.alike, { count: count(alike), field })}
              checked={all}
              onChange={(event) => setAll(event.target.checked)}
              data-testid="conflict-alike"
            />
          ) : null}
          <CheckField
            label={state ? t.ruleWhole : fill(t.rule, { field })}
            title={t.ruleHint}
            checked={rule}
            onChange={(event) => setRule(event.target.checked)}
            data-testid="conflict-rule"
          />
          <span className={styles.spring} />
          {typed ? (
            <Button small look="quiet" onClick={() => setTyping(true)} data-testid="conflict-value">
              <span className={styles.choice}>
                {t.value}
                {current ? <Keys combo="3" /> : null}
              </span>
            </Button>
          ) : null}
        </div>
      )}
    </article>
  );
}

type KeysProps = { onMine: () => void; onTheirs: () => void; onValue: (() => void) | null };

function CardKeys({ onMine, onTheirs, onValue }: KeysProps) {
  useShortcuts(t.keys, [
    { combos: ["1"], label: t.key.mine, run: onMine },
    { combos: ["2"], label: t.key.theirs, run: onTheirs },
    ...(onValue ? [{ combos: ["3"], label: t.key.value, run: onValue }] : []),
  ]);
  return null;
}
