import { useCallback, useRef, useState } from "react";
import { fill } from "@/format/text";
import type { Contact } from "@/ipc";
import { type CardEditing, useClosing } from "../editing";
import { type ChildKey, LABELS } from "../fields";
import { addEdit } from "../patch";
import { contactStrings as t } from "../strings";
import { useFieldEdit } from "../useFieldEdit";
import { INPUT_MODES } from "./ChildRow";
import styles from "./Collection.module.css";
import inline from "./InlineText.module.css";
import { InlineText } from "./InlineText";
import { labelsOf } from "./Labels";

type Props = { contact: Contact; field: Exclude<ChildKey, "addresses">; editing: CardEditing; onClose: () => void };

/** A row that is not there yet: it is, once something was typed and left. */
export function NewChildRow({ contact, field, editing, onClose }: Props) {
  const [label, setLabel] = useState(contact[field].length === 0 ? (LABELS[field][0] ?? "") : "");
  const group = useRef<HTMLDivElement>(null);
  const toEdit = useCallback((text: string) => addEdit(field, { value: text, label }), [field, label]);
  const edit = useFieldEdit(contact, field, "", toEdit, useClosing(editing, onClose));
  const name = fill(t.newRow, { field: t.fields[field].toLocaleLowerCase() });

  async function leave() {
    if (edit.text.trim() === "" && !edit.draft) onClose();
    else await edit.save();
  }
  return (
    <div
      ref={group}
      className={styles.row}
      onBlur={(event) => {
        if (!group.current?.contains(event.relatedTarget)) void leave();
      }}
    >
      <div className={styles.label}>
        <input
          className={`${inline.input} ${inline.small}`}
          list={labelsOf(field)}
          value={label}
          aria-label={fill(t.labelOf, { value: name })}
          placeholder={t.parts.label}
          onChange={(event) => setLabel(event.target.value)}
        />
      </div>
      <div className={styles.value}>
        <InlineText
          bare
          heldBack
          label={name}
          edit={edit}
          testId={`field-${field}-new`}
          placeholder={name}
          inputMode={INPUT_MODES[field]}
          autoFocus={!edit.draft}
          onEnter={() => void edit.save()}
          {...(field === "dates" ? {} : { check: { key: field, label } })}
          {...(field === "dates" ? { hint: t.birthdayHint } : {})}
        />
      </div>
    </div>
  );
}
