import { type RefObject, useLayoutEffect } from "react";

/** Tells style sheets how much of the window is below a part of it, as `--below`: what floats there covers no buttons. */
export function useRoomBelow(part: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = part.current;
    if (!element) return;
    const page = document.documentElement;
    const measure = () => {
      const below = Math.max(0, window.innerHeight - element.getBoundingClientRect().bottom);
      page.style.setProperty("--below", `${below}px`);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    window.addEventListener("resize", measure);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", measure);
      page.style.removeProperty("--below");
    };
  }, [part]);
}
