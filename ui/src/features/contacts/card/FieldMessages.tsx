import { Button } from "@/design/Button";
import { ago } from "@/format/dates";
import { fill } from "@/format/text";
import type { Conflict } from "@/ipc";
import { valueText } from "../fields";
import { contactStrings as t } from "../strings";
import type { FieldEdit } from "../useFieldEdit";
import styles from "./FieldMessages.module.css";

/** What stands under a field: why it was not saved, what changed meanwhile, what was left unsaved. */
export function FieldMessages({ edit, id }: { edit: FieldEdit; id: string }) {
  const { state, draft } = edit;
  if (state.kind === "conflict") return <ConflictMessage conflict={state.conflict} edit={edit} id={id} />;
  if (state.kind === "failed") {
    const { error } = state;
    return (
      <div className={styles.failed} id={id} role="alert">
        <p>{error.message}</p>
        {error.wire.hint ? <p className={styles.soft}>{error.wire.hint}</p> : null}
        <div className={styles.actions}>
          {error.code === "invalid" ? null : (
            <Button small onClick={() => void edit.save()}>
              {t.retry}
            </Button>
          )}
          <Button small look="quiet" onClick={edit.cancel}>
            {t.discard}
          </Button>
        </div>
      </div>
    );
  }
  if (!draft) return null;
  return (
    <div className={styles.draft} id={id} role="status">
      <p className={styles.soft}>{fill(t.draftTitle, { when: ago(draft.at, Date.now()) })}</p>
      <p className={styles.value}>{draft.value}</p>
      <div className={styles.actions}>
        <Button small onClick={edit.restoreDraft}>
          {t.draftRestore}
        </Button>
        <Button small look="quiet" onClick={edit.dropDraft}>
          {t.draftDrop}
        </Button>
      </div>
    </div>
  );
}

function ConflictMessage({ conflict, edit, id }: { conflict: Conflict; edit: FieldEdit; id: string }) {
  const versions = [
    { key: "base", term: t.conflictBase, value: valueText(conflict.base) },
    { key: "theirs", term: t.conflictTheirs, value: valueText(conflict.theirs) },
    { key: "mine", term: t.conflictMine, value: edit.text },
  ];
  return (
    <div className={styles.conflict} id={id} role="alert" data-testid="conflict">
      <p>{fill(t.conflictTitle, { origin: t.origins[conflict.origin] })}</p>
      <dl className={styles.versions}>
        {versions.map(({ key, term, value }) => (
          <div key={key}>
            <dt>{term}</dt>
            <dd>{value || <em>{t.empty}</em>}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Button small look="primary" onClick={() => void edit.keepMine()} data-testid="keep-mine">
          {t.keepMine}
        </Button>
        <Button small onClick={edit.takeTheirs} data-testid="take-theirs">
          {t.takeTheirs}
        </Button>
      </div>
    </div>
  );
}
