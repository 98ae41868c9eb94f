import { Tooltip } from "@base-ui/react/tooltip";
import { useEffect, useState } from "react";
import { Keys } from "./Keys";
import styles from "./Hint.module.css";

/** How long a pointer rests on a control before its hint appears, in milliseconds. */
const REST = 500;
/** Whoever has just read a hint gets the next one at once. */
const READING = 400;

type Shown = { control: HTMLElement; text: string; keys: string | undefined };

/** What a control carries so that words appear beside it on hover or focus, with its keys. It keeps its own name. */
export function hint(text: string, keys?: string) {
  return { "data-tip": text, "data-tip-keys": keys };
}

const controlAt = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;

/** Follows pointer and focus over the whole window; what is hinted at now. */
function useHinted(): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    let control: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let visible = false;
    let hiddenAt = Number.NEGATIVE_INFINITY;
    const hide = () => {
      clearTimeout(timer);
      control = null;
      if (!visible) return;
      visible = false;
      hiddenAt = performance.now();
      setShown(null);
    };
    const show = (next: HTMLElement) => {
      const { tip: text = "", tipKeys: keys } = next.dataset;
      if (!next.isConnected || text === "") return;
      visible = true;
      setShown({ control: next, text, keys });
    };
    const onPointer = (event: PointerEvent) => {
      const next = event.pointerType === "touch" ? null : controlAt(event.target);
      if (next === control) return;
      hide();
      if (!next) return;
      control = next;
      timer = setTimeout(() => show(next), performance.now() - hiddenAt < READING ? 0 : REST);
    };
    const onFocus = (event: FocusEvent) => {
      hide();
      const next = controlAt(event.target);
      if (!next?.matches(":focus-visible")) return;
      control = next;
      show(next);
    };
    const hiding = ["pointerdown", "keydown", "focusout", "scroll", "wheel"] as const;
    document.addEventListener("pointerover", onPointer);
    document.addEventListener("focusin", onFocus);
    document.documentElement.addEventListener("pointerleave", hide);
    for (const kind of hiding) document.addEventListener(kind, hide, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerover", onPointer);
      document.removeEventListener("focusin", onFocus);
      document.documentElement.removeEventListener("pointerleave", hide);
      for (const kind of hiding) document.removeEventListener(kind, hide, { capture: true });
    };
  }, []);
  return shown;
}

/** The one place where hints appear: a screen has a hundred controls with one, and at most one is read. */
export function HintLayer() {
  const shown = useHinted();
  if (!shown) return null;
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={shown.control} sideOffset={6} className={styles.place ?? ""}>
          <Tooltip.Popup className={styles.hint}>
            {shown.text}
            {shown.keys ? <Keys combo={shown.keys} /> : null}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
