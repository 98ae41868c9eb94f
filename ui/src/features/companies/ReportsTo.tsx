import { useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { SelectField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type CompanyPerson, useWrite } from "@/ipc";
import styles from "./companies.module.css";
import { companyStrings as t } from "./strings";

type Props = {
  company: string;
  person: CompanyPerson | null;
  people: readonly CompanyPerson[];
  onClose: () => void;
  onUndo: (batch: string) => void;
};

/** Puts somebody under another manager at the company. */
export function ReportsTo({ company, person, people, onClose, onUndo }: Props) {
  return (
    <Dialog
      title={fill(t.reportsTitle, { name: person?.display ?? "" })}
      open={person !== null}
      onClose={onClose}
      testId="reports-dialog"
    >
      {person ? (
        <ReportsForm company={company} person={person} people={people} onClose={onClose} onUndo={onUndo} />
      ) : null}
    </Dialog>
  );
}

function ReportsForm({ company, person, people, onClose, onUndo }: Props & { person: CompanyPerson }) {
  const write = useWrite("relations_report_to");
  const here = people.some((one) => one.id === person.manager) ? (person.manager ?? "") : "";
  const [manager, setManager] = useState(here);
  const save = () =>
    write.mutate(
      { company, report: person.id, manager: manager || null },
      {
        onSuccess: ({ batch }) => {
          if (batch) toast(fill(t.reportsSaved, { name: person.display }), { label: t.undo, run: () => onUndo(batch) });
          onClose();
        },
      },
    );
  return (
    <form
      className={styles.rows}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <SelectField
        label={t.reportsLabel}
        value={manager}
        autoFocus
        onChange={(event) => setManager(event.target.value)}
        data-testid="reports-to"
      >
        <option value="">{t.reportsNobody}</option>
        {people
          .filter((one) => one.id !== person.id)
          .map((one) => (
            <option key={one.id} value={one.id}>
              {one.display}
            </option>
          ))}
      </SelectField>
      {write.error ? <ErrorNotice error={write.error} /> : null}
      <Button type="submit" look="primary" busy={write.isPending} data-testid="reports-save">
        {t.save}
      </Button>
    </form>
  );
}
