import { useEffect } from "react";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { toastOnce } from "@/design/toasts";
import { fill } from "@/format/text";
import { onZoomed, zoom } from "@/ipc";
import { COMBOS } from "./combos";
import { appStrings as t } from "./strings";

/** Keys that make everything larger or smaller, on every screen, that of a locked vault included. */
export function useZoom(): void {
  useShortcuts(t.sizeKeys, [
    { combos: COMBOS.zoomIn, label: t.menu.zoomIn, inText: true, run: () => zoom("in") },
    { combos: COMBOS.zoomOut, label: t.menu.zoomOut, inText: true, run: () => zoom("out") },
    { combos: COMBOS.zoomReset, label: t.menu.zoomReset, inText: true, run: () => zoom("reset") },
  ]);
  useEffect(() => onZoomed((percent) => toastOnce("zoom", fill(t.zoomed, { percent: String(percent) }))), []);
}
