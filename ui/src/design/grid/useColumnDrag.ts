import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { type Arranging, NARROWEST, WIDEST } from "./column";

/** A pointer that moved less than this meant a click. */
const MEANT = 6;

const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
const rounded = (width: number) => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)) * 16) / 16;

/** Columns dragged by their names to another place, or by their edges to another width. Escape gives up. */
export function useColumnDrag(
  row: RefObject<HTMLElement | null>,
  arranging: Arranging | undefined,
  onPreview: (preview: { key: string; width: number } | null) => void,
) {
  const [moving, setMoving] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const stop = useRef<(() => void) | null>(null);

  /** Listens at the window until the pointer is let go; the element itself may be redrawn meanwhile. */
  function follow(began: PointerEvent, moved: (byX: number, x: number) => void, ended: (kept: boolean) => void) {
    stop.current?.();
    const end = (kept: boolean) => {
      stop.current?.();
      ended(kept);
    };
    const onMove = (event: globalThis.PointerEvent) => moved(event.clientX - began.clientX, event.clientX);
    const onUp = () => end(true);
    const onCancel = () => end(false);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      end(false);
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", onCancel);
    window.addEventListener("keydown", onKey, true);
    stop.current = () => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", onCancel);
      window.removeEventListener("keydown", onKey, true);
      stop.current = null;
    };
  }

  const cells = () => [...(row.current?.querySelectorAll<HTMLElement>("[data-column]") ?? [])];

  function resizeBy(key: string) {
    return {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.stopPropagation();
        const cell = event.currentTarget.parentElement;
        const before = (cell?.getBoundingClientRect().width ?? 0) / rem();
        const towards = cell && getComputedStyle(cell).direction === "rtl" ? -1 : 1;
        let width: number | null = null;
        follow(
          event,
          (byX) => {
            width = rounded(before + (towards * byX) / rem());
            onPreview({ key, width });
          },
          (kept) => {
            onPreview(null);
            if (kept && width !== null) arranging?.resize(key, width);
          },
        );
      },
      onDoubleClick: () => arranging?.resize(key, null),
    };
  }

  function moveBy(key: string) {
    return {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        let over: string | null = null;
        follow(
          event,
          (byX, x) => {
            if (over === null && Math.abs(byX) < MEANT) return;
            setMoving(key);
            // The first column stays where it is.
            const under = cells()
              .slice(1)
              .find((cell) => {
                const { left, right } = cell.getBoundingClientRect();
                return x >= left && x < right;
              });
            over = under?.dataset["column"] ?? over ?? key;
            setTarget(over);
          },
          (kept) => {
            setMoving(null);
            setTarget(null);
            if (!kept || over === null) return;
            if (over !== key) arranging?.move(key, over);
            // The click that follows would sort.
            const swallow = (click: Event) => {
              click.stopPropagation();
              click.preventDefault();
            };
            window.addEventListener("click", swallow, { capture: true, once: true });
            setTimeout(() => window.removeEventListener("click", swallow, true), 0);
          },
        );
      },
    };
  }

  return { moving, target, moveBy, resizeBy };
}
