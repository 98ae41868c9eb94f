import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { useUndo } from "@/features/undo/useUndo";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { Merged, MergeOf, MergeShown } from "@/ipc";
import { mergeScreenStrings as t } from "./strings";

/** Merges, says so with a way back, and leads to the record that stays. */
export function useMerge(
  input: MergeOf,
  merge: (input: MergeOf) => Promise<Merged>,
  said: string,
  plan: MergeShown | undefined,
  leadTo: (id: string) => void,
): () => void {
  const { undo } = useUndo();
  return () => {
    if (!plan) return;
    const name = plan.records[0]?.display ?? "";
    void merge(input).then(({ id, batch }) => {
      const undoIt = batch ? { label: t.undo, run: () => void undo(batch) } : undefined;
      toast(fill(said, { count: count(input.ids.length), name }), undoIt);
      leadTo(id);
    }, toastError);
  };
}
