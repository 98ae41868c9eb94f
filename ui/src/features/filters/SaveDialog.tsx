import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { SelectField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { call, type CommandError, type SavedView, type SavedViewRow, useWrite } from "@/ipc";
import styles from "./filters.module.css";
import { filterStrings as t } from "./strings";

type ViewProps = { view: SavedView; open: boolean; onClose: () => void; onSaved: (row: SavedViewRow) => void };

/** Saves what is shown under a name of its own; nothing that has one is changed. */
export function SaveViewDialog({ view, open, onClose, onSaved }: ViewProps) {
  const write = useWrite("views_create").mutateAsync;
  return (
    <Dialog title={t.viewTitle} open={open} onClose={onClose} testId="save-view-dialog">
      {open ? <ViewForm view={{ ...view, name: "" }} onWrite={write} onClose={onClose} onSaved={onSaved} /> : null}
    </Dialog>
  );
}

type RenameProps = { row: SavedViewRow; open: boolean; onClose: () => void };

/** Calls a view something else, or moves it to another folder; what it shows stays. */
export function RenameViewDialog({ row, open, onClose }: RenameProps) {
  const write = useWrite("views_save").mutateAsync;
  return (
    <Dialog title={row.view.name} open={open} onClose={onClose} testId="rename-view-dialog">
      {open ? (
        <ViewForm
          view={row.view}
          onWrite={(view) => write({ id: row.id, view })}
          onClose={onClose}
          onSaved={() => {}}
        />
      ) : null}
    </Dialog>
  );
}

type ViewFormProps = Omit<ViewProps, "open"> & { onWrite: (view: SavedView) => Promise<SavedViewRow> };

function ViewForm({ view, onWrite, onClose, onSaved }: ViewFormProps) {
  const [name, setName] = useState(view.name);
  const [folder, setFolder] = useState(view.folder);
  const [error, setError] = useState<CommandError | null>(null);
  function submit(event: FormEvent) {
    event.preventDefault();
    onWrite({ ...view, name, folder }).then(
      (row) => {
        toast(fill(t.viewSaved, { name: row.view.name }));
        onSaved(row);
        onClose();
      },
      (thrown) => setError(thrown as CommandError),
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
      {error ? <ErrorNotice error={error} /> : null}
      <Button type="submit" look="primary" data-testid="save-confirm">
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
