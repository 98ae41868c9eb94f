import { ago, moment } from "@/format/dates";
import { count } from "@/format/numbers";
import type { Account } from "@/ipc";
import styles from "./accounts.module.css";
import { directionWords, scheduleWords } from "./state";
import { accountStrings as t } from "./strings";

/** What an account comes to: when it last ran, what is linked, and what is left. */
export function AccountFacts({ account, now }: { account: Account; now: number }) {
  const { last_run_at: last } = account;
  const left = (["unsent", "conflicts", "held"] as const).map((key) => ({ key, value: account[key] }));
  return (
    <dl className={styles.facts}>
      <div className={styles.wideFact}>
        <dt>{t.facts.lastRun}</dt>
        <dd>{last === null ? t.never : <time title={moment(last)}>{ago(last, now)}</time>}</dd>
      </div>
      <div>
        <dt>{t.facts.linked}</dt>
        <dd>{count(account.linked)}</dd>
      </div>
      {left.map(({ key, value }) => (
        <div key={key} data-kind={key} data-some={value > 0 || undefined}>
          <dt>{t.facts[key]}</dt>
          <dd data-testid={`account-${key}`}>{count(value)}</dd>
        </div>
      ))}
      <div className={styles.wideFact}>
        <dt>{t.schedule}</dt>
        <dd>{scheduleWords(account)}</dd>
      </div>
      {account.direction === "both" && account.tag === "" ? null : (
        <div className={styles.wideFact}>
          <dt>{t.direction}</dt>
          <dd>{directionWords(account)}</dd>
        </div>
      )}
    </dl>
  );
}
