import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { ago, moment } from "@/format/dates";
import { fill } from "@/format/text";
import { type FieldChange, useRead } from "@/ipc";
import { CompanyPart } from "./CompanyPart";
import styles from "./companies.module.css";
import { companyLabel } from "./labels";
import { companyStrings as t } from "./strings";

const FIRST = 10;

type Props = { company: string; text: (path: string, value: unknown) => string; onUndo: (batch: string) => void };

/** Everything that happened to a company, each step with its undo. */
export function CompanyHistory({ company, text, onUndo }: Props) {
  const history = useRead("companies_history", { id: company }, { keepPrevious: true });
  const [all, setAll] = useState(false);
  const entries = history.data?.entries ?? [];
  const said = ({ path, before, after }: FieldChange) =>
    fill(t.changed, {
      field: companyLabel(path),
      before: text(path, before) || t.nothing,
      after: text(path, after) || t.nothing,
    });
  return (
    <CompanyPart label={t.history}>
      <h2>{t.history}</h2>
      {history.error ? <ErrorNotice error={history.error} onRetry={() => void history.refetch()} /> : null}
      <ol className={styles.rows}>
        {(all ? entries : entries.slice(0, FIRST)).map((entry) => (
          <li key={entry.batch} data-testid="company-history">
            <div className={styles.row}>
              <span className={styles.value}>{entry.label}</span>
              <time className={styles.soft} title={moment(entry.at)} dateTime={new Date(entry.at).toISOString()}>
                {entry.reverted ? `${t.undone} · ${ago(entry.at, Date.now())}` : ago(entry.at, Date.now())}
              </time>
              {entry.reverted ? null : (
                <IconButton label={`${t.undo}: ${entry.label}`} icon={<Undo2 />} onClick={() => onUndo(entry.batch)} />
              )}
            </div>
            {entry.changes.map((change) => (
              <p key={change.path} className={styles.soft}>
                {said(change)}
              </p>
            ))}
          </li>
        ))}
      </ol>
      {!all && entries.length > FIRST ? (
        <Button small onClick={() => setAll(true)}>
          {t.older}
        </Button>
      ) : null}
    </CompanyPart>
  );
}
