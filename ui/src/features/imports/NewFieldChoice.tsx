import { fill } from "@/format/text";
import styles from "./imports.module.css";
import { NEW_KINDS, type NewField, type NewKind } from "./mapping";
import { importStrings as t } from "./strings";

type Props = {
  /** Of what it is made, to be found by. */
  id: string;
  name: string;
  field: NewField;
  onField: (field: NewField) => void;
};

/** What a field is called that the import makes, and what it holds. */
export function NewFieldChoice({ id, name, field, onField }: Props) {
  return (
    <div className={styles.newField}>
      <input
        className={styles.select}
        value={field.name}
        maxLength={100}
        required
        aria-label={fill(t.newFieldName, { column: name })}
        data-testid={`new-field-name-${id}`}
        onChange={(event) => onField({ ...field, name: event.target.value })}
      />
      <select
        className={styles.select}
        value={field.kind}
        aria-label={fill(t.newFieldKind, { column: name })}
        data-testid={`new-field-kind-${id}`}
        onChange={(event) => onField({ ...field, kind: event.target.value as NewKind })}
      >
        {NEW_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t.newKinds[kind]}
          </option>
        ))}
      </select>
    </div>
  );
}
