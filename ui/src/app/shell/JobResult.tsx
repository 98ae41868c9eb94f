import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { toastError } from "@/design/problem";
import { EverythingLine, ExportLine } from "@/features/exports/ExportLine";
import { RunLine } from "@/features/sync/RunLine";
import { type Job, readOptions } from "@/ipc";

/** What the tray says of a job that ended, beside its state. */
export function saysOf(job: Job) {
  if (job.state !== "done") return null;
  if (job.kind === "sync") return <RunLine job={job.id} />;
  if (job.kind === "export") return <ExportLine job={job.id} />;
  return job.kind === "archive" ? <EverythingLine job={job.id} /> : null;
}

/** Leads to what a job came to. */
export function useResult(): (job: Job) => void {
  const go = useNavigate();
  const client = useQueryClient();
  async function toRun(job: Job) {
    const { account, planned } = await client.fetchQuery(readOptions("sync_report", { job: job.id }));
    // A rehearsal, and a run that was stopped, are there to be looked at; of others the account tells.
    if (planned.length > 0) void go({ to: "/accounts/$name/rehearsal/$job", params: { name: account, job: job.id } });
    else void go({ to: "/accounts" });
  }
  return (job) => {
    if (job.kind === "sync") void toRun(job).catch(toastError);
    else void go({ to: "/import/$job", params: { job: job.id } });
  };
}
