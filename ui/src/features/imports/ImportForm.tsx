import { useState } from "react";
import { Button } from "@/design/Button";
import { CheckField, SelectField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { count } from "@/format/numbers";
import { countries } from "@/format/countries";
import { fill } from "@/format/text";
import {
  type CellFix,
  type DateOrder,
  type ImportChoices,
  type ImportPreview,
  type Mapping,
  type RowAction,
  type RowAnswer,
  useWrite,
} from "@/ipc";
import type { Answered } from "./AskedRows";
import { CardRows } from "./CardRows";
import { importOf } from "./choices";
import { DaysNotice } from "./DaysNotice";
import { FileFacts } from "./FileFacts";
import { ImportOptions } from "./ImportOptions";
import styles from "./imports.module.css";
import { mappedCount, TO_NOTES, withFilling, withRestInNotes, withSamples, withTarget } from "./mapping";
import { MappingTable } from "./MappingTable";
import { PlanReview } from "./PlanReview";
import { ProblemGrid } from "./ProblemGrid";
import { SampleRows } from "./SampleRows";
import { importStrings as t } from "./strings";

type Props = {
  file: { path: string; part: string | null };
  preview: ImportPreview;
  choices: ImportChoices;
  onChoices: (choices: ImportChoices) => void;
  onStarted: (job: string) => void;
  /** Whether the preview is still that of an earlier choice. */
  stale: boolean;
  /** Whether everything was chosen for another file of this kind. */
  remembered: boolean;
};

/** What will be imported and how, before anything is. */
export function ImportForm({ file, preview, choices, onChoices, onStarted, stale, remembered }: Props) {
  const [reviewing, setReviewing] = useState(false);
  const [fixes, setFixes] = useState<CellFix[]>([]);
  const [answers, setAnswers] = useState<Answered[]>([]);
  const [recipe, setRecipe] = useState("");
  const [dated, setDated] = useState(false);
  const undated = preview.either_days.length > 0 && !dated && !remembered;
  const start = useWrite("imports_start");
  const mapping = choices.mapping ? withSamples(choices.mapping, preview.mapping) : preview.mapping;
  const chosen = { ...choices, mapping };
  const fix = (mended: CellFix) =>
    setFixes([...fixes.filter((one) => one.row !== mended.row || one.column !== mended.column), mended]);
  const answer = (asked: RowAction, given: RowAnswer | null) => {
    const others = answers.filter((one) => one.asked.row !== asked.row);
    setAnswers(given ? [...others, { asked, answer: given }] : others);
  };
  const wanted = importOf(
    file,
    chosen,
    fixes,
    answers.map((one) => one.answer),
    recipe,
  );
  return (
    <div className={styles.form} aria-busy={stale}>
      {undated ? (
        <DaysNotice
          days={preview.either_days}
          onOrder={(order) => {
            setDated(true);
            onChoices({ ...choices, mapping: { ...mapping, date_order: order } });
          }}
        />
      ) : null}
      <FileFacts preview={preview} />
      {preview.kind === "table" ? (
        <ColumnsSection
          preview={preview}
          mapping={mapping}
          changes={choices.mode !== "create"}
          onMapping={(changed) => onChoices({ ...choices, mapping: changed })}
        />
      ) : null}
      <ImportOptions choices={choices} onChoices={onChoices} />
      {choices.mode === "create" ? (
        <CheckField
          label={t.all}
          hint={t.allHint}
          checked={choices.all}
          onChange={(event) => onChoices({ ...choices, all: event.target.checked })}
          data-testid="import-all"
        />
      ) : null}
      {preview.problems.length > 0 ? (
        <section className={styles.section} aria-label={t.problems}>
          <h2>{t.problems}</h2>
          <ProblemGrid problems={preview.problems} total={preview.problems.length} />
        </section>
      ) : null}
      {preview.rows.length > 0 && !reviewing ? (
        <section className={styles.section} aria-label={t.preview}>
          <h2>{t.preview}</h2>
          {preview.kind === "table" ? (
            <SampleRows preview={preview} mapping={mapping} />
          ) : (
            <CardRows preview={preview} />
          )}
        </section>
      ) : null}
      {reviewing ? (
        <PlanReview
          wanted={{ ...wanted, recipe: null }}
          columns={mapping.columns}
          answers={answers}
          onFix={fix}
          onAnswer={answer}
        />
      ) : null}
      {preview.kind === "table" ? (
        <TextField
          label={t.remember}
          hint={t.rememberHint}
          value={recipe}
          maxLength={100}
          data-testid="import-recipe"
          onChange={(event) => setRecipe(event.target.value)}
        />
      ) : null}
      <div className={styles.sticky}>
        {start.error ? <ErrorNotice error={start.error} /> : null}
        <div className={styles.actions}>
          {reviewing ? null : (
            <Button disabled={stale || undated} data-testid="import-review" onClick={() => setReviewing(true)}>
              {t.toReview}
            </Button>
          )}
          <Button
            look="primary"
            busy={start.isPending || stale}
            disabled={undated}
            data-testid="import-start"
            onClick={() => start.mutate(wanted, { onSuccess: ({ job }) => onStarted(job) })}
          >
            {t.start}
          </Button>
        </div>
      </div>
    </div>
  );
}

type ColumnsProps = {
  preview: ImportPreview;
  mapping: Mapping;
  changes: boolean;
  onMapping: (mapping: Mapping) => void;
};

function ColumnsSection({ preview, mapping, changes, onMapping }: ColumnsProps) {
  const rest =
    mapping.columns.some((column) => column.target === TO_NOTES) ||
    !mapping.columns.some((column) => column.target === "");
  return (
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
        onFilling={changes ? (column, filling) => onMapping(withFilling(mapping, column, filling)) : undefined}
      />
      <div className={styles.options}>
        <SelectField
          label={t.dateOrder}
          value={mapping.date_order}
          onChange={(event) => onMapping({ ...mapping, date_order: event.target.value as DateOrder })}
          data-testid="import-date-order"
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
    </section>
  );
}
