import { useCallback, useRef, useState } from "react";
import { fill } from "@/format/text";
import type { Contact } from "@/ipc";
import { type CardEditing, useClosing } from "../editing";
import { addEdit, type AddressPart, addressText, EMPTY_ADDRESS, readAddress } from "../patch";
import { contactStrings as t } from "../strings";
import { useFieldEdit } from "../useFieldEdit";
import { ADDRESS_PARTS, WIDE_PARTS } from "./AddressRow";
import styles from "./Collection.module.css";
import { FieldMessages } from "./FieldMessages";
import inline from "./InlineText.module.css";

type Props = { contact: Contact; editing: CardEditing; onClose: () => void };

/** An address that is not there yet: its parts are kept as one draft, and saved when the group is left. */
export function NewAddress({ contact, editing, onClose }: Props) {
  const group = useRef<HTMLFieldSetElement>(null);
  const [label] = useState(contact.addresses.length === 0 ? "work" : "");
  const toEdit = useCallback((text: string) => addEdit("addresses", { ...readAddress(text), label }), [label]);
  const edit = useFieldEdit(contact, "addresses", "", toEdit, useClosing(editing, onClose));
  const parts = edit.text ? readAddress(edit.text) : EMPTY_ADDRESS;

  function change(part: AddressPart, text: string) {
    edit.onChange(addressText({ ...parts, [part]: text }));
  }
  return (
    <fieldset
      ref={group}
      className={styles.address}
      aria-label={fill(t.newRow, { field: t.fields.addresses.toLocaleLowerCase() })}
      onBlur={(event) => {
        if (group.current?.contains(event.relatedTarget)) return;
        if (edit.text === "" && !edit.draft) onClose();
        else void edit.save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") void edit.save();
        if (event.key === "Escape") {
          edit.cancel();
          onClose();
        }
      }}
    >
      <div className={styles.parts}>
        {ADDRESS_PARTS.map((part, at) => (
          <input
            key={part}
            className={`${inline.input} ${WIDE_PARTS.has(part) ? styles.wide : ""}`}
            value={parts[part]}
            aria-label={t.parts[part]}
            placeholder={t.parts[part]}
            autoComplete="off"
            autoFocus={at === 0 && !edit.draft}
            data-testid={`field-addresses-new-${part}`}
            onChange={(event) => change(part, event.target.value)}
          />
        ))}
      </div>
      <FieldMessages
        edit={
          edit.draft
            ? {
                ...edit,
                draft: {
                  ...edit.draft,
                  value: Object.values(readAddress(edit.draft.value)).filter(Boolean).join(", "),
                },
              }
            : edit
        }
        id="new-address-message"
      />
    </fieldset>
  );
}
