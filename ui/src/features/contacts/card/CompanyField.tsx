import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useListbox } from "@/design/useListbox";
import { useRead } from "@/ipc";
import { contactStrings as t } from "../strings";
import type { FieldEdit } from "../useFieldEdit";
import styles from "./CompanyField.module.css";
import { InlineText } from "./InlineText";

type Props = { label: string; edit: FieldEdit; testId: string; autoFocus: boolean; bare: boolean; after?: ReactNode };

/** The company, by name: known ones are offered, any other becomes a new one. */
export function CompanyField(props: Props) {
  const { edit } = props;
  const [open, setOpen] = useState(false);
  const suggest = useRead(
    "companies_suggest",
    { text: edit.text, limit: 8 },
    { enabled: open && edit.dirty && edit.text.trim() !== "", keepPrevious: true },
  );
  const companies = (open && edit.dirty && edit.text.trim() && suggest.data?.companies) || [];
  const listbox = useListbox(companies.length, pick, open, t.suggestions);

  function pick(at: number) {
    const name = companies[at]?.name;
    if (name === undefined) return;
    setOpen(false);
    edit.onChange(name);
    void edit.save();
  }

  function onKey(event: KeyboardEvent): boolean {
    if (event.key === "Escape" && open && companies.length > 0) {
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
        {...props}
        input={listbox.input}
        onKey={onKey}
        onLeave={() => setOpen(false)}
        onEnter={() => setOpen(false)}
      />
      {companies.length > 0 ? (
        <ul className={styles.list} {...listbox.list}>
          {companies.map((company, at) => (
            <li key={company.id} className={styles.option} {...listbox.option(at)}>
              {company.name}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
