import { Dialog } from "@/design/Dialog";
import { Notice } from "@/design/Notice";
import { count } from "@/format/numbers";
import { plural } from "@/format/text";
import type { KeptPath } from "@/ipc";
import { showReport, useShownReport } from "./report";
import { undoStrings as t } from "./strings";
import styles from "./UndoReportDialog.module.css";

const SHOWN = 200;

/** The three buckets of an undo, each named. */
export function UndoReportDialog({ pathLabel }: { pathLabel: (path: string) => string }) {
  const report = useShownReport();
  return (
    <Dialog title={t.reportTitle} open={report !== null} onClose={() => showReport(null)} testId="undo-report">
      {report ? (
        <div className={styles.report}>
          <p>{plural(report.reversed, t.reversedOne, t.reversedOther, count(report.reversed))}</p>
          <Bucket title={t.keptTitle} tone="warning" paths={report.kept} pathLabel={pathLabel} />
          <Bucket title={t.failedTitle} tone="danger" paths={report.failed} pathLabel={pathLabel} />
        </div>
      ) : null}
    </Dialog>
  );
}

type BucketProps = {
  title: string;
  tone: "warning" | "danger";
  paths: KeptPath[];
  pathLabel: (path: string) => string;
};

function Bucket({ title, tone, paths, pathLabel }: BucketProps) {
  if (paths.length === 0) return null;
  return (
    <Notice tone={tone} title={title}>
      <ul className={styles.paths}>
        {paths.slice(0, SHOWN).map((kept) => (
          <li key={`${kept.id} ${kept.path}`}>
            <strong>{kept.display}</strong>
            <span>{kept.path ? pathLabel(kept.path) : t.whole}</span>
            <span className={styles.reason}>{kept.reason}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
