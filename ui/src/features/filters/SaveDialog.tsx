import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { SelectField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { call, type SavedView, type SavedViewRow, useWrite } from "@/ipc";
import styles from "./filters.module.css";
import { filterStrings as t } from "./strings";

type ViewProps = { view: SavedView; open: boolean; onClose: () => void; onSaved: (row: SavedViewRow) => void };

/** Saves what is shown under a name of its own; nothing that has one is changed. */
export function SaveViewDialog({ view, open, onClose, onSaved }: ViewProps) {
  return (
    <Dialog title={t.viewTitle} open={open} onClose={onClose} testId="save-view-dialog">
      {open ? <ViewForm view={view} onClose={onClose} onSaved={onSaved} /> : null}
    </Dialog>
  );
}

function ViewForm({ view, onClose, onSaved }: Omit<ViewProps, "open">) {
  const write = useWrite("views_create");
  const [name, setName] = useState("");
  const [folder, setFolder] = useState(view.folder);
  function submit(event: FormEvent) {
    event.preventDefault();
    write.mutate(
      { ...view, name, folder },
      {
        onSuccess: (row) => {
          toast(fill(t.viewSaved, { name: row.view.name }));
          onSaved(row);
          onClose();
        },
      },
    );
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t.name}
        value={name}
        autoFocus
        onChange={(event) => setName(event.target.value)}
        data-testid="save-name"
      />
      <TextField
        label={t.folder}
        hint={t.folderHint}
        value={folder}
        onChange={(event) => setFolder(event.target.value)}
      />
      {write.error ? <ErrorNotice error={write.error} /> : null}
      <Button type="submit" look="primary" busy={write.isPending} data-testid="save-confirm">
        {t.save}
      </Button>
    </form>
  );
}

type ListProps = { filter: string; open: boolean; onClose: () => void };
type Kind = keyof typeof t.kinds;
const KINDS = Object.keys(t.kinds) as Kind[];

/** Makes a list of whom the filter means: always, or now. */
export function SaveListDialog({ filter, open, onClose }: ListProps) {
  return (
    <Dialog title={t.listTitle} open={open} onClose={onClose} testId="save-list-dialog">
      {open ? <ListForm filter={filter} onClose={onClose} /> : null}
    </Dialog>
  );
}

function ListForm({ filter, onClose }: Omit<ListProps, "open">) {
  const write = useWrite("lists_create");
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Kind>("dynamic");
  async function submit(event: FormEvent) {
    event.preventDefault();
    const fixed = kind !== "dynamic" && kind !== "segment";
    write.mutate(
      { name, kind, filter: fixed ? "" : filter },
      {
        onSuccess: (list) => {
          toast(fill(t.listSaved, { name: list.name }));
          onClose();
          // Whom the filter means now; a long list is filled by a job.
          if (fixed) {
            const changes = [{ list_add: { list: list.id, status: "" } }];
            void call("contacts_bulk", { filter, ids: [], state: "active", changes, dry_run: false });
          }
        },
      },
    );
  }
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t.name}
        value={name}
        autoFocus
        onChange={(event) => setName(event.target.value)}
        data-testid="save-name"
      />
      <SelectField
        label={t.kind}
        value={kind}
        onChange={(event) => setKind(event.target.value as Kind)}
        data-testid="save-kind"
      >
        {KINDS.map((key) => (
          <option key={key} value={key}>
            {t.kinds[key]}
          </option>
        ))}
      </SelectField>
      {write.error ? <ErrorNotice error={write.error} /> : null}
      <Button type="submit" look="primary" busy={write.isPending} data-testid="save-confirm">
        {t.save}
      </Button>
    </form>
  );
}
