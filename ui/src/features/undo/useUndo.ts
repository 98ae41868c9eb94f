import { useMemo } from "react";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { asCommandError, type UndoReport, useWrite } from "@/ipc";
import { showReport } from "./report";
import { undoStrings as t } from "./strings";

export type Undoing = {
  /** Takes back a batch; without one, the last thing that this window did. Says how it went; true when it did. */
  undo: (batch: string | null) => Promise<boolean>;
  redo: () => Promise<boolean>;
};

/** The sentence that says how an undo went. */
export function undoSentence(report: UndoReport, redone: boolean): string {
  if (report.job) return fill(t.background, { label: report.label });
  if (report.kept.length + report.failed.length > 0) return fill(t.withKept, { label: report.label });
  return fill(redone ? t.redone : t.undone, { label: report.label });
}

export function useUndo(): Undoing {
  const undo = useWrite("batches_undo").mutateAsync;
  const redo = useWrite("batches_redo").mutateAsync;
  return useMemo(() => {
    async function run(redoing: boolean, batch: string | null): Promise<boolean> {
      try {
        const report = await (redoing ? redo({}) : undo({ batch }));
        const again = redoing
          ? { label: t.undo, run: () => void run(false, null) }
          : { label: t.redo, run: () => void run(true, null) };
        const partly = report.kept.length + report.failed.length > 0;
        toast(undoSentence(report, redoing), partly ? { label: t.details, run: () => showReport(report) } : again);
        if (partly) showReport(report);
        return true;
      } catch (thrown) {
        if (batch === null && asCommandError(thrown).code === "not_found")
          toast(redoing ? t.nothingToRedo : t.nothingToUndo);
        else toastError(thrown);
        return false;
      }
    }
    return { undo: (batch) => run(false, batch), redo: () => run(true, null) };
  }, [undo, redo]);
}
