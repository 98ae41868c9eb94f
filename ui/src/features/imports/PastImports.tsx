import { Button } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { moment } from "@/format/dates";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { type PastImport, useRead } from "@/ipc";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

type Props = { onOpen: (job: string) => void; onUndo: (batch: string) => void };

/** What was imported before, newest first. */
export function PastImports({ onOpen, onUndo }: Props) {
  const past = useRead("imports_history", {});
  if (past.error) return <ErrorNotice error={past.error} onRetry={() => void past.refetch()} />;
  if (!past.data || past.data.imports.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t.past}>
      <h2>{t.past}</h2>
      <ul className={styles.past}>
        {past.data.imports.map((one) => (
          <li key={one.job} data-testid="past-import">
            <div>
              <button type="button" className={styles.known} onClick={() => onOpen(one.job)}>
                {one.file}
              </button>
              <p className={styles.soft}>{about(one)}</p>
            </div>
            {one.undone ? <span className={styles.soft}>{t.undone}</span> : null}
            {one.batch && !one.undone ? (
              <Button small onClick={() => one.batch && onUndo(one.batch)}>
                {t.undo}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function about(one: PastImport): string {
  const counts = [
    [t.created, one.created],
    [t.updated, one.updated],
    [t.skipped, one.skipped],
    [t.failed, one.failed],
  ] as const;
  const told = counts.filter(([, rows]) => rows > 0).map(([word, rows]) => `${word} ${count(rows)}`);
  const recipe = one.recipe ? [fill(t.pastRecipe, { name: one.recipe })] : [];
  return [moment(one.at), ...told, ...recipe].join(" · ");
}
