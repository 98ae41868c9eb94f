import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { CheckField, SelectField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { type ExportDone, type ExportFormat, type ExportPreset, type SavedViewRow, useWrite } from "@/ipc";
import { ExportResult } from "./ExportResult";
import styles from "./exports.module.css";
import { saveAs } from "./save";
import { exportStrings as t } from "./strings";

export type ExportScope = {
  /** These contacts; none for all of the filter, or of the book. */
  ids: string[];
  filter: string | null;
  /** The saved view that is looked at. */
  view: SavedViewRow | null;
  total: number;
};

type Props = { scope: ExportScope; open: boolean; onClose: () => void; fieldNames: Readonly<Record<string, string>> };

const FORMATS = Object.keys(t.formats) as ExportFormat[];
const PRESETS = Object.keys(t.presets) as ExportPreset[];

/** Contacts into a file: as what, for which program, where; and what the file could not carry. */
export function ExportDialog({ scope, open, onClose, fieldNames }: Props) {
  const title = plural(scope.total, t.titleOne, t.title, count(scope.total));
  return (
    <Dialog title={title} open={open} onClose={onClose} testId="export-dialog">
      {open ? <ExportForm scope={scope} onClose={onClose} fieldNames={fieldNames} /> : null}
    </Dialog>
  );
}

function ExportForm({ scope, onClose, fieldNames }: Omit<Props, "open">) {
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [preset, setPreset] = useState<ExportPreset | null>(scope.view ? null : "satchel");
  const [locked, setLocked] = useState(false);
  const [done, setDone] = useState<ExportDone | null>(null);
  const write = useWrite("exports_start");
  const table = format === "csv" || format === "xlsx";

  async function submit(event: FormEvent) {
    event.preventDefault();
    const path = await saveAs(format);
    if (!path) return;
    write.mutate(
      {
        path,
        format,
        preset: table ? preset : null,
        ids: scope.ids,
        filter: scope.filter,
        list: null,
        view: scope.view?.id ?? null,
        sort: "display",
        descending: false,
        state: "active",
        locked,
      },
      {
        onSuccess: (written) => {
          if (written.job === null) return setDone(written);
          toast(fill(t.began, { count: count(written.contacts) }));
          onClose();
        },
      },
    );
  }

  if (done) return <ExportResult done={done} fieldNames={fieldNames} onAgain={() => setDone(null)} onClose={onClose} />;
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <SelectField
        label={t.format}
        value={format}
        onChange={(event) => setFormat(event.target.value as ExportFormat)}
        data-testid="export-format"
      >
        {FORMATS.map((key) => (
          <option key={key} value={key}>
            {t.formats[key]}
          </option>
        ))}
      </SelectField>
      {table ? (
        <SelectField
          label={t.preset}
          value={preset ?? ""}
          onChange={(event) => setPreset((event.target.value || null) as ExportPreset | null)}
          data-testid="export-preset"
        >
          {scope.view ? <option value="">{fill(t.asShown, { name: scope.view.view.name })}</option> : null}
          {PRESETS.map((key) => (
            <option key={key} value={key}>
              {t.presets[key]}
            </option>
          ))}
        </SelectField>
      ) : null}
      <CheckField
        label={t.locked}
        hint={t.lockedHint}
        checked={locked}
        onChange={(event) => setLocked(event.target.checked)}
        data-testid="export-locked"
      />
      <p className={styles.soft}>{t.clear}</p>
      {write.error ? <ErrorNotice error={write.error} /> : null}
      <div className={styles.actions}>
        <Button type="submit" look="primary" busy={write.isPending} data-testid="export-save">
          {t.choose}
        </Button>
      </div>
    </form>
  );
}
