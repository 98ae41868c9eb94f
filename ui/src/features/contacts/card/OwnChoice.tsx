import { X } from "lucide-react";
import { useId, useState } from "react";
import { ownPath, ownTyped } from "@/format/own";
import { fill } from "@/format/text";
import type { CommandError, Contact, Edit, FieldDefinition } from "@/ipc";
import type { CardEditing } from "../editing";
import { contactStrings as t } from "../strings";
import styles from "./OwnFields.module.css";

type Props = { contact: Contact; field: FieldDefinition; editing: CardEditing };

/** Yes or no, one of the options, or any of them; saved as it is chosen. */
export function OwnChoice({ contact, field, editing }: Props) {
  const id = useId();
  const [wrong, setWrong] = useState<CommandError | null>(null);
  const value = contact.custom[field.key];
  const several = field.kind === "multi_choice";
  const chosen = several && Array.isArray(value) ? value.map(String) : [];
  const path = ownPath(field);

  function save(edit: Edit) {
    setWrong(null);
    void editing.save([edit], contact.seq).catch((error: unknown) => {
      setWrong(error as CommandError);
      if ((error as CommandError).code === "conflict") editing.refresh();
    });
  }
  const choose = (text: string) =>
    save(several ? { path, add: text } : text === "" ? { path, clear: true } : { path, set: text });
  const colourOf = (name: string) => field.options.find((option) => option.name === name)?.colour ?? "";
  const file = field.kind === "file" ? ((value as { id?: string } | undefined)?.id ?? "") : null;
  const current = several ? "" : (file ?? ownTyped(field, value));
  const offered =
    field.kind === "boolean"
      ? [
          { name: "yes", label: t.yes },
          { name: "no", label: t.no },
        ]
      : field.kind === "file"
        ? contact.attachments.map(({ id: name, name: label }) => ({ name, label }))
        : field.options
            .filter((option) => (!option.archived || option.name === current) && !chosen.includes(option.name))
            .map((option) => ({ name: option.name, label: option.name }));
  const colour = several ? "" : colourOf(current);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        <bdi>{field.name}</bdi>
      </label>
      <div className={styles.choice}>
        {chosen.map((name) => (
          <span key={name} className={styles.chip} data-testid={`own-${field.key}-chosen`}>
            {colourOf(name) ? <span className={styles.dot} style={{ background: colourOf(name) }} /> : null}
            <bdi>{name}</bdi>
            <button
              type="button"
              className={styles.remove}
              aria-label={fill(t.ownRemove, { name })}
              onClick={() => save({ path, remove: name })}
            >
              <X />
            </button>
          </span>
        ))}
        {colour ? <span className={styles.dot} style={{ background: colour }} /> : null}
        <select
          id={id}
          value={current}
          onChange={(event) => choose(event.target.value)}
          aria-describedby={wrong || field.help ? `${id}-words` : undefined}
          aria-invalid={wrong ? true : undefined}
          data-testid={`own-${field.key}`}
        >
          <option value="">{several ? t.ownAdd : field.required ? t.ownRequired : t.ownNothing}</option>
          {offered.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {wrong ? (
        <p id={`${id}-words`} className={styles.wrong} role="alert">
          {wrong.message}
        </p>
      ) : field.help ? (
        <p id={`${id}-words`} className={styles.words}>
          {field.help}
        </p>
      ) : null}
    </div>
  );
}
