import { useState } from "react";
import { Button } from "@/design/Button";
import { CheckField, SelectField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { count } from "@/format/numbers";
import { countries } from "@/format/countries";
import { fill } from "@/format/text";
import { type DateOrder, type ImportPreview, type Mapping, useWrite } from "@/ipc";
import { FileFacts } from "./FileFacts";
import type { FormatChoice } from "./format";
import styles from "./imports.module.css";
import { mappedCount, TO_NOTES, withRestInNotes, withTarget } from "./mapping";
import { MappingTable } from "./MappingTable";
import { ProblemGrid } from "./ProblemGrid";
import { SampleRows } from "./SampleRows";
import { importStrings as t } from "./strings";

type Props = {
  path: string;
  format: FormatChoice;
  preview: ImportPreview;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
  onStarted: (job: string) => void;
  /** Whether the preview is still that of an earlier choice. */
  stale: boolean;
};

/** What will be imported and how, before anything is. */
export function ImportForm({ path, format, preview, mapping, onMapping, onStarted, stale }: Props) {
  const [all, setAll] = useState(false);
  const start = useWrite("imports_start");
  const rest =
    mapping.columns.some((column) => column.target === TO_NOTES) ||
    !mapping.columns.some((column) => column.target === "");
  return (
    <div className={styles.form} aria-busy={stale}>
      <FileFacts preview={preview} />
      <section className={styles.section} aria-label={t.mapping}>
        <h2>{t.mapping}</h2>
        <p className={styles.soft}>
          {fill(t.mappingText, { mapped: count(mappedCount(mapping)), all: count(mapping.columns.length) })}
        </p>
        <MappingTable
          guessed={preview.mapping}
          mapping={mapping}
          targets={preview.targets}
          onTarget={(column, target) => onMapping(withTarget(mapping, column, target))}
        />
        <div className={styles.options}>
          <SelectField
            label={t.dateOrder}
            value={mapping.date_order}
            onChange={(event) => onMapping({ ...mapping, date_order: event.target.value as DateOrder })}
          >
            {Object.entries(t.dateOrders).map(([order, label]) => (
              <option key={order} value={order}>
                {label}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t.country}
            value={mapping.country ?? ""}
            onChange={(event) => onMapping({ ...mapping, country: event.target.value || null })}
          >
            <option value="">{t.countryUnknown}</option>
            {countries().map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
        <CheckField
          label={t.unmappedToNotes}
          checked={rest}
          onChange={(event) => onMapping(withRestInNotes(mapping, event.target.checked))}
        />
        <CheckField
          label={t.all}
          hint={t.allHint}
          checked={all}
          onChange={(event) => setAll(event.target.checked)}
          data-testid="import-all"
        />
      </section>
      {preview.problems.length > 0 ? (
        <section className={styles.section} aria-label={t.problems}>
          <h2>{t.problems}</h2>
          <ProblemGrid problems={preview.problems} total={preview.problems.length} />
        </section>
      ) : null}
      {preview.rows.length > 0 ? (
        <section className={styles.section} aria-label={t.preview}>
          <h2>{t.preview}</h2>
          <SampleRows preview={preview} mapping={mapping} />
        </section>
      ) : null}
      <div className={styles.sticky}>
        {start.error ? <ErrorNotice error={start.error} /> : null}
        <Button
          look="primary"
          busy={start.isPending || stale}
          data-testid="import-start"
          onClick={() => start.mutate({ path, mapping, all, ...format }, { onSuccess: ({ job }) => onStarted(job) })}
        >
          {t.start}
        </Button>
      </div>
    </div>
  );
}
