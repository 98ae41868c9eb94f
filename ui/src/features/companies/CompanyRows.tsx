import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { TextField } from "@/design/Field";
import { TypedCheck } from "@/design/TypedCheck";
import { fill } from "@/format/text";
import type { CommandError, CompanyText, Edit, Phone } from "@/ipc";
import styles from "./companies.module.css";
import { companyStrings as t } from "./strings";

type List = "names" | "domains" | "phones";
type Props = {
  list: List;
  rows: readonly (CompanyText | Phone)[];
  onEdit: (edit: Edit) => Promise<void>;
};

/** A list of a company's: what is there, and a line to add to it. */
export function CompanyRows({ list, rows, onEdit }: Props) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<CommandError | null>(null);
  const run = (edit: Edit) =>
    onEdit(edit).then(
      () => {
        setTyped("");
        setError(null);
      },
      (thrown) => setError(thrown as CommandError),
    );
  function add(event: FormEvent) {
    event.preventDefault();
    if (typed.trim()) void run({ path: list, add: typed.trim() });
  }
  return (
    <div className={styles.rows} data-testid={`company-${list}`}>
      <form className={styles.adder} onSubmit={add}>
        <TextField
          label={t.fields[list]}
          value={typed}
          placeholder={t.hints[list]}
          {...(error ? { error: error.message } : {})}
          onChange={(event) => setTyped(event.target.value)}
          data-testid={`company-${list}-new`}
        />
        <Button
          small
          type="submit"
          icon={<Plus />}
          disabled={typed.trim() === ""}
          aria-label={fill(t.addTo, { list: t.fields[list] })}
        >
          {t.add}
        </Button>
      </form>
      {list === "phones" ? <TypedCheck as={{ key: list }} text={typed} onUse={setTyped} /> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={styles.row}>
            <span className={styles.value}>{row.value}</span>
            {row.label ? <span className={styles.soft}>{row.label}</span> : null}
            <IconButton
              label={fill(t.remove, { value: row.value })}
              icon={<X />}
              onClick={() => void run({ path: `${list}/${row.id}`, clear: true })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
