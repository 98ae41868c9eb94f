import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Confirm, Dialog } from "@/design/Dialog";
import { TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { type CategoryGroupShown, type CategoryShown, type CommandError, type DefinitionDone, useWrite } from "@/ipc";
import { LabelForm } from "./LabelForm";
import styles from "./labels.module.css";
import { labelStrings as t } from "./strings";
import { useDone } from "./useDone";

export type CategoryTask =
  | { what: "addGroup" }
  | { what: "renameGroup" | "deleteGroup" | "addValue"; group: CategoryGroupShown }
  | { what: "editValue" | "deleteValue"; value: CategoryShown };

type Closing = { onClose: () => void; onUndo: (batch: string) => void };

/** What is done to a group of categories or to a value, asked for in a dialog. */
export function CategoryDialogs({ task, ...closing }: Closing & { task: CategoryTask | null }) {
  switch (task?.what) {
    case "addGroup":
      return <AddGroup {...closing} />;
    case "renameGroup":
      return <RenameGroup {...closing} group={task.group} />;
    case "deleteGroup":
      return <DeleteGroup {...closing} group={task.group} />;
    case "addValue":
      return <AddValue {...closing} group={task.group} />;
    case "editValue":
      return <EditValue {...closing} value={task.value} />;
    case "deleteValue":
      return <DeleteValue {...closing} value={task.value} />;
    case undefined:
      return null;
  }
}

type NameFormProps = {
  name: string;
  values?: boolean;
  busy: boolean;
  error: CommandError | null;
  onSave: (name: string, values: string[]) => void;
};

function NameForm({ name: before, values = false, busy, error, onSave }: NameFormProps) {
  const [name, setName] = useState(before);
  const [list, setList] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    const parts = list.split(/[,;]/).map((part) => part.trim());
    onSave(name.trim(), parts.filter(Boolean));
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t.name}
        value={name}
        autoFocus
        onChange={(event) => setName(event.target.value)}
        data-testid="group-name"
      />
      {values ? (
        <TextField
          label={t.groupValues}
          hint={t.groupValuesHint}
          value={list}
          onChange={(event) => setList(event.target.value)}
          data-testid="group-values"
        />
      ) : null}
      {error ? <ErrorNotice error={error} /> : null}
      <Button type="submit" look="primary" busy={busy} data-testid="group-save">
        {t.save}
      </Button>
    </form>
  );
}

/** Says that it is done and closes. */
function useClosing({ onClose, onUndo }: Closing) {
  const done = useDone(onUndo);
  return (said: string) => ({
    onSuccess: (result: DefinitionDone) => {
      done(result, said);
      onClose();
    },
  });
}

function AddGroup(closing: Closing) {
  const add = useWrite("categories_add_group");
  const then = useClosing(closing);
  return (
    <Dialog title={t.groupTitle} open onClose={closing.onClose} testId="group-dialog">
      <NameForm
        name=""
        values
        busy={add.isPending}
        error={add.error}
        onSave={(name, values) => add.mutate({ name, values }, then(fill(t.added, { name })))}
      />
    </Dialog>
  );
}

function RenameGroup({ group, ...closing }: Closing & { group: CategoryGroupShown }) {
  const rename = useWrite("categories_rename_group");
  const then = useClosing(closing);
  return (
    <Dialog title={fill(t.renameTitle, { name: group.name })} open onClose={closing.onClose} testId="group-dialog">
      <NameForm
        name={group.name}
        busy={rename.isPending}
        error={rename.error}
        onSave={(name) => rename.mutate({ id: group.id, name }, then(fill(t.changed, { name })))}
      />
    </Dialog>
  );
}

function AddValue({ group, ...closing }: Closing & { group: CategoryGroupShown }) {
  const add = useWrite("categories_add");
  const then = useClosing(closing);
  return (
    <Dialog title={fill(t.addValueTitle, { name: group.name })} open onClose={closing.onClose} testId="value-dialog">
      <LabelForm
        label={{ name: "", kind: "custom", colour: "plain" }}
        busy={add.isPending}
        error={add.error}
        onSave={({ name, colour }) => add.mutate({ group: group.id, name, colour }, then(fill(t.added, { name })))}
      />
    </Dialog>
  );
}

function EditValue({ value, ...closing }: Closing & { value: CategoryShown }) {
  const set = useWrite("categories_set");
  const then = useClosing(closing);
  const fixed = value.key !== "";
  return (
    <Dialog title={fill(t.editTitle, { name: value.name })} open onClose={closing.onClose} testId="value-dialog">
      <LabelForm
        fixed={fixed}
        label={{ ...value, kind: "custom" }}
        busy={set.isPending}
        error={set.error}
        onSave={({ name, colour }) =>
          set.mutate(
            { id: value.id, name: fixed || name === value.name ? null : name, colour },
            then(fill(t.changed, { name })),
          )
        }
      />
    </Dialog>
  );
}

function losing(contacts: number): string {
  return contacts === 0 ? t.deleteTagNone : plural(contacts, t.deleteTagOne, t.deleteTagOther, count(contacts));
}

function DeleteGroup({ group, ...closing }: Closing & { group: CategoryGroupShown }) {
  const remove = useWrite("categories_delete_group");
  const then = useClosing(closing);
  const contacts = group.values.reduce((sum, value) => sum + (value.contacts ?? 0), 0);
  return (
    <Confirm
      open
      danger
      title={fill(t.deleteTitle, { name: group.name })}
      text={losing(contacts)}
      action={t.deleteGo}
      busy={remove.isPending}
      onClose={closing.onClose}
      onConfirm={() =>
        remove.mutate({ id: group.id }, { onError: toastError, ...then(fill(t.deleted, { name: group.name })) })
      }
    />
  );
}

function DeleteValue({ value, ...closing }: Closing & { value: CategoryShown }) {
  const remove = useWrite("categories_delete");
  const then = useClosing(closing);
  return (
    <Confirm
      open
      danger
      title={fill(t.deleteTitle, { name: value.name })}
      text={losing(value.contacts ?? 0)}
      action={t.deleteGo}
      busy={remove.isPending}
      onClose={closing.onClose}
      onConfirm={() =>
        remove.mutate({ id: value.id }, { onError: toastError, ...then(fill(t.deleted, { name: value.name })) })
      }
    />
  );
}
