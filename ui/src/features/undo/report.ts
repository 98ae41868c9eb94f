import { useSyncExternalStore } from "react";
import type { UndoReport } from "@/ipc";

let shown: UndoReport | null = null;
const listeners = new Set<() => void>();

/** Puts the three buckets of an undo on the screen; null takes them away. */
export function showReport(report: UndoReport | null): void {
  shown = report;
  for (const listener of listeners) listener();
}

export function useShownReport(): UndoReport | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
