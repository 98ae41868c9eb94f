import { useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { CheckField, TextField } from "@/design/Field";
import { toast } from "@/design/toasts";
import { typedDay } from "@/format/dates";
import { fill } from "@/format/text";
import { type CommandError, type Contact, useWrite } from "@/ipc";
import { contactStrings as t } from "../strings";
import styles from "./People.module.css";

type Props = { contact: Contact; open: boolean; onClose: () => void; onUndo: (batch: string) => void };

const NEW = { company: "", title: "", department: "", since: "", email: "", note: "", retire: true };

/** A new job as one act. */
export function JobChangeDialog({ contact, open, onClose, onUndo }: Props) {
  const change = useWrite("contacts_change_job");
  const [job, setJob] = useState(NEW);
  const [error, setError] = useState<CommandError | null>(null);
  const field = (key: Exclude<keyof typeof NEW, "retire">, hint?: string) => (
    <TextField
      label={t.job[key]}
      value={job[key]}
      {...(hint ? { hint } : {})}
      {...(error?.wire.field === key ? { error: error.message } : {})}
      onChange={(event) => setJob({ ...job, [key]: event.target.value })}
      data-testid={`job-${key}`}
    />
  );
  async function run() {
    try {
      const done = await change.mutateAsync({
        id: contact.id,
        company: job.company,
        title: job.title,
        department: job.department,
        since: job.since.trim() ? typedDay(job.since) : null,
        email: job.email.trim() || null,
        retire: job.retire,
        note: job.note.trim() || null,
      });
      const { batch, colleagues, left } = done;
      const names = colleagues.map((one) => one.display).join(", ");
      const said = left && names ? fill(t.job.leftBehind, { company: left.name, names }) : t.job.done;
      toast(said, batch ? { label: t.undo, run: () => onUndo(batch) } : undefined);
      setJob(NEW);
      setError(null);
      onClose();
    } catch (thrown) {
      setError(thrown as CommandError);
    }
  }
  return (
    <Dialog
      title={fill(t.job.heading, { name: contact.display })}
      open={open}
      onClose={onClose}
      testId="job-dialog"
      actions={
        <Button
          look="primary"
          busy={change.isPending}
          disabled={job.company.trim() === ""}
          onClick={() => void run()}
          data-testid="job-run"
        >
          {t.job.run}
        </Button>
      }
    >
      <div className={styles.form}>
        {field("company")}
        {field("title")}
        {field("department")}
        {field("since", t.job.sinceHint)}
        {field("email", t.job.emailHint)}
        {field("note")}
        <CheckField
          label={t.job.retire}
          hint={t.job.retireHint}
          checked={job.retire}
          onChange={(event) => setJob({ ...job, retire: event.target.checked })}
        />
        {error && !error.wire.field ? <p role="alert">{error.message}</p> : null}
      </div>
    </Dialog>
  );
}
