import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { CheckField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Account, useWrite } from "@/ipc";
import styles from "./accounts.module.css";
import { accountStrings as t } from "./strings";

const USUAL = 30;
const MOST = 1440;

/** Says when an account is synced by itself. */
export function ScheduleDialog({ account, open, onClose }: { account: Account; open: boolean; onClose: () => void }) {
  return (
    <Dialog
      title={fill(t.scheduleTitle, { name: account.name })}
      open={open}
      onClose={onClose}
      testId="account-schedule-dialog"
    >
      {open ? <ScheduleForm account={account} onClose={onClose} /> : null}
    </Dialog>
  );
}

function ScheduleForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const write = useWrite("accounts_schedule");
  const [every, setEvery] = useState(account.every_minutes > 0);
  const [minutes, setMinutes] = useState(String(account.every_minutes || USUAL));
  const [start, setStart] = useState(account.on_start);
  const [wrong, setWrong] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = every ? Number(minutes) : 0;
    const fits = !every || (Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST);
    setWrong(!fits);
    if (!fits) return;
    write.mutate(
      { name: account.name, every_minutes: wanted, on_start: start },
      {
        onSuccess: () => {
          toast(fill(t.scheduled, { name: account.name }));
          onClose();
        },
      },
    );
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <CheckField
        label={t.scheduleEvery}
        checked={every}
        autoFocus
        onChange={(event) => setEvery(event.target.checked)}
        data-testid="schedule-every"
      />
      {every ? (
        <TextField
          label={t.minutes}
          hint={t.minutesHint}
          error={wrong ? t.minutesWrong : null}
          inputMode="numeric"
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
          data-testid="schedule-minutes"
        />
      ) : null}
      <CheckField
        label={t.scheduleStart}
        checked={start}
        onChange={(event) => setStart(event.target.checked)}
        data-testid="schedule-start"
      />
      {every || start ? <p className={styles.soft}>{t.scheduleAgain}</p> : null}
      {write.error ? <ErrorNotice error={write.error} /> : null}
      <Button type="submit" look="primary" busy={write.isPending} data-testid="schedule-save">
        {t.scheduleSave}
      </Button>
    </form>
  );
}
