import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Confirm, Dialog } from "@/design/Dialog";
import { SelectField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { type TagShown, useWrite } from "@/ipc";
import { LabelForm } from "./LabelForm";
import styles from "./labels.module.css";
import { labelStrings as t } from "./strings";
import { useDone } from "./useDone";

export type TagTask = { what: "add" } | { what: "edit" | "merge" | "delete"; tag: TagShown };

type Props = { task: TagTask | null; tags: readonly TagShown[]; onClose: () => void; onUndo: (batch: string) => void };

/** What is done to a tag, asked for in a dialog. */
export function TagDialogs({ task, tags, onClose, onUndo }: Props) {
  if (!task) return null;
  if (task.what === "add") return <AddTag onClose={onClose} onUndo={onUndo} />;
  const shared = { tag: task.tag, onClose, onUndo };
  if (task.what === "edit") return <EditTag {...shared} />;
  if (task.what === "merge") return <MergeTag {...shared} tags={tags} />;
  return <DeleteTag {...shared} />;
}

type Closing = { onClose: () => void; onUndo: (batch: string) => void };

function AddTag({ onClose, onUndo }: Closing) {
  const add = useWrite("tags_add");
  const done = useDone(onUndo);
  return (
    <Dialog title={t.addTitle} open onClose={onClose} testId="tag-dialog">
      <LabelForm
        withKind
        label={{ name: "", kind: "custom", colour: "plain" }}
        busy={add.isPending}
        error={add.error}
        onSave={(label) =>
          add.mutate(label, {
            onSuccess: (made) => {
              done(made, fill(t.added, { name: label.name }));
              onClose();
            },
          })
        }
      />
    </Dialog>
  );
}

function EditTag({ tag, onClose, onUndo }: Closing & { tag: TagShown }) {
  const set = useWrite("tags_set");
  const done = useDone(onUndo);
  return (
    <Dialog title={fill(t.editTitle, { name: tag.name })} open onClose={onClose} testId="tag-dialog">
      <LabelForm
        withKind
        label={tag}
        busy={set.isPending}
        error={set.error}
        onSave={({ name, kind, colour }) =>
          set.mutate(
            { id: tag.id, name: name === tag.name ? null : name, kind, colour },
            {
              onSuccess: (changed) => {
                done(changed, fill(t.changed, { name }));
                onClose();
              },
            },
          )
        }
      />
    </Dialog>
  );
}

function MergeTag({ tag, tags, onClose, onUndo }: Closing & { tag: TagShown; tags: readonly TagShown[] }) {
  const merge = useWrite("tags_merge");
  const done = useDone(onUndo);
  const [into, setInto] = useState("");
  const target = tags.find(({ id }) => id === into);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!target) return;
    merge.mutate(
      { from: [tag.id], into: target.id },
      {
        onSuccess: (merged) => {
          done(merged, fill(t.merged, { name: tag.name, into: target.name }));
          onClose();
        },
      },
    );
  }
  return (
    <Dialog title={fill(t.mergeTitle, { name: tag.name })} open onClose={onClose} testId="tag-dialog">
      <form className={styles.form} onSubmit={submit}>
        <p>{fill(t.mergeText, { name: tag.name })}</p>
        <SelectField
          label={t.mergeInto}
          value={into}
          autoFocus
          onChange={(event) => setInto(event.target.value)}
          data-testid="merge-into"
        >
          <option value="">{t.mergeChoose}</option>
          {tags
            .filter(({ id }) => id !== tag.id)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </SelectField>
        {merge.error ? <ErrorNotice error={merge.error} /> : null}
        <Button type="submit" look="primary" disabled={!target} busy={merge.isPending} data-testid="merge-go">
          {t.mergeGo}
        </Button>
      </form>
    </Dialog>
  );
}

function DeleteTag({ tag, onClose, onUndo }: Closing & { tag: TagShown }) {
  const remove = useWrite("tags_delete");
  const done = useDone(onUndo);
  const contacts = tag.contacts ?? 0;
  return (
    <Confirm
      open
      danger
      title={fill(t.deleteTitle, { name: tag.name })}
      text={contacts === 0 ? t.deleteTagNone : plural(contacts, t.deleteTagOne, t.deleteTagOther, count(contacts))}
      action={t.deleteGo}
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(
          { ids: [tag.id] },
          {
            onError: toastError,
            onSuccess: (deleted) => done(deleted, fill(t.deleted, { name: tag.name })),
            onSettled: onClose,
          },
        )
      }
    />
  );
}
