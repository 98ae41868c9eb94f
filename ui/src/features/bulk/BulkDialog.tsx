import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { SelectField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { type BulkChange, useWrite } from "@/ipc";
import { BulkPreview } from "./BulkPreview";
import { CategoryFields, ListFields } from "./Places";
import styles from "./bulk.module.css";
import { changeOf, type Draft, type Field, fieldsFor, type Letters, NEW_DRAFT, type What } from "./change";
import { bulkStrings as t } from "./strings";

export type Scope = {
  /** All whom a filter means; null for some contacts. */
  filter: string | null;
  ids: string[];
  total: number;
  /** The change that somebody came for, where it is known. */
  begin?: Partial<Draft>;
};

type Props = { scope: Scope; open: boolean; onClose: () => void; onUndo: (batch: string) => void; onDone: () => void };

const WHATS = Object.keys(t.whats) as What[];
const FIELDS = Object.keys(t.fields) as Field[];
const CASES = Object.keys(t.cases) as Letters[];

/** One edit of many contacts: chosen, seen before it happens, done as one thing that Undo takes back. */
export function BulkDialog({ scope, open, onClose, onUndo, onDone }: Props) {
  const title = plural(scope.total, t.titleOne, t.title, count(scope.total));
  return (
    <Dialog title={title} open={open} onClose={onClose} testId="bulk-dialog">
      {open ? <BulkForm scope={scope} onClose={onClose} onUndo={onUndo} onDone={onDone} /> : null}
    </Dialog>
  );
}

function BulkForm({ scope, onClose, onUndo, onDone }: Omit<Props, "open">) {
  const [draft, setDraft] = useState<Draft>({ ...NEW_DRAFT, ...scope.begin });
  const [seen, setSeen] = useState<BulkChange | null>(null);
  const plan = useWrite("contacts_bulk");
  const write = useWrite("contacts_bulk");
  const change = changeOf(draft);
  const input = (changes: BulkChange[], dry_run: boolean) => ({
    filter: scope.filter,
    ids: scope.ids,
    state: "active" as const,
    changes,
    dry_run,
  });
  const set = (next: Partial<Draft>) => {
    setSeen(null);
    setDraft((known) => ({ ...known, ...next }));
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!change) return;
    if (!seen) {
      plan.mutate(input([change], true), { onSuccess: () => setSeen(change) });
      return;
    }
    write.mutate(input([change], false), {
      onSuccess: ({ batch, job, counts, meant }) => {
        const done = counts[0]?.changed ?? 0;
        const said = job ? fill(t.began, { count: count(meant) }) : plural(done, t.doneOne, t.done, count(done));
        toast(said, batch ? { label: t.undo, run: () => onUndo(batch) } : undefined);
        onDone();
        onClose();
      },
    });
  }
  const fields = fieldsFor(draft.what, FIELDS);
  const needsField = ["set", "clear", "replace", "case"].includes(draft.what);
  const field = fields.includes(draft.field) ? draft.field : (fields[0] ?? draft.field);
  const error = plan.error ?? write.error;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <SelectField
        label={t.what}
        value={draft.what}
        autoFocus
        onChange={(event) => {
          const what = event.target.value as What;
          const able = fieldsFor(what, FIELDS);
          set({ what, field: able.includes(draft.field) ? draft.field : (able[0] ?? draft.field) });
        }}
        data-testid="bulk-what"
      >
        {WHATS.map((what) => (
          <option key={what} value={what}>
            {t.whats[what]}
          </option>
        ))}
      </SelectField>
      {needsField ? (
        <SelectField
          label={t.field}
          value={field}
          onChange={(event) => set({ field: event.target.value as Field })}
          data-testid="bulk-field"
        >
          {fields.map((key) => (
            <option key={key} value={key}>
              {t.fields[key]}
            </option>
          ))}
        </SelectField>
      ) : null}
      {draft.what === "replace" ? (
        <TextField label={t.find} value={draft.find} onChange={(event) => set({ find: event.target.value })} />
      ) : null}
      {["set", "tag_on", "tag_off", "replace"].includes(draft.what) ? (
        <TextField
          label={draft.what === "replace" ? t.with : draft.what === "set" ? t.value : t.tag}
          value={draft.value}
          onChange={(event) => set({ value: event.target.value })}
          data-testid="bulk-value"
        />
      ) : null}
      {draft.what === "case" ? (
        <SelectField
          label={t.letters}
          value={draft.letters}
          onChange={(event) => set({ letters: event.target.value as Letters })}
        >
          {CASES.map((key) => (
            <option key={key} value={key}>
              {t.cases[key]}
            </option>
          ))}
        </SelectField>
      ) : null}
      {draft.what === "list_on" || draft.what === "list_off" ? <ListFields draft={draft} onChange={set} /> : null}
      {draft.what === "category" ? <CategoryFields draft={draft} onChange={set} /> : null}
      {error ? <ErrorNotice error={error} /> : null}
      {seen && plan.data ? <BulkPreview report={plan.data} /> : null}
      <Button
        type="submit"
        look={seen ? "primary" : "plain"}
        busy={plan.isPending || write.isPending}
        disabled={!change}
        data-testid={seen ? "bulk-apply" : "bulk-preview"}
      >
        {seen ? plural(scope.total, t.applyOne, t.apply, count(scope.total)) : t.preview}
      </Button>
    </form>
  );
}
