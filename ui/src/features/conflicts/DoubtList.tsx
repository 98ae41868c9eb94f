import type { ReactNode } from "react";
import { Button } from "@/design/Button";
import { toastError } from "@/design/problem";
import { fill } from "@/format/text";
import { type SyncDoubt, useWrite } from "@/ipc";
import styles from "./conflicts.module.css";
import type { Reading } from "./matters";
import { conflictStrings as t } from "./strings";

/** The name itself stands above what is told. */
const OF_THE_NAME: ReadonlySet<string> = new Set(["given", "family", "middle", "prefix", "suffix", "display"]);
const TOLD = 6;

type Props = {
  doubts: readonly SyncDoubt[];
  reading: Reading;
  person: (record: string, name: string) => ReactNode;
};

/** Somebody there who may be somebody here: neither side is written until somebody says. */
export function DoubtList({ doubts, reading, person }: Props) {
  const { mutate, isPending } = useWrite("sync_who");
  if (doubts.length === 0) return null;
  return (
    <section className={styles.held} aria-label={t.doubtTitle}>
      <h2>{t.doubtTitle}</h2>
      <p className={styles.soft}>{t.doubtText}</p>
      <ul>
        {doubts.map(({ account, remote, display, values, candidates }) => {
          const name = display || t.somebody;
          const told = values
            .filter(({ path }) => !OF_THE_NAME.has(path))
            .map(({ path, after }) => reading.text(path, after))
            .filter(Boolean)
            .slice(0, TOLD);
          const say = (record: string | null) => mutate({ account, remote, record }, { onError: toastError });
          return (
            <li key={`${account} ${remote}`} data-testid="doubt">
              <div className={styles.heldName}>
                <strong>{name}</strong>
                <span className={styles.soft}>{[fill(t.inAccount, { account }), ...told].join(" · ")}</span>
              </div>
              <div className={styles.ends}>
                {candidates.map((candidate) => (
                  <span key={candidate.record} className={styles.choice}>
                    {person(candidate.record, candidate.display || t.somebody)}
                    <Button
                      small
                      busy={isPending}
                      aria-label={fill(t.sameNamed, { name, other: candidate.display || t.somebody })}
                      data-testid="doubt-same"
                      onClick={() => say(candidate.record)}
                    >
                      {t.same}
                    </Button>
                  </span>
                ))}
                <Button
                  small
                  busy={isPending}
                  aria-label={fill(t.strangerNamed, { name })}
                  data-testid="doubt-stranger"
                  onClick={() => say(null)}
                >
                  {t.stranger}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
