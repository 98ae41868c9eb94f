import { type ReactNode, useState } from "react";
import { Button } from "@/design/Button";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { SyncHeld } from "@/ipc";
import styles from "./conflicts.module.css";
import { conflictStrings as t } from "./strings";
import { useResolve } from "./useResolve";

const FIRST = 50;

type Props = { held: readonly SyncHeld[]; person: (record: string, name: string) => ReactNode };

/** Contacts of which nothing is written on either side until somebody says which one is right. */
export function HeldList({ held, person }: Props) {
  const { deciding, resolve } = useResolve();
  const [shown, setShown] = useState(FIRST);
  if (held.length === 0) return null;
  return (
    <section className={styles.held} aria-label={t.heldTitle}>
      <h2>{t.heldTitle}</h2>
      <p className={styles.soft}>{t.heldText}</p>
      <ul>
        {held.slice(0, shown).map(({ account, record, display, reason }) => {
          const name = display || t.somebody;
          const another = reason === "another";
          const button = (choice: "mine" | "theirs") => (
            <Button
              small
              busy={deciding}
              aria-label={fill((another ? t.anotherNamed : t.heldNamed)[choice], { name })}
              data-testid={`held-${choice}`}
              onClick={() => resolve({ account, record, path: null, choice, value: null, alike: false, rule: false })}
            >
              {another ? t.another[choice] : choice === "mine" ? t.keepMine : t.takeTheirs}
            </Button>
          );
          return (
            <li key={`${account} ${record}`} data-testid="held">
              <div className={styles.heldName}>
                {person(record, name)}
                <span className={styles.soft}>
                  {fill(t.inAccount, { account })} · {t.heldWhy[reason]}
                </span>
              </div>
              <div className={styles.ends}>
                {button("mine")}
                {button("theirs")}
              </div>
            </li>
          );
        })}
      </ul>
      {held.length > shown ? (
        <Button small onClick={() => setShown(shown + FIRST)}>
          {fill(t.more, { count: count(Math.min(FIRST, held.length - shown)) })}
        </Button>
      ) : null}
    </section>
  );
}
