import type { ReactNode } from "react";
import { Button } from "@/design/Button";
import { toastError } from "@/design/problem";
import { Progress } from "@/design/Progress";
import { fill } from "@/format/text";
import { type Job, useWrite } from "@/ipc";
import { canCancel, canPause, canResume, isActive, jobFacts, jobLabel, shareDone } from "./jobs";
import styles from "./JobPanel.module.css";
import { jobStrings as t } from "./strings";

type Props = {
  job: Job;
  /** On one line, where there is room for one. */
  inLine?: boolean;
  children?: ReactNode;
};

/** One job: what it is, how far, and what can be done with it. */
export function JobPanel({ job, inLine = false, children }: Props) {
  const cancel = useWrite("jobs_cancel");
  const resume = useWrite("jobs_resume");
  const pause = useWrite("jobs_pause");
  const facts = jobFacts(job);
  const label = jobLabel(job);
  return (
    <div className={`${styles.job} ${inLine ? styles.inLine : ""}`} data-testid="job" data-state={job.state}>
      <p className={styles.label}>
        <strong>{label}</strong>
        <span className={styles.state} data-state={job.state}>
          {t.states[job.state]}
        </span>
      </p>
      {isActive(job) ? (
        <div className={styles.progress}>
          <Progress label={fill(t.progressOf, { label })} value={shareDone(job)} />
        </div>
      ) : null}
      {facts ? <p className={styles.facts}>{facts}</p> : null}
      {job.error ? <p className={styles.error}>{job.error}</p> : null}
      <div className={styles.actions}>
        {canResume(job) ? (
          <Button
            small
            look="primary"
            busy={resume.isPending}
            onClick={() => resume.mutate({ job: job.id }, { onError: toastError })}
            data-testid="job-resume"
          >
            {t.resume}
          </Button>
        ) : null}
        {canPause(job) ? (
          <Button
            small
            busy={pause.isPending}
            onClick={() => pause.mutate({ job: job.id }, { onError: toastError })}
            data-testid="job-pause"
          >
            {t.pause}
          </Button>
        ) : null}
        {canCancel(job) ? (
          <Button
            small
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ job: job.id }, { onError: toastError })}
            data-testid="job-cancel"
          >
            {t.cancel}
          </Button>
        ) : null}
        {children}
      </div>
    </div>
  );
}
