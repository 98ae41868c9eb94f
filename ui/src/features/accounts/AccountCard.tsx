import {
  ArrowLeftRight,
  BookUser,
  CalendarClock,
  CirclePause,
  CirclePlay,
  ListChecks,
  PencilLine,
  PlugZap,
  RefreshCw,
  Trash2,
} from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice, Notice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { Progress } from "@/design/Progress";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Account, useWrite } from "@/ipc";
import { AccountFacts } from "./AccountFacts";
import styles from "./accounts.module.css";
import { RemoveAccount } from "./RemoveAccount";
import { ChooseDialog } from "./ChooseDialog";
import { EditAccount } from "./EditAccount";
import { ScheduleDialog } from "./ScheduleDialog";
import { looksFirst, standing } from "./state";
import { StateSign } from "./StateSign";
import { accountStrings as t } from "./strings";
import { TestResult } from "./TestResult";
import { useSync } from "./useSync";

type Props = {
  account: Account;
  kindName: string;
  offline: boolean;
  /** A run or rehearsal that is under way: how much of it is done, null while that is not known. */
  progress: number | null | undefined;
  onRehearsal: (name: string, job: string) => void;
  /** What is told below: the log of runs. */
  children?: ReactNode;
};

/** One account: how it stands, what it comes to, what can be done with it. */
export function AccountCard({ account, kindName, offline, progress, onRehearsal, children }: Props) {
  const { name } = account;
  const headingId = useId();
  const whyId = useId();
  const busy = progress !== undefined || account.state === "running";
  const shown = standing(busy ? { ...account, state: "running" } : account);
  const { starting, rehearse, sync } = useSync(onRehearsal);
  const test = useWrite("accounts_test");
  const pause = useWrite("accounts_pause");
  const [open, setOpen] = useState<"edit" | "choose" | "schedule" | "remove" | null>(null);
  const paused = account.state === "paused";
  const first = looksFirst(account);
  const why = offline ? t.whyOffline : paused ? t.whyPaused : account.state === "new" ? t.whyNew : null;
  const named = (words: string) => fill(words, { name });
  const rest = () =>
    pause.mutate(
      { name, paused: !paused },
      { onError: toastError, onSuccess: () => toast(named(paused ? t.going : t.paused)) },
    );
  return (
    <article className={styles.card} aria-labelledby={headingId} data-testid="account-card" data-state={account.state}>
      <header className={styles.head}>
        <span className={styles.icon} aria-hidden="true">
          <BookUser />
        </span>
        <div className={styles.title}>
          <h2 id={headingId}>{name}</h2>
          <p className={styles.soft}>{kindName}</p>
        </div>
        <StateSign standing={shown} />
      </header>
      {busy ? <Progress label={named(t.started)} value={progress ?? null} /> : null}
      {account.problem && !busy ? (
        <Notice tone={shown.tone === "danger" ? "danger" : "warning"} title={account.problem}>
          {account.state === "stopped" ? <p>{t.whyStopped}</p> : null}
          {account.state === "sign_in" ? <p>{t.whySignIn}</p> : null}
          {account.state === "untrusted" ? <p>{t.whyUntrusted}</p> : null}
        </Notice>
      ) : null}
      <AccountFacts account={account} now={Date.now()} />
      <div className={styles.actions}>
        <Button
          small
          look="primary"
          icon={first ? <ListChecks /> : <RefreshCw />}
          busy={starting}
          disabled={offline || paused || busy}
          aria-label={named(account.state === "stopped" ? t.lookNamed : t.syncNamed)}
          aria-describedby={why ? whyId : undefined}
          title={why ?? undefined}
          data-testid="account-sync"
          onClick={() => sync(account)}
        >
          {account.state === "stopped" ? t.look : t.syncNow}
        </Button>
        <Button
          small
          icon={<ListChecks />}
          disabled={offline || busy || starting}
          aria-label={named(t.rehearseNamed)}
          data-testid="account-rehearse"
          onClick={() => rehearse(account)}
        >
          {t.rehearse}
        </Button>
        <Button
          small
          icon={<PlugZap />}
          busy={test.isPending}
          disabled={offline}
          aria-label={named(t.testNamed)}
          data-testid="account-test"
          onClick={() => test.mutate({ name })}
        >
          {t.test}
        </Button>
        <span className={styles.spring} />
        <Button
          small
          look="quiet"
          icon={<PencilLine />}
          disabled={busy}
          aria-label={named(t.editNamed)}
          data-testid="account-edit"
          onClick={() => setOpen("edit")}
        >
          {t.edit}
        </Button>
        <Button
          small
          look="quiet"
          icon={<ArrowLeftRight />}
          aria-label={named(t.chooseNamed)}
          data-testid="account-choose"
          onClick={() => setOpen("choose")}
        >
          {t.choose}
        </Button>
        {account.state === "new" ? null : (
          <Button
            small
            look="quiet"
            icon={<CalendarClock />}
            aria-label={named(t.scheduleNamed)}
            data-testid="account-schedule"
            onClick={() => setOpen("schedule")}
          >
            {t.scheduleAction}
          </Button>
        )}
        <Button
          small
          look="quiet"
          icon={paused ? <CirclePlay /> : <CirclePause />}
          busy={pause.isPending}
          aria-label={named(paused ? t.goOnNamed : t.pauseNamed)}
          data-testid="account-pause"
          onClick={rest}
        >
          {paused ? t.goOn : t.pause}
        </Button>
        <Button
          small
          look="quiet"
          icon={<Trash2 />}
          aria-label={named(t.removeNamed)}
          data-testid="account-remove"
          onClick={() => setOpen("remove")}
        >
          {t.remove}
        </Button>
      </div>
      {why ? (
        <p id={whyId} className={styles.soft}>
          {why}
        </p>
      ) : null}
      {test.error ? <ErrorNotice error={test.error} /> : null}
      {test.data && !test.isPending ? <TestResult tested={test.data} /> : null}
      {children}
      <EditAccount
        account={account}
        open={open === "edit"}
        onClose={() => setOpen(null)}
        onEdited={() => (offline ? undefined : test.mutate({ name }))}
      />
      <ChooseDialog account={account} open={open === "choose"} onClose={() => setOpen(null)} />
      <ScheduleDialog account={account} open={open === "schedule"} onClose={() => setOpen(null)} />
      <RemoveAccount account={account} open={open === "remove"} onClose={() => setOpen(null)} />
    </article>
  );
}
