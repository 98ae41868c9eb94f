import { SelectField } from "@/design/Field";
import { fill } from "@/format/text";
import type { ImportPreview } from "@/ipc";
import { AS_FOUND, type FormatChoice } from "./format";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

type Props = {
  /** The file as it was found to be; missing while it is read, or when it could not be. */
  found: ImportPreview | undefined;
  choice: FormatChoice;
  onChoice: (choice: FormatChoice) => void;
};

/** Encoding and delimiter: what was found first, then everything that can be chosen. */
export function FormatFields({ found, choice, onChoice }: Props) {
  const delimiters = Object.entries(t.delimiters);
  const known = (delimiter: string) => t.delimiters[delimiter] ?? delimiter;
  const asFound = (what: string | undefined) => (what === undefined ? t.foundAgain : fill(t.found, { what }));
  return (
    <section className={styles.section} aria-label={t.format}>
      <h2>{t.format}</h2>
      <p className={styles.soft}>{t.formatText}</p>
      <div className={styles.options}>
        <SelectField
          label={t.encoding}
          value={choice.encoding ?? ""}
          data-testid="import-encoding"
          onChange={(event) => onChoice({ ...choice, encoding: event.target.value || AS_FOUND.encoding })}
        >
          <option value="">{asFound(found?.encoding)}</option>
          {found?.encodings.map(({ name, used }) => (
            <option key={name} value={name}>
              {`${name} (${used})`}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t.delimiter}
          value={choice.delimiter ?? ""}
          data-testid="import-delimiter"
          onChange={(event) => onChoice({ ...choice, delimiter: event.target.value || AS_FOUND.delimiter })}
        >
          <option value="">{asFound(found && known(found.delimiter))}</option>
          {delimiters.map(([delimiter, name]) => (
            <option key={delimiter} value={delimiter}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
    </section>
  );
}
