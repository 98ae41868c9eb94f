import { duration, count } from "@/format/numbers";
import { fill } from "@/format/text";
import { type Job, useRead } from "@/ipc";
import { jobStrings as t } from "./strings";

const ACTIVE: ReadonlySet<Job["state"]> = new Set(["queued", "running", "paused", "waiting", "interrupted"]);

export const isActive = (job: Job): boolean => ACTIVE.has(job.state);
export const canResume = (job: Job): boolean => ["paused", "waiting", "interrupted"].includes(job.state);
/** What goes record by record can stop in the middle. */
export const canPause = (job: Job): boolean =>
  (job.state === "queued" || job.state === "running") && ["import", "undo", "bulk"].includes(job.kind);
export const canCancel = (job: Job): boolean => isActive(job);

/** Share done from 0 to 1; null while the end is not known. */
export function shareDone(job: Job): number | null {
  if (job.state === "done") return 1;
  return job.total > 0 ? Math.min(1, job.done / job.total) : null;
}

/** What a job is called. That of a run is the name of its account. */
export function jobLabel({ kind, label }: Pick<Job, "kind" | "label">): string {
  if (kind === "sync" && label) return fill(t.syncOf, { name: label });
  return label || t.kinds[kind];
}

/** `12,000 of 100,000 · 31,000 rows/s · 3 sec left`, without what is not known. */
export function jobFacts(job: Job): string {
  const facts = job.total > 0 ? [fill(t.progress, { done: count(job.done), total: count(job.total) })] : [];
  if (job.state === "running" && job.rate !== null) facts.push(fill(t.rate, { rate: count(job.rate) }));
  if (job.state === "running" && job.left !== null) facts.push(fill(t.left, { left: duration(job.left) }));
  return facts.join(" · ");
}

export function useJobs(): Job[] {
  return useRead("jobs_list", {}).data?.jobs ?? [];
}

/** The run or rehearsal of an account that is under way. */
export const syncOf = (jobs: readonly Job[], account: string): Job | undefined =>
  jobs.find(
    (job) => job.kind === "sync" && job.label === account && (job.state === "running" || job.state === "queued"),
  );

export function useJob(id: string): { job: Job | undefined; loading: boolean } {
  const jobs = useRead("jobs_list", {});
  const job = jobs.data?.jobs.find((one) => one.id === id);
  // One that was begun a moment ago is not in a list that is being read again.
  return { job, loading: jobs.isPending || (job === undefined && jobs.isFetching) };
}
