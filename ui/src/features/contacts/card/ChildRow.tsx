import { Star } from "lucide-react";
import { useCallback } from "react";
import { day } from "@/format/dates";
import { fill } from "@/format/text";
import type { Contact, EmailStatus } from "@/ipc";
import type { CardEditing } from "../editing";
import type { ChildKey } from "../fields";
import type { RowChannel } from "../objections";
import { labelEdit, rowEdit } from "../patch";
import { contactStrings as t } from "../strings";
import { useFieldEdit } from "../useFieldEdit";
import styles from "./Collection.module.css";
import { InlineText } from "./InlineText";
import { labelsOf } from "./Labels";
import { RowMarks } from "./RowMarks";
import { RowTools } from "./RowTools";

type OneValue = Exclude<ChildKey, "addresses">;
export const INPUT_MODES = { emails: "email", phones: "tel", links: "url", dates: "text" } as const satisfies Record<
  OneValue,
  string
>;

type Props = {
  contact: Contact;
  field: OneValue;
  row: {
    id: string;
    value: string;
    label: string;
    primary: boolean;
    e164?: string;
    status?: EmailStatus;
    handle?: string;
  } & Partial<Record<`do_not_${RowChannel}`, boolean>>;
  editing: CardEditing;
};

/** An e-mail, phone, link or date: its label, its value, what can be done with it. */
export function ChildRow({ contact, field, row, editing }: Props) {
  const path = `${field}/${row.id}`;
  const toEdit = useCallback((text: string) => rowEdit(field, row.id, text), [field, row.id]);
  const edit = useFieldEdit(contact, path, row.value, toEdit, editing);
  return (
    <div className={styles.row} data-testid={`row-${field}`}>
      <RowLabel contact={contact} field={field} row={row} editing={editing} />
      <div className={styles.value}>
        <InlineText
          bare
          wraps={field === "emails" || field === "links"}
          label={t.fields[field]}
          edit={edit}
          testId={`field-${field}`}
          inputMode={INPUT_MODES[field]}
          {...(row.handle ? { shown: fill(t.handle, { handle: row.handle }) } : {})}
          {...(field === "dates" ? {} : { check: { key: field, label: row.label } })}
          {...(field === "dates" ? { shown: day(edit.text), hint: t.birthdayHint } : {})}
        />
      </div>
      {row.status === "bouncing" || row.status === "dead" ? (
        <span className={styles.status} data-testid="email-status">
          {t.statuses[row.status]}
        </span>
      ) : null}
      <RowMarks contact={contact} path={path} />
      {row.primary && contact[field].length > 1 ? (
        <span className={styles.star} role="img" aria-label={t.primary}>
          <Star />
        </span>
      ) : null}
      <RowTools contact={contact} field={field} row={row} editing={editing} />
    </div>
  );
}

type LabelProps = {
  contact: Contact;
  field: ChildKey;
  row: { id: string; value: string; label: string };
  editing: CardEditing;
};

/** The label of a row: one of the usual words, or any other. */
export function RowLabel({ contact, field, row, editing }: LabelProps) {
  const toEdit = useCallback((text: string) => labelEdit(field, row.id, text), [field, row.id]);
  const edit = useFieldEdit(contact, `${field}/${row.id}/label`, row.label, toEdit, editing);
  return (
    <div className={styles.label}>
      <InlineText
        bare
        small
        label={fill(t.labelOf, { value: row.value })}
        edit={edit}
        testId={`label-${field}`}
        placeholder={t.parts.label}
        input={{ list: labelsOf(field) }}
      />
    </div>
  );
}
