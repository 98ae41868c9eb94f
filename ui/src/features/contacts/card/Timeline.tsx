import { ArrowRight, History, Undo2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { ago, moment } from "@/format/dates";
import { ownPath } from "@/format/own";
import { fill } from "@/format/text";
import { type Contact, type FieldChange, type HistoryEntry, useRead, useWrite } from "@/ipc";
import type { CardEditing } from "../editing";
import { pathLabel, valueText } from "../fields";
import { contactStrings as t } from "../strings";
import { useOwnFields } from "../useOwnFields";
import { AsOf } from "./AsOf";
import { CategoriesField } from "./CategoriesField";
import { LockToggle } from "./LockToggle";
import { Pane } from "./Pane";
import { ScalarField } from "./ScalarField";
import { TagsField } from "./TagsField";
import styles from "./Timeline.module.css";

const FIRST = 30;

type Props = { contact: Contact; editing: CardEditing; onUndo: (batch: string) => void };

/** Tags, notes, and everything that happened to the contact, field by field. */
export function Timeline({ contact, editing, onUndo }: Props) {
  const history = useRead("contacts_history", { id: contact.id }, { keepPrevious: true });
  const [all, setAll] = useState(false);
  const names = new Map(useOwnFields().map((field) => [ownPath(field), field.name]));
  const entries = history.data?.entries ?? [];
  return (
    <Pane label={t.timeline}>
      <h3>{t.fields.tags}</h3>
      <TagsField contact={contact} editing={editing} />
      <h3>{t.fields.categories}</h3>
      <CategoriesField contact={contact} editing={editing} />
      <h3 className={styles.lockable}>
        {t.fields.notes}
        <LockToggle contact={contact} path="notes" editing={editing} />
      </h3>
      <ScalarField contact={contact} field="notes" editing={editing} bare />
      <h3 className={styles.lockable}>
        {t.historyTitle}
        <AsOf contact={contact} />
      </h3>
      {history.error ? <ErrorNotice error={history.error} onRetry={() => void history.refetch()} /> : null}
      {history.data && entries.length === 0 ? <p className={styles.soft}>{t.historyEmpty}</p> : null}
      <ol className={styles.entries}>
        {(all ? entries : entries.slice(0, FIRST)).map((entry) => (
          <Entry key={entry.batch} contact={contact.id} entry={entry} names={names} onUndo={onUndo} />
        ))}
      </ol>
      {!all && entries.length > FIRST ? (
        <Button small onClick={() => setAll(true)}>
          {t.historyMore}
        </Button>
      ) : null}
    </Pane>
  );
}

type EntryProps = {
  contact: string;
  entry: HistoryEntry;
  names: ReadonlyMap<string, string>;
  onUndo: (batch: string) => void;
};

function Entry({ contact, entry, names, onUndo }: EntryProps) {
  const restore = useWrite("contacts_restore_value").mutateAsync;
  const putBack = (change: FieldChange) =>
    void restore({ id: contact, batch: entry.batch, path: change.path }).then(({ batch }) => {
      const field = names.get(change.path) ?? pathLabel(change.path).toLocaleLowerCase();
      toast(fill(t.putBack, { field }), batch ? { label: t.undo, run: () => onUndo(batch) } : undefined);
    }, toastError);
  const actor = entry.actor === "me" ? t.me : entry.actor;
  return (
    <li className={styles.entry} data-testid="history-entry">
      <div className={styles.head}>
        <span className={entry.reverted ? styles.reverted : styles.label}>{entry.label}</span>
        <time className={styles.soft} title={moment(entry.at)} dateTime={new Date(entry.at).toISOString()}>
          {ago(entry.at, Date.now())}
        </time>
        {entry.reverted ? (
          <span className={styles.soft}>{t.historyReverted}</span>
        ) : (
          <IconButton
            label={`${t.undo}: ${entry.label}`}
            icon={<Undo2 />}
            className={styles.undo ?? ""}
            onClick={() => onUndo(entry.batch)}
          />
        )}
      </div>
      <p className={styles.soft}>{fill(t.historyMeta, { actor, origin: t.origins[entry.origin] })}</p>
      {entry.created ? <p className={styles.soft}>{t.historyCreated}</p> : null}
      {entry.changes.length > 0 ? (
        <ul className={styles.changes}>
          {entry.changes.map((change) => (
            <Change
              key={change.path}
              change={change}
              names={names}
              onPutBack={entry.created ? null : () => putBack(change)}
            />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

type ChangeProps = { change: FieldChange; names: ReadonlyMap<string, string>; onPutBack: (() => void) | null };

function Change({ change, names, onPutBack }: ChangeProps) {
  const before = valueText(change.before);
  const after = valueText(change.after);
  return (
    <li className={styles.change}>
      <span className={styles.path}>{names.get(change.path) ?? pathLabel(change.path)}</span>
      <span className={styles.values}>
        {before ? <del>{before}</del> : null}
        {before && after ? <ArrowRight aria-hidden="true" /> : null}
        {after ? <ins>{after}</ins> : before ? null : <em>{t.empty}</em>}
      </span>
      {onPutBack ? (
        <IconButton
          label={fill(t.putBackNamed, { field: pathLabel(change.path).toLocaleLowerCase(), value: before || t.empty })}
          icon={<History />}
          className={styles.putBack ?? ""}
          onClick={onPutBack}
          data-testid="put-back"
        />
      ) : null}
    </li>
  );
}
