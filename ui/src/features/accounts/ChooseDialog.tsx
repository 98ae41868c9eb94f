import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { SelectField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Account, type SyncDirection, useWrite } from "@/ipc";
import styles from "./accounts.module.css";
import { accountStrings as t } from "./strings";

const DIRECTIONS: readonly SyncDirection[] = ["both", "here", "there"];

/** Says what of the book is synced with an account, and which way. */
export function ChooseDialog({ account, open, onClose }: { account: Account; open: boolean; onClose: () => void }) {
  return (
    <Dialog
      title={fill(t.chooseTitle, { name: account.name })}
      open={open}
      onClose={onClose}
      testId="account-choose-dialog"
    >
      {open ? <ChooseForm account={account} onClose={onClose} /> : null}
    </Dialog>
  );
}

function ChooseForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const write = useWrite("accounts_choose");
  const [direction, setDirection] = useState(account.direction);
  const [tag, setTag] = useState(account.tag);
  function submit(event: FormEvent) {
    event.preventDefault();
    write.mutate(
      { name: account.name, direction, tag: tag.trim() },
      {
        onSuccess: () => {
          toast(fill(t.chosen, { name: account.name }));
          onClose();
        },
      },
    );
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <SelectField
        label={t.direction}
        value={direction}
        autoFocus
        onChange={(event) => setDirection(event.target.value as SyncDirection)}
        data-testid="choose-direction"
      >
        {DIRECTIONS.map((way) => (
          <option key={way} value={way}>
            {t.directions[way]}
          </option>
        ))}
      </SelectField>
      {direction === "here" ? null : (
        <TextField
          label={t.onlyTag}
          hint={t.onlyTagHint}
          value={tag}
          onChange={(event) => setTag(event.target.value)}
          data-testid="choose-tag"
        />
      )}
      {write.error ? <ErrorNotice error={write.error} /> : null}
      <Button type="submit" look="primary" busy={write.isPending} data-testid="choose-save">
        {t.scheduleSave}
      </Button>
    </form>
  );
}
