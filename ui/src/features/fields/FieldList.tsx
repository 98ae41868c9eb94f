import { Plus, TextCursorInput } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { Confirm } from "@/design/Dialog";
import { EmptyState } from "@/design/Page";
import { toastError } from "@/design/problem";
import { Section } from "@/design/Section";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { type FieldDefinition, type FieldEntity, useRead } from "@/ipc";
import { only } from "./draft";
import { FieldForm } from "./FieldForm";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";
import { fieldStrings as t } from "./strings";
import { useFieldWrites } from "./useFieldWrites";

const ENTITIES: readonly FieldEntity[] = ["contact", "company"];

/** All fields of one's own: made, changed, put in order, archived, deleted. */
export function FieldList({ fields }: { fields: readonly FieldDefinition[] }) {
  const [editing, setEditing] = useState<FieldDefinition | "new" | null>(null);
  const [deleting, setDeleting] = useState<FieldDefinition | null>(null);
  const writes = useFieldWrites();
  const active = fields.filter((field) => field.state === "active");
  const archived = fields.filter((field) => field.state === "archived");

  /** Puts a field one place up or down among its like: both get the place of the other. */
  async function move(list: readonly FieldDefinition[], at: number, step: -1 | 1) {
    const [field, other] = [list[at], list[at + step]];
    if (!field || !other) return;
    try {
      // Fields made elsewhere may share a place.
      const [from, to] = field.position === other.position ? [at, at + step] : [field.position, other.position];
      await writes.set(field.id, only({ position: to }));
      await writes.set(other.id, only({ position: from }));
    } catch (error) {
      toastError(error);
    }
  }

  const add = (
    <Button look="primary" icon={<Plus />} onClick={() => setEditing("new")} data-testid="field-new">
      {t.add}
    </Button>
  );
  return (
    <>
      {fields.length === 0 ? (
        <EmptyState icon={<TextCursorInput />} title={t.none} text={t.noneText}>
          {add}
        </EmptyState>
      ) : (
        <div className={styles.head}>
          <p className={styles.soft}>{t.about}</p>
          {add}
        </div>
      )}
      {ENTITIES.map((entity) => {
        const of = active.filter((field) => field.entity === entity);
        return of.length === 0 ? null : (
          <Section key={entity} title={t.of[entity]}>
            <ul className={styles.rows}>
              {of.map((field, at) => (
                <FieldRow
                  key={field.id}
                  field={field}
                  all={fields}
                  onEdit={() => setEditing(field)}
                  onDelete={() => setDeleting(field)}
                  onMove={(step) => void move(of, at, step)}
                />
              ))}
            </ul>
          </Section>
        );
      })}
      {archived.length > 0 ? (
        <Section title={t.archivedTitle}>
          <ul className={styles.rows}>
            {archived.map((field) => (
              <FieldRow
                key={field.id}
                field={field}
                all={fields}
                onEdit={() => setEditing(field)}
                onDelete={() => setDeleting(field)}
                onMove={null}
              />
            ))}
          </ul>
        </Section>
      ) : null}
      {editing ? (
        <FieldForm field={editing === "new" ? null : editing} all={active} onClose={() => setEditing(null)} />
      ) : null}
      {deleting ? <DeleteQuestion field={deleting} onClose={() => setDeleting(null)} /> : null}
    </>
  );
}

function DeleteQuestion({ field, onClose }: { field: FieldDefinition; onClose: () => void }) {
  const writes = useFieldWrites();
  const { data } = useRead("fields_plan", { id: field.id, change: only({}) });
  const text =
    data === undefined
      ? t.counting
      : data.values > 0
        ? fill(t.deleteText, { count: count(data.values) })
        : t.deleteEmpty;
  return (
    <Confirm
      open
      danger
      title={fill(t.deleteTitle, { name: field.name })}
      text={text}
      action={t.delete}
      busy={data === undefined}
      onClose={onClose}
      onConfirm={() => {
        onClose();
        void writes.remove(field).catch(toastError);
      }}
    />
  );
}
