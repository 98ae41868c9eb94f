import { useCallback } from "react";
import type { Address, Contact } from "@/ipc";
import type { CardEditing } from "../editing";
import { type AddressPart, partEdit } from "../patch";
import { contactStrings as t } from "../strings";
import { useFieldEdit } from "../useFieldEdit";
import { RowLabel } from "./ChildRow";
import styles from "./Collection.module.css";
import { InlineText } from "./InlineText";
import { RowTools } from "./RowTools";

export const ADDRESS_PARTS: readonly AddressPart[] = ["street", "postcode", "locality", "region", "country"];
export const WIDE_PARTS: ReadonlySet<AddressPart> = new Set(["street", "region", "country"]);

type Props = { contact: Contact; row: Address; editing: CardEditing };

/** A postal address by its parts. */
export function AddressRow({ contact, row, editing }: Props) {
  return (
    <div className={styles.row} data-testid="row-addresses">
      <RowLabel contact={contact} field="addresses" row={row} editing={editing} />
      <fieldset className={`${styles.value} ${styles.address}`} aria-label={row.value || t.fields.addresses}>
        <div className={styles.parts}>
          {ADDRESS_PARTS.map((part) => (
            <div key={part} className={WIDE_PARTS.has(part) ? styles.wide : ""}>
              <Part contact={contact} row={row} part={part} editing={editing} />
            </div>
          ))}
        </div>
      </fieldset>
      <RowTools contact={contact} field="addresses" row={row} editing={editing} />
    </div>
  );
}

function Part({ contact, row, part, editing }: Props & { part: AddressPart }) {
  const toEdit = useCallback((text: string) => partEdit(row.id, part, text), [row.id, part]);
  const edit = useFieldEdit(contact, `addresses/${row.id}/${part}`, row[part], toEdit, editing);
  return (
    <InlineText
      bare
      multiline={part === "street" && row.street.includes("\n")}
      label={t.parts[part]}
      placeholder={t.parts[part]}
      edit={edit}
      {...(part === "postcode" ? { check: { key: "postcode", country: row.country } } : {})}
      testId={`field-addresses-${part}`}
    />
  );
}
