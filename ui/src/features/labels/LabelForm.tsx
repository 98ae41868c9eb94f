import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Chip } from "@/design/Chip";
import { SelectField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import type { Colour, CommandError, TagKind } from "@/ipc";
import styles from "./labels.module.css";
import { labelStrings as t } from "./strings";

const COLOURS = Object.keys(t.colours) as Colour[];
const KINDS = Object.keys(t.kinds) as TagKind[];

export type Label = { name: string; kind: TagKind; colour: Colour };

type Props = {
  label: Label;
  /** Tags are about something, categories are not. */
  withKind?: boolean;
  /** The name is not to be changed. */
  fixed?: boolean;
  busy: boolean;
  error: CommandError | null;
  onSave: (label: Label) => void;
};

/** Name, kind and colour of a tag or of a category. */
export function LabelForm({ label, withKind = false, fixed = false, busy, error, onSave }: Props) {
  const [name, setName] = useState(label.name);
  const [kind, setKind] = useState(label.kind);
  const [colour, setColour] = useState(label.colour);
  function submit(event: FormEvent) {
    event.preventDefault();
    onSave({ name: name.trim(), kind, colour });
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {fixed ? null : (
        <TextField
          label={t.name}
          value={name}
          autoFocus
          onChange={(event) => setName(event.target.value)}
          data-testid="label-name"
        />
      )}
      {withKind ? (
        <SelectField
          label={t.kind}
          value={kind}
          onChange={(event) => setKind(event.target.value as TagKind)}
          data-testid="label-kind"
        >
          {KINDS.map((word) => (
            <option key={word} value={word}>
              {t.kinds[word]}
            </option>
          ))}
        </SelectField>
      ) : null}
      <fieldset className={styles.colours}>
        <legend className={styles.legend}>{t.colour}</legend>
        {COLOURS.map((word) => (
          <label key={word} className={styles.colour}>
            <input
              type="radio"
              name="colour"
              value={word}
              checked={colour === word}
              onChange={() => setColour(word)}
              data-testid={`colour-${word}`}
            />
            <Chip colour={word}>{t.colours[word]}</Chip>
          </label>
        ))}
      </fieldset>
      {error ? <ErrorNotice error={error} /> : null}
      <Button type="submit" look="primary" busy={busy} data-testid="label-save">
        {t.save}
      </Button>
    </form>
  );
}
