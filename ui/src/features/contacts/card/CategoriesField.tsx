import { useId } from "react";
import { toastError } from "@/design/problem";
import { type CategoryGroupShown, type Contact, useRead } from "@/ipc";
import type { CardEditing } from "../editing";
import { reachStrings as t } from "../reachStrings";
import styles from "./CategoriesField.module.css";

type Props = { contact: Contact; editing: CardEditing };

/** What a contact is in each group of categories, changed where it stands. */
export function CategoriesField({ contact, editing }: Props) {
  const groups = useRead("categories_list", { counted: false }).data?.groups ?? [];
  return (
    <div className={styles.groups}>
      {groups.map((group) => (
        <Group key={group.id} group={group} contact={contact} editing={editing} />
      ))}
    </div>
  );
}

function Group({ group, contact, editing }: Props & { group: CategoryGroupShown }) {
  const id = useId();
  const now = contact.categories.find((own) => own.group_id === group.id);
  const path = `categories/${group.id}`;
  const put = (value: string) =>
    void editing.save([value ? { path, set: value } : { path, clear: true }], contact.seq).catch(toastError);
  return (
    <div className={styles.group}>
      <label htmlFor={id} className={styles.label}>
        {group.name}
      </label>
      <select
        id={id}
        className={styles.value}
        data-colour={now?.colour ?? ""}
        value={now?.id ?? ""}
        onChange={(event) => put(event.target.value)}
        data-testid={`category-${group.key || group.name}`}
      >
        <option value="">{t.none}</option>
        {group.values.map((value) => (
          <option key={value.id} value={value.id}>
            {value.name}
          </option>
        ))}
      </select>
    </div>
  );
}
