import { fill } from "@/format/text";
import styles from "./imports.module.css";
import { NEW_KINDS, type NewField, type NewKind } from "./mapping";
import { importStrings as t } from "./strings";

type Props = {
  column: number;
  header: string;
  field: NewField;
  onField: (field: NewField) => void;
};

/** What a field is called that the import makes, and what it holds. */
export function NewFieldChoice({ column, header, field, onField }: Props) {
  return (
    <div className={styles.newField}>
      <input
        className={styles.select}
        value={field.name}
        maxLength={100}
        required
        aria-label={fill(t.newFieldName, { column: header })}
        data-testid={`new-field-name-${column}`}
        onChange={(event) => onField({ ...field, name: event.target.value })}
      />
      <select
        className={styles.select}
        value={field.kind}
        aria-label={fill(t.newFieldKind, { column: header })}
        data-testid={`new-field-kind-${column}`}
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
