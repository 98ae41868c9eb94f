import { type FormEvent, type KeyboardEvent, useId, useState } from "react";
import { Button } from "@/design/Button";
import { fill } from "@/format/text";
import styles from "./conflicts.module.css";
import { conflictStrings as t } from "./strings";

type Props = {
  label: string;
  first: string;
  /** Text of several lines. */
  long: boolean;
  busy: boolean;
  onUse: (value: string | null) => void;
  onLeave: () => void;
};

/** A third value, typed. Nothing typed empties the field. */
export function ValueForm({ label, first, long, busy, onUse, onLeave }: Props) {
  const [text, setText] = useState(first);
  const id = useId();
  function submit(event: FormEvent) {
    event.preventDefault();
    onUse(text.trim() === "" ? null : text.trim());
  }
  const field = {
    id,
    value: text,
    className: styles.input,
    autoFocus: true,
    "data-testid": "conflict-value-text",
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      onLeave();
    },
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <label htmlFor={id} className={styles.soft}>
        {fill(t.newValue, { label })}
      </label>
      {long ? (
        <textarea rows={4} {...field} onChange={(event) => setText(event.target.value)} />
      ) : (
        <input autoComplete="off" {...field} onChange={(event) => setText(event.target.value)} />
      )}
      <div className={styles.ends}>
        <Button small type="submit" look="primary" busy={busy} data-testid="conflict-value-use">
          {t.takeValue}
        </Button>
        <Button small look="quiet" onClick={onLeave}>
          {t.leave}
        </Button>
      </div>
    </form>
  );
}
