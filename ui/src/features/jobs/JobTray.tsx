import { useEffect, useRef, useState } from "react";
import { Button } from "@/design/Button";
import type { Job } from "@/ipc";
import { isActive, useJobs } from "./jobs";
import { JobPanel } from "./JobPanel";
import styles from "./JobTray.module.css";
import { jobStrings as t } from "./strings";

/** Jobs at work, and those that ended while this window looked on, until they are dismissed. */
export function JobTray({ onResult }: { onResult: (job: Job) => void }) {
  const jobs = useJobs();
  const watched = useRef(new Set<string>());
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    for (const job of jobs) if (isActive(job)) watched.current.add(job.id);
  }, [jobs]);

  const shown = jobs.filter((job) => isActive(job) || (watched.current.has(job.id) && !dismissed.has(job.id)));
  if (shown.length === 0) return null;
  const dismiss = (job: Job) => setDismissed((known) => new Set(known).add(job.id));
  return (
    <section aria-label={t.title} className={styles.tray} data-testid="job-tray">
      {shown.map((job) => (
        <JobPanel key={job.id} job={job}>
          {job.kind === "import" && !isActive(job) && job.state !== "failed" ? (
            <Button
              small
              data-testid="job-result"
              onClick={() => {
                dismiss(job);
                onResult(job);
              }}
            >
              {t.result}
            </Button>
          ) : null}
          {isActive(job) ? null : (
            <Button small look="quiet" onClick={() => dismiss(job)}>
              {t.dismiss}
            </Button>
          )}
        </JobPanel>
      ))}
    </section>
  );
}
