import { Button } from "@/design/Button";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Account, useWrite } from "@/ipc";
import styles from "./accounts.module.css";
import { accountStrings as t } from "./strings";

const WHOLE = "state";

type Props = { account: Account; label: (path: string) => string };

/** What was made a rule while conflicts were decided; each can be taken back. */
export function AccountRules({ account: { name, rules }, label }: Props) {
  const unrule = useWrite("accounts_unrule");
  if (rules.length === 0) return null;
  return (
    <section className={styles.rules} aria-label={t.rules} data-testid="account-rules">
      <h3>{t.rules}</h3>
      <ul>
        {rules.map(({ path, policy }) => {
          const field = path === WHOLE ? t.ruleWhole : label(path);
          return (
            <li key={path} data-testid="account-rule">
              <span>{fill(t.ruleOf, { field, decides: t.policies[policy] })}</span>
              <Button
                small
                look="quiet"
                busy={unrule.isPending}
                aria-label={fill(t.ruleRemoveNamed, { field })}
                data-testid="account-rule-remove"
                onClick={() =>
                  unrule.mutate(
                    { name, path },
                    { onError: toastError, onSuccess: () => toast(fill(t.ruleRemoved, { field })) },
                  )
                }
              >
                {t.ruleRemove}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
