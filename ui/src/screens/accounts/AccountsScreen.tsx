import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Luggage, Plus, RefreshCw } from "lucide-react";
import { Button } from "@/design/Button";
import { ErrorNotice, Notice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { Waiting } from "@/design/Waiting";
import { AccountCard } from "@/features/accounts/AccountCard";
import { AccountRules } from "@/features/accounts/AccountRules";
import { AddAccount } from "@/features/accounts/AddAccount";
import { Departure } from "@/features/accounts/Departure";
import { OfflineSwitch, useOffline } from "@/features/accounts/OfflineSwitch";
import { waiting } from "@/features/accounts/state";
import { accountStrings } from "@/features/accounts/strings";
import { CONTACT_READING } from "@/features/contacts/fields";
import { PersonLink } from "@/features/contacts/PersonLink";
import { shareDone, syncOf, useJobs } from "@/features/jobs/jobs";
import { RunLog } from "@/features/sync/RunLog";
import { useUndo } from "@/features/undo/useUndo";
import { count } from "@/format/numbers";
import { plural } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./AccountsScreen.module.css";
import type { AccountsSearchParams } from "./search";
import { accountsScreenStrings as t } from "./strings";

const route = getRouteApi("/accounts");

/** The other copies that this book is kept in step with. */
export function AccountsScreen() {
  const { add = false, departure = false } = route.useSearch();
  const go = useNavigate();
  const list = useRead("accounts_list", {});
  const kinds = useRead("accounts_kinds", {}).data?.kinds ?? [];
  const jobs = useJobs();
  const { offline } = useOffline();
  const { undo } = useUndo();
  const accounts = list.data?.accounts ?? [];
  const left = waiting(accounts);
  const show = (search: AccountsSearchParams) => void go({ to: "/accounts", search });
  const toRehearsal = (name: string, job: string) =>
    void go({ to: "/accounts/$name/rehearsal/$job", params: { name, job } });
  const addButton = (
    <Button look="primary" icon={<Plus />} onClick={() => show({ add: true })} data-testid="account-add">
      {accountStrings.add}
    </Button>
  );
  const empty = list.data !== undefined && accounts.length === 0;
  return (
    <Page
      title={t.title}
      narrow
      actions={
        <>
          <OfflineSwitch />
          {empty ? null : (
            <>
              <Button icon={<Luggage />} onClick={() => show({ departure: true })} data-testid="departure-open">
                {accountStrings.departure}
              </Button>
              {addButton}
            </>
          )}
        </>
      }
    >
      {list.error ? <ErrorNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting label={t.loading} shape="card" /> : null}
      {empty ? (
        <EmptyState
          icon={<RefreshCw />}
          title={accountStrings.emptyTitle}
          text={accountStrings.emptyText}
          testId="accounts-empty"
        >
          {addButton}
        </EmptyState>
      ) : (
        <div className={styles.accounts}>
          {offline ? (
            <Notice title={accountStrings.offlineOn}>
              <p>{accountStrings.offlineOnText}</p>
            </Notice>
          ) : null}
          {left > 0 ? (
            <div className={styles.left} data-testid="accounts-waiting">
              <p>{plural(left, t.toDecideOne, t.toDecideOther, count(left))}</p>
              <Link to="/conflicts" data-testid="conflicts-open">
                {t.decide}
              </Link>
            </div>
          ) : null}
          {accounts.map((account) => {
            const job = syncOf(jobs, account.name);
            return (
              <AccountCard
                key={account.id}
                account={account}
                kindName={kinds.find(({ kind }) => kind === account.kind)?.name ?? account.kind}
                offline={offline}
                progress={job ? shareDone(job) : undefined}
                onRehearsal={toRehearsal}
              >
                <AccountRules account={account} label={CONTACT_READING.label} />
                <RunLog
                  account={account.name}
                  reading={CONTACT_READING}
                  person={(id, name) => <PersonLink id={id} name={name} />}
                  onUndo={(batch) => void undo(batch)}
                />
              </AccountCard>
            );
          })}
        </div>
      )}
      <AddAccount open={add} onClose={() => show({})} onRehearsal={toRehearsal} />
      <Departure open={departure} onClose={() => show({})} />
    </Page>
  );
}
