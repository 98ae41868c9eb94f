import { Confirm } from "@/design/Dialog";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import type { Batch } from "@/ipc";
import { historyStrings as t } from "./strings";

/** Says what undoing a batch will do, and to how many, before it does. */
export function UndoQuestion({
  batch,
  onConfirm,
  onClose,
}: {
  batch: Batch | null;
  onConfirm: (batch: Batch) => void;
  onClose: () => void;
}) {
  if (!batch) return null;
  return (
    <Confirm
      open
      title={fill(t.confirmTitle, { label: batch.label })}
      action={t.undo}
      onClose={onClose}
      onConfirm={() => onConfirm(batch)}
      text={
        <>
          {batch.created > 0 ? (
            <p>{plural(batch.created, t.confirmCreatedOne, t.confirmCreatedOther, count(batch.created))}</p>
          ) : null}
          {batch.changed > 0 ? (
            <p>{plural(batch.changed, t.confirmChangedOne, t.confirmChangedOther, count(batch.changed))}</p>
          ) : null}
          <p>{t.confirmKept}</p>
        </>
      }
    />
  );
}
