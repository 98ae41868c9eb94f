import type { Contact } from "@/ipc";
import type { CardEditing } from "../editing";
import { ownGroups } from "../own";
import { contactStrings as t } from "../strings";
import { useOwnFields } from "../useOwnFields";
import { OwnField } from "./OwnField";
import styles from "./OwnFields.module.css";

type Props = { contact: Contact; editing: CardEditing; showEmpty: boolean };

/** Fields of one's own under their headings, edited where they stand. */
export function OwnFields({ contact, editing, showEmpty }: Props) {
  const fields = useOwnFields();
  return ownGroups(contact, fields, showEmpty).map(({ group, fields: shown }) => (
    <section key={group} className={styles.group} aria-label={group || t.ownFields}>
      {group ? (
        <h3 className={styles.heading}>
          <bdi>{group}</bdi>
        </h3>
      ) : null}
      {shown.map((field) => (
        <OwnField key={field.id} contact={contact} field={field} editing={editing} />
      ))}
    </section>
  ));
}
