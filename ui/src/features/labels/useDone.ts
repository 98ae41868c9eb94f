import { useMemo } from "react";
import { toast } from "@/design/toasts";
import type { DefinitionDone } from "@/ipc";
import { labelStrings as t } from "./strings";

/** Says that a definition changed, with Undo. */
export function useDone(onUndo: (batch: string) => void): (done: DefinitionDone, said: string) => void {
  return useMemo(
    () =>
      ({ batch }, said) =>
        toast(said, batch ? { label: t.undo, run: () => onUndo(batch) } : undefined),
    [onUndo],
  );
}
