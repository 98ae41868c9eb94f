import { useRead } from "@/ipc";
import styles from "./runs.module.css";
import { reportWords } from "./words";

/** What a run that ended came to, in one line. */
export function RunLine({ job }: { job: string }) {
  const report = useRead("sync_report", { job }).data;
  if (!report) return null;
  return (
    <p className={styles.soft} data-testid="run-line" data-problem={report.problem !== null || undefined}>
      {reportWords(report)}
    </p>
  );
}
