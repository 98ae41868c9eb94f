import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { fill } from "@/format/text";
import type { Contact } from "@/ipc";
import type { CardEditing } from "../editing";
import type { ChildKey } from "../fields";
import { contactStrings as t } from "../strings";
import { AddressRow } from "./AddressRow";
import { ChildRow } from "./ChildRow";
import styles from "./Collection.module.css";
import { Labels } from "./Labels";
import { NewAddress } from "./NewAddress";
import { NewChildRow } from "./NewChildRow";

type Props = { contact: Contact; field: ChildKey; editing: CardEditing; adding: boolean };

/** The rows of one kind: e-mails, phones, addresses, links or dates. */
export function Collection({ contact, field, editing, adding: startAdding }: Props) {
  const [adding, setAdding] = useState(startAdding);
  const label = t.fields[field];
  const close = () => setAdding(false);
  const drafted = editing.draftOf(field) !== undefined;
  return (
    <section className={styles.collection} aria-label={label}>
      <header className={styles.header}>
        <h3>{label}</h3>
        <Button
          small
          look="quiet"
          icon={<Plus />}
          aria-label={fill(t.addRow, { field: label })}
          data-testid={`add-${field}`}
          onClick={() => setAdding(true)}
        >
          {fill(t.addRow, { field: label.toLocaleLowerCase() })}
        </Button>
      </header>
      {contact[field].length > 0 || adding || drafted ? <Labels field={field} /> : null}
      {field === "addresses"
        ? contact.addresses.map((row) => <AddressRow key={row.id} contact={contact} row={row} editing={editing} />)
        : contact[field].map((row) => (
            <ChildRow key={row.id} contact={contact} field={field} row={row} editing={editing} />
          ))}
      {adding || drafted ? (
        field === "addresses" ? (
          <NewAddress contact={contact} editing={editing} onClose={close} />
        ) : (
          <NewChildRow contact={contact} field={field} editing={editing} onClose={close} />
        )
      ) : null}
    </section>
  );
}
