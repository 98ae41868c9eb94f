import type { ReactNode } from "react";
import type { SyncFailure } from "@/ipc";
import styles from "./rehearsal.module.css";
import { syncStrings as t } from "./strings";
import { outcomeDetail, outcomeWords, type Reading } from "./words";

type Props = {
  failed: readonly SyncFailure[];
  reading: Reading;
  person: (record: string, name: string) => ReactNode;
};

/** Who would not go through, and why. */
export function Failures({ failed, reading, person }: Props) {
  if (failed.length === 0) return null;
  return (
    <section className={styles.side} aria-label={t.failedTitle}>
      <h2>{t.failedTitle}</h2>
      <ul className={styles.failures}>
        {failed.map(({ record, display, remote, reason, remote_says }) => (
          <li key={`${record} ${remote} ${reason}`}>
            <strong>{record && display ? person(record, display) : display || remote || t.somebody}</strong>
            <span>{outcomeWords(reason)}</span>
            <span className={styles.soft}>{outcomeDetail({ what: reason, words: remote_says }, reading.label)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
