import { Button } from "@/design/Button";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { count, duration } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { call, type ImportReport, saveFile } from "@/ipc";
import styles from "./imports.module.css";
import { ProblemGrid } from "./ProblemGrid";
import { importStrings as t } from "./strings";

/** Columns named of those that were left out. */
const NAMED = 10;

type Props = {
  job: string;
  report: ImportReport;
  undone: boolean;
  onUndo: (batch: string) => void;
  onShow: () => void;
  onOpen: (contact: string) => void;
};

/** How an import went, and what can still be done about it. */
export function ImportResult({ job, report, undone, onUndo, onShow, onOpen }: Props) {
  const { batch } = report;
  const counts = (["created", "updated", "skipped", "failed"] as const).map((key) => ({
    key,
    label: t[key],
    value: report[key],
  }));

  async function saveFailed() {
    try {
      const path = await saveFile(t.saveFailedTitle, t.failedName, [{ name: t.pickKind, extensions: ["csv"] }]);
      if (!path) return;
      const { rows } = await call("imports_failed_rows", { job, path });
      toast(plural(rows, t.savedFailedOne, t.savedFailedOther, count(rows)));
    } catch (thrown) {
      toastError(thrown);
    }
  }
  return (
    <div className={styles.result} data-testid="import-result">
      <p className={styles.soft}>{fill(t.doneText, { file: report.file, seconds: duration(report.seconds) })}</p>
      <dl className={styles.counts}>
        {counts.map(({ key, label, value }) => (
          <div key={key} data-kind={key} data-some={value > 0 || undefined}>
            <dt>{label}</dt>
            <dd data-testid={`import-${key}`}>{count(value)}</dd>
          </div>
        ))}
      </dl>
      {report.made.length > 0 ? (
        <p className={styles.soft} data-testid="import-made">
          {fill(t.made, {
            names: report.made.slice(0, NAMED).join(", ") + (report.made.length > NAMED ? ", …" : ""),
          })}
        </p>
      ) : null}
      {report.unmapped.length > 0 ? (
        <p className={styles.soft}>
          {fill(plural(report.unmapped.length, t.leftOutOne, t.leftOutOther, count(report.unmapped.length)), {
            names: report.unmapped.slice(0, NAMED).join(", ") + (report.unmapped.length > NAMED ? ", …" : ""),
          })}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button look="primary" onClick={onShow} data-testid="import-show">
          {t.show}
        </Button>
        {report.failed > 0 ? <Button onClick={() => void saveFailed()}>{t.saveFailed}</Button> : null}
        {batch && !undone ? (
          <Button onClick={() => onUndo(batch)} data-testid="import-undo">
            {t.undo}
          </Button>
        ) : null}
      </div>
      {report.problems.length > 0 ? (
        <>
          <h2>{t.problems}</h2>
          <ProblemGrid problems={report.problems} total={report.problems_total} onOpen={onOpen} />
        </>
      ) : null}
    </div>
  );
}
