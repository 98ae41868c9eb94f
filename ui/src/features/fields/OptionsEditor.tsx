import { useState } from "react";
import { AreaField, CheckField, SelectField, TextField } from "@/design/Field";
import type { FieldDefinition } from "@/ipc";
import type { FieldTyped } from "./draft";
import styles from "./fields.module.css";
import { fieldStrings as t } from "./strings";

type Props = {
  field: FieldDefinition | null;
  typed: FieldTyped;
  error: string | undefined;
  onChange: (change: Partial<FieldTyped>) => void;
};

const ROWS = 6;

/** The options of a choice: a line for each, and what is done to one that is there. */
export function OptionsEditor({ field, typed, error, onChange }: Props) {
  const [which, setWhich] = useState("");
  const option = field?.options.find((one) => one.id === which);
  const change = (option && typed.changes[option.id]) ?? {};
  const set = (next: Partial<typeof change>) =>
    option && onChange({ changes: { ...typed.changes, [option.id]: { ...change, ...next } } });
  const turned = field !== null && field.options.length === 0;
  return (
    <div className={styles.options}>
      <AreaField
        label={t.optionsLabel}
        hint={turned ? t.optionsFromTexts : t.optionsHint}
        {...(error ? { error } : {})}
        rows={ROWS}
        value={typed.options}
        onChange={(event) => onChange({ options: event.target.value })}
        data-testid="field-options"
      />
      {field && field.options.length > 0 ? (
        <fieldset className={styles.one}>
          <legend>{t.renameTitle}</legend>
          <SelectField label={t.renameWhich} value={which} onChange={(event) => setWhich(event.target.value)}>
            <option value="" />
            {field.options.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </SelectField>
          {option ? (
            <>
              <TextField
                label={t.renameTo}
                value={change.name ?? option.name}
                onChange={(event) => set({ name: event.target.value })}
                data-testid="option-name"
              />
              <TextField
                label={t.colour}
                type="color"
                value={(change.colour ?? option.colour) || "#888888"}
                onChange={(event) => set({ colour: event.target.value })}
              />
              <CheckField
                label={t.archiveOption}
                checked={change.archived ?? option.archived}
                onChange={(event) => set({ archived: event.target.checked })}
              />
            </>
          ) : null}
        </fieldset>
      ) : null}
    </div>
  );
}
