import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import type { Job } from "@/ipc";
import { isActive, useJobs } from "./jobs";
import { JobPanel } from "./JobPanel";
import styles from "./JobTray.module.css";
import { jobStrings as t } from "./strings";

type Props = {
  /** The job that the screen itself shows; it is not told twice. */
  open: string | null;
  /** What a job that ended came to, in one line. */
  says?: (job: Job) => ReactNode;
  onResult: (job: Job) => void;
};

/** Kinds of which there is more to see than the line in the tray. */
const HAS_RESULT: ReadonlySet<Job["kind"]> = new Set(["import", "sync"]);

/** Jobs at work, and those that ended while this window looked on, until they are dismissed or their result is seen. */
export function JobTray({ open, says, onResult }: Props) {
  const jobs = useJobs();
  const watched = useRef(new Set<string>());
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const seen = jobs.find((job) => job.id === open && !isActive(job))?.id;
  useEffect(() => {
    for (const job of jobs) if (isActive(job)) watched.current.add(job.id);
  }, [jobs]);
  useEffect(() => {
    if (seen !== undefined) setDismissed((known) => new Set(known).add(seen));
  }, [seen]);

  const shown = jobs.filter(
    (job) => job.id !== open && (isActive(job) || (watched.current.has(job.id) && !dismissed.has(job.id))),
  );
  if (shown.length === 0) return null;
  const dismiss = (job: Job) => setDismissed((known) => new Set(known).add(job.id));
  return (
    <section aria-label={t.title} className={styles.tray} data-testid="job-tray">
      {shown.map((job) => (
        <JobPanel key={job.id} job={job} inLine>
          {isActive(job) ? null : says?.(job)}
          {HAS_RESULT.has(job.kind) && !isActive(job) && job.state !== "failed" ? (
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
            <IconButton
              label={t.dismiss}
              icon={<X />}
              onClick={() => dismiss(job)}
              className={styles.dismiss ?? ""}
              data-testid="job-dismiss"
            />
          )}
        </JobPanel>
      ))}
    </section>
  );
}
