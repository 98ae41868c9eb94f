import { Confirm } from "@/design/Dialog";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { screenStrings as t } from "./strings";

type Props = { chosen: number; open: boolean; onClose: () => void; onConfirm: () => void };

/** Asks before many contacts go. */
export function TrashQuestion({ chosen, open, onClose, onConfirm }: Props) {
  return (
    <Confirm
      open={open}
      danger
      title={fill(t.confirmTitle, { count: count(chosen) })}
      text={t.confirmText}
      action={t.trash}
      onClose={onClose}
      onConfirm={onConfirm}
    />
  );
}
