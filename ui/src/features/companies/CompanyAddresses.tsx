import { Pencil, Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { TextField } from "@/design/Field";
import { TypedCheck } from "@/design/TypedCheck";
import { fill } from "@/format/text";
import type { Address, CommandError, Edit } from "@/ipc";
import styles from "./companies.module.css";
import { companyStrings as t } from "./strings";

const PARTS = ["street", "postcode", "locality", "region", "country", "label"] as const;
type Parts = Record<(typeof PARTS)[number], string>;
const NOTHING: Parts = { street: "", postcode: "", locality: "", region: "", country: "", label: "" };

type Props = { rows: readonly Address[]; onEdit: (edit: Edit) => Promise<void> };

/** Where a company is: each address in a line, typed by its parts. */
export function CompanyAddresses({ rows, onEdit }: Props) {
  /** Which one is typed: an id, `new`, or none. */
  const [typing, setTyping] = useState<string | null>(null);
  const close = () => setTyping(null);
  return (
    <div className={styles.rows} data-testid="company-addresses">
      <header className={styles.header}>
        <h3>{t.fields.addresses}</h3>
        <Button
          small
          look="quiet"
          icon={<Plus />}
          aria-label={fill(t.addTo, { list: t.fields.addresses })}
          onClick={() => setTyping("new")}
          data-testid="company-addresses-add"
        >
          {t.add}
        </Button>
      </header>
      {typing === "new" ? (
        <AddressForm
          name={t.newAddress}
          known={NOTHING}
          onSave={(parts) => onEdit({ path: "addresses", add: parts })}
          onClose={close}
        />
      ) : null}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <div className={styles.row}>
              <span className={styles.value}>{row.value}</span>
              {row.label ? <span className={styles.soft}>{row.label}</span> : null}
              <IconButton
                label={fill(t.edit, { value: row.value })}
                icon={<Pencil />}
                onClick={() => setTyping(row.id)}
                data-testid="company-addresses-edit"
              />
              <IconButton
                label={fill(t.remove, { value: row.value })}
                icon={<X />}
                onClick={() => void onEdit({ path: `addresses/${row.id}`, clear: true })}
              />
            </div>
            {typing === row.id ? (
              <AddressForm
                name={row.value}
                known={row}
                onSave={(parts) => onEdit({ path: `addresses/${row.id}`, set: parts })}
                onClose={close}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

type FormProps = {
  name: string;
  known: Parts;
  onSave: (parts: Parts) => Promise<void>;
  onClose: () => void;
};

function AddressForm({ name, known, onSave, onClose }: FormProps) {
  const [parts, setParts] = useState<Parts>(() => pick(known));
  const [error, setError] = useState<CommandError | null>(null);
  const change = (part: keyof Parts, text: string) => setParts((before) => ({ ...before, [part]: text }));
  function submit(event: FormEvent) {
    event.preventDefault();
    onSave(parts).then(onClose, (thrown) => setError(thrown as CommandError));
  }
  return (
    <form
      className={styles.address}
      aria-label={name}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      {PARTS.map((part, at) => (
        <TextField
          key={part}
          label={t.parts[part]}
          value={parts[part]}
          autoFocus={at === 0}
          className={part === "street" ? styles.wide : undefined}
          {...(part === "street" && error ? { error: error.message } : {})}
          onChange={(event) => change(part, event.target.value)}
          data-testid={`company-addresses-${part}`}
        />
      ))}
      <div className={styles.wide}>
        <TypedCheck
          as={{ key: "postcode", country: parts.country }}
          text={parts.postcode}
          onUse={(text) => change("postcode", text)}
        />
      </div>
      <div className={`${styles.wide} ${styles.header}`}>
        <Button small type="submit" look="primary" data-testid="company-addresses-save">
          {t.save}
        </Button>
        <Button small look="quiet" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}

function pick({ street, postcode, locality, region, country, label }: Parts): Parts {
  return { street, postcode, locality, region, country, label };
}
