import { SelectField } from "@/design/Field";
import { fill } from "@/format/text";
import type { ImportChoices, ImportPreview } from "@/ipc";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

/** Lines on which a header is looked for by hand. */
const HEADER_LINES = Array.from({ length: 20 }, (_, at) => at + 1);

type Props = {
  /** The file as it was found to be; missing while it is read, or when it could not be. */
  found: ImportPreview | undefined;
  choices: ImportChoices;
  onChoices: (choices: ImportChoices) => void;
};

/** Encoding, delimiter and header: what was found first, then everything that can be chosen. */
export function FormatFields({ found, choices, onChoices }: Props) {
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
          value={choices.encoding ?? ""}
          data-testid="import-encoding"
          onChange={(event) => onChoices({ ...choices, encoding: event.target.value || null })}
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
          value={choices.delimiter ?? ""}
          data-testid="import-delimiter"
          onChange={(event) => onChoices({ ...choices, delimiter: event.target.value || null })}
        >
          <option value="">{asFound(found && known(found.delimiter))}</option>
          {delimiters.map(([delimiter, name]) => (
            <option key={delimiter} value={delimiter}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t.headerLine}
          value={String(choices.header_line ?? "")}
          data-testid="import-header-line"
          onChange={(event) =>
            onChoices({ ...choices, header_line: event.target.value === "" ? null : Number(event.target.value) })
          }
        >
          <option value="">{asFound(found && String(found.header_line ?? t.noHeader))}</option>
          <option value="0">{t.noHeader}</option>
          {HEADER_LINES.map((line) => (
            <option key={line} value={String(line)}>
              {fill(t.onLine, { line })}
            </option>
          ))}
        </SelectField>
      </div>
    </section>
  );
}
