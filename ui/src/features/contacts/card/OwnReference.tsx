import { type KeyboardEvent, useCallback, useRef, useState } from "react";
import { useListbox } from "@/design/useListbox";
import { ownEdit, ownPath, ownTyped } from "@/format/own";
import { type Contact, type FieldDefinition, useRead } from "@/ipc";
import type { CardEditing } from "../editing";
import { contactStrings as t } from "../strings";
import { useFieldEdit } from "../useFieldEdit";
import styles from "./CompanyField.module.css";
import { InlineText } from "./InlineText";

type Props = { contact: Contact; field: FieldDefinition; editing: CardEditing };

const OFFERED = 8;

/** A contact or a company that a field names: those that answer to what is typed are offered. */
export function OwnReference({ contact, field, editing }: Props) {
  const picked = useRef<{ name: string; id: string } | null>(null);
  const [open, setOpen] = useState(false);
  const toEdit = useCallback(
    (text: string) => ownEdit(field, picked.current?.name === text ? picked.current.id : text),
    [field],
  );
  const edit = useFieldEdit(contact, ownPath(field), ownTyped(field, contact.custom[field.key]), toEdit, editing);
  const asking = open && edit.dirty && edit.text.trim() !== "";
  const people = useRead(
    "contacts_search",
    { query: edit.text, limit: OFFERED },
    { enabled: asking && field.kind === "contact", keepPrevious: true },
  );
  const companies = useRead(
    "companies_suggest",
    { text: edit.text, limit: OFFERED },
    { enabled: asking && field.kind === "company", keepPrevious: true },
  );
  const found =
    field.kind === "contact"
      ? (people.data?.hits.map((hit) => ({ id: hit.id, name: hit.display, more: hit.company })) ?? [])
      : (companies.data?.companies.map((company) => ({ id: company.id, name: company.name, more: "" })) ?? []);
  const offered = asking ? found : [];
  const listbox = useListbox(offered.length, pick, open, t.suggestions);

  function pick(at: number) {
    const one = offered[at];
    if (!one) return;
    picked.current = one;
    setOpen(false);
    edit.onChange(one.name);
    void edit.save();
  }

  function onKey(event: KeyboardEvent): boolean {
    if (event.key === "Escape" && open && offered.length > 0) {
      event.preventDefault();
      setOpen(false);
      return true;
    }
    if (event.key.length === 1 || event.key === "Backspace") setOpen(true);
    return listbox.onKey(event);
  }

  return (
    <div className={styles.anchor}>
      <InlineText
        label={field.name}
        edit={edit}
        testId={`own-${field.key}`}
        {...(field.help ? { hint: field.help } : {})}
        input={listbox.input}
        onKey={onKey}
        onLeave={() => setOpen(false)}
        onEnter={() => setOpen(false)}
      />
      {offered.length > 0 ? (
        <ul className={styles.list} {...listbox.list}>
          {offered.map((one, at) => (
            <li key={one.id} className={styles.option} {...listbox.option(at)}>
              {[one.name, one.more].filter(Boolean).join(" · ")}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
