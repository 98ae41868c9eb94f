import { type ReactNode, useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./runs.module.css";
import { syncStrings as t } from "./strings";
import { outcomeDetail, outcomeWords, type Reading } from "./words";

const FIRST = 50;
const MORE = 200;

type Props = { run: number; reading: Reading; person: (record: string, name: string) => ReactNode };

/** What became of those who did not simply go through. */
export function Outcomes({ run, reading, person }: Props) {
  const read = useRead("sync_outcomes", { run, impersonal: false });
  const [shown, setShown] = useState(FIRST);
  if (read.error) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <p className={styles.soft}>{t.outcomesLoading}</p>;
  const { outcomes } = read.data;
  if (outcomes.length === 0) return <p className={styles.soft}>{t.outcomesNone}</p>;
  return (
    <>
      <ul className={styles.outcomes} aria-label={t.outcomesOf}>
        {outcomes.slice(0, shown).map((outcome, at) => (
          <li key={at} data-testid="outcome" data-what={outcome.what}>
            <strong>
              {outcome.record && outcome.display
                ? person(outcome.record, outcome.display)
                : outcome.display || outcome.remote || t.somebody}
            </strong>
            <span>{outcomeWords(outcome.what)}</span>
            <span className={styles.soft}>{outcomeDetail(outcome, reading.label)}</span>
          </li>
        ))}
      </ul>
      {outcomes.length > shown ? (
        <Button small look="quiet" onClick={() => setShown(shown + MORE)}>
          {fill(t.outcomesMore, { count: count(Math.min(MORE, outcomes.length - shown)) })}
        </Button>
      ) : null}
    </>
  );
}
