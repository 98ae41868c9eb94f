import { Archive, ChevronDown, ChevronUp, Ellipsis, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/design/Button";
import { Menu } from "@/design/Menu";
import { toastError } from "@/design/problem";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { FieldDefinition } from "@/ipc";
import styles from "./fields.module.css";
import { fieldStrings as t } from "./strings";
import { useFieldWrites } from "./useFieldWrites";

type Props = {
  field: FieldDefinition;
  onEdit: () => void;
  onDelete: () => void;
  onMove: ((step: -1 | 1) => void) | null;
};

/** What a field is, in a few words. */
export function fieldFacts(field: FieldDefinition, all: readonly FieldDefinition[]): string[] {
  const facts: string[] = [t.kinds[field.kind]];
  const offered = field.options.filter((option) => !option.archived).length;
  if (field.options.length > 0) facts.push(fill(t.options, { count: count(offered) }));
  if (field.required) facts.push(t.required);
  if (field.unique) facts.push(t.unique);
  const when = field.shown_when;
  if (when) {
    const of = all.find((other) => other.key === when.field)?.name ?? when.field;
    facts.push(fill(when.value ? t.waits : t.waitsAny, { field: of, value: when.value }));
  }
  return facts;
}

/** A field in the list of fields. */
export function FieldRow({ field, all, onEdit, onDelete, onMove }: Props & { all: readonly FieldDefinition[] }) {
  const writes = useFieldWrites();
  const archived = field.state === "archived";
  return (
    <li className={styles.row} data-testid={`field-row-${field.key}`}>
      <div className={styles.words}>
        <p className={styles.name}>
          <bdi>{field.name}</bdi>
        </p>
        <p className={styles.soft}>
          <code>{field.key}</code>
          {` · ${fieldFacts(field, all).join(" · ")}`}
        </p>
      </div>
      <div className={styles.tools}>
        {onMove ? (
          <>
            <IconButton label={fill(t.up, { name: field.name })} icon={<ChevronUp />} onClick={() => onMove(-1)} />
            <IconButton label={fill(t.down, { name: field.name })} icon={<ChevronDown />} onClick={() => onMove(1)} />
          </>
        ) : null}
        {archived ? (
          <Button small icon={<RotateCcw />} onClick={() => void writes.restore(field).catch(toastError)}>
            {t.restore}
          </Button>
        ) : (
          <Button small icon={<Pencil />} onClick={onEdit} data-testid={`field-edit-${field.key}`}>
            {t.edit}
          </Button>
        )}
        <Menu
          trigger={
            <IconButton
              label={fill(t.more, { name: field.name })}
              icon={<Ellipsis />}
              data-testid={`field-more-${field.key}`}
            />
          }
          items={[
            ...(archived
              ? []
              : [
                  {
                    key: "archive",
                    label: t.archive,
                    icon: <Archive />,
                    run: () => void writes.archive(field).catch(toastError),
                  },
                ]),
            { key: "delete", label: t.delete, icon: <Trash2 />, danger: true, run: onDelete },
          ]}
        />
      </div>
    </li>
  );
}
