import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { type Company, useWrite } from "@/ipc";
import styles from "./companies.module.css";
import { companyStrings as t } from "./strings";

type Props = { open: boolean; onClose: () => void; onMade: (company: Company) => void };

/** A company that is not there yet, by its name; the rest is typed on its page. */
export function NewCompany({ open, onClose, onMade }: Props) {
  return (
    <Dialog title={t.newTitle} open={open} onClose={onClose} testId="new-company">
      {open ? <NameForm onMade={onMade} /> : null}
    </Dialog>
  );
}

function NameForm({ onMade }: Pick<Props, "onMade">) {
  const create = useWrite("companies_create");
  const [name, setName] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ patch: [{ path: "name", set: name }] }, { onSuccess: ({ company }) => onMade(company) });
  }
  return (
    <form className={styles.rows} onSubmit={submit} noValidate>
      <TextField
        label={t.fields.name}
        value={name}
        autoFocus
        onChange={(event) => setName(event.target.value)}
        data-testid="new-company-name"
      />
      {create.error ? <ErrorNotice error={create.error} /> : null}
      <Button
        type="submit"
        look="primary"
        busy={create.isPending}
        disabled={name.trim() === ""}
        data-testid="new-company-create"
      >
        {t.create}
      </Button>
    </form>
  );
}
