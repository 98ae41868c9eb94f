import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "@/design/Button";
import { Confirm } from "@/design/Dialog";
import { ErrorNotice, Notice } from "@/design/Notice";
import { Page } from "@/design/Page";
import { ImportResult } from "@/features/imports/ImportResult";
import { isActive, useJob } from "@/features/jobs/jobs";
import { JobPanel } from "@/features/jobs/JobPanel";
import { useUndo } from "@/features/undo/useUndo";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./ImportJobScreen.module.css";
import { importScreenStrings as t } from "./strings";

const route = getRouteApi("/import/$job");

export function ImportJobScreen() {
  const { job: id } = route.useParams();
  const go = useNavigate();
  const { undo } = useUndo();
  const { job, loading } = useJob(id);
  const ended = job !== undefined && !isActive(job) && job.state !== "failed";
  const report = useRead("imports_report", { job: id }, { enabled: ended });
  const [asking, setAsking] = useState(false);
  const [undone, setUndone] = useState(false);
  const batch = report.data?.batch ?? null;
  return (
    <Page
      title={t.jobTitle}
      narrow
      actions={
        <Button look="quiet" onClick={() => void go({ to: "/" })}>
          {t.back}
        </Button>
      }
    >
      <div className={styles.content}>
        {!job && !loading ? <Notice tone="warning" title={t.gone} /> : null}
        {job ? (
          <div className={styles.panel}>
            <JobPanel job={job} />
          </div>
        ) : null}
        {report.error ? <ErrorNotice error={report.error} onRetry={() => void report.refetch()} /> : null}
        {ended && report.data ? (
          <ImportResult
            job={id}
            report={report.data}
            undone={undone}
            onShow={() => void go({ to: "/" })}
            onOpen={(contact) => void go({ to: "/", search: { id: contact } })}
            onUndo={() => setAsking(true)}
          />
        ) : null}
      </div>
      <Confirm
        open={asking}
        title={t.undoTitle}
        text={fill(t.undoText, {
          created: count(report.data?.created ?? 0),
          updated: count(report.data?.updated ?? 0),
        })}
        action={t.undo}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          if (batch) void undo(batch).then(setUndone);
        }}
      />
    </Page>
  );
}
