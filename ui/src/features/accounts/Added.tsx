import { ListChecks } from "lucide-react";
import { Button } from "@/design/Button";
import { Notice } from "@/design/Notice";
import type { Account, AccountTested } from "@/ipc";
import styles from "./accounts.module.css";
import { fingerprintIn } from "./state";
import { accountStrings as t } from "./strings";
import { TestResult } from "./TestResult";
import { useSync } from "./useSync";

type Props = {
  account: Account;
  /** Null when it could not be asked. */
  tested: AccountTested | null;
  title: string;
  /** Whether the kind takes the fingerprint of a certificate. */
  pinned: boolean;
  onRehearsal: (name: string, job: string) => void;
  /** Goes back to what was typed, with these settings. */
  onCorrect: (more: Record<string, string>) => void;
  onClose: () => void;
};

/** An account that was just added: what it answered, and what comes next. */
export function Added({ account, tested, title, pinned, onRehearsal, onCorrect, onClose }: Props) {
  const { starting, rehearse } = useSync(onRehearsal);
  const fingerprint = pinned ? fingerprintIn(tested?.hint ?? null) : null;
  return (
    <div className={styles.form} data-testid="account-added">
      {tested === null ? (
        <Notice title={title}>
          <p>{t.notTested}</p>
        </Notice>
      ) : (
        <TestResult tested={tested} title={title} />
      )}
      {tested?.ok ? <p className={styles.soft}>{t.addedNext}</p> : null}
      {fingerprint ? <p className={styles.soft}>{t.trustHint}</p> : null}
      <div className={styles.ends}>
        <Button look="quiet" onClick={onClose} data-testid="account-later">
          {t.later}
        </Button>
        {tested?.ok === false ? (
          <Button onClick={() => onCorrect({})} data-testid="account-correct">
            {t.correct}
          </Button>
        ) : null}
        {fingerprint ? (
          <Button look="primary" onClick={() => onCorrect({ pin: fingerprint })} data-testid="account-trust">
            {t.trust}
          </Button>
        ) : null}
        {tested?.ok ? (
          <Button
            look="primary"
            icon={<ListChecks />}
            busy={starting}
            onClick={() => rehearse(account)}
            data-testid="account-first-rehearsal"
          >
            {t.rehearse}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
