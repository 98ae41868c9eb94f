import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, ListChecks } from "lucide-react";
import { Button } from "@/design/Button";
import { ErrorNotice, Notice } from "@/design/Notice";
import { Page } from "@/design/Page";
import { Waiting } from "@/design/Waiting";
import { useOffline } from "@/features/accounts/OfflineSwitch";
import { useSync } from "@/features/accounts/useSync";
import { CONTACT_READING } from "@/features/contacts/fields";
import { PersonLink } from "@/features/contacts/PersonLink";
import { isActive, useJob } from "@/features/jobs/jobs";
import { JobPanel } from "@/features/jobs/JobPanel";
import { Rehearsal } from "@/features/sync/Rehearsal";
import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./RehearsalScreen.module.css";
import { rehearsalStrings as t } from "./strings";

const route = getRouteApi("/accounts/$name/rehearsal/$job");

/** What a run of an account would do, while it is found out and afterwards. */
export function RehearsalScreen() {
  const { name, job: id } = route.useParams();
  const go = useNavigate();
  const { job, loading } = useJob(id);
  const { offline } = useOffline();
  const ended = job !== undefined && !isActive(job);
  const report = useRead("sync_report", { job: id }, { enabled: ended && job.state === "done" });
  const account = useRead("accounts_list", {}).data?.accounts.find((one) => one.name === name);
  const { starting, rehearse } = useSync(
    (account_, next) =>
      void go({ to: "/accounts/$name/rehearsal/$job", params: { name: account_, job: next }, replace: true }),
  );
  const shown = report.data?.end === "rehearsed" || report.data?.end === "stopped" ? report.data : undefined;
  return (
    <Page
      title={fill(t.title, { name })}
      actions={
        <>
          <Button look="quiet" icon={<ArrowLeft />} onClick={() => void go({ to: "/accounts" })}>
            {t.back}
          </Button>
          {account && (ended || !job) ? (
            <Button
              icon={<ListChecks />}
              busy={starting}
              disabled={offline}
              onClick={() => rehearse(account)}
              data-testid="rehearsal-again"
            >
              {t.again}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles.content}>
        {!job && !loading ? <Notice tone="warning" title={t.gone} /> : null}
        {job && job.state !== "done" ? (
          <div className={styles.panel}>
            <JobPanel job={job} />
          </div>
        ) : null}
        {report.error ? <ErrorNotice error={report.error} onRetry={() => void report.refetch()} /> : null}
        {report.isFetching && !report.data ? <Waiting label={t.loading} shape="list" /> : null}
        {report.data && !shown ? (
          <Notice tone="danger" title={t.halted}>
            {report.data.problem ? <p>{report.data.problem}</p> : null}
          </Notice>
        ) : null}
        {shown ? (
          <Rehearsal
            key={id}
            job={id}
            report={shown}
            reading={CONTACT_READING}
            person={(record, who) => <PersonLink id={record} name={who} />}
            offline={offline}
            paused={account?.state === "paused"}
            onStarted={() => void go({ to: "/accounts" })}
          />
        ) : null}
      </div>
    </Page>
  );
}
