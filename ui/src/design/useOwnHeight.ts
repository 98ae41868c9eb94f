import { type RefObject, useLayoutEffect } from "react";

/** Keeps a text area as high as its text, up to a limit that the style sheet sets, whatever its width becomes. */
export function useOwnHeight(area: RefObject<HTMLTextAreaElement | null>, value: string): void {
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    const fit = () => {
      const borders = box.offsetHeight - box.clientHeight;
      box.style.blockSize = "auto";
      box.style.blockSize = `${box.scrollHeight + borders}px`;
    };
    fit();
    let width = box.clientWidth;
    const watch = new ResizeObserver(() => {
      if (box.clientWidth === width) return;
      width = box.clientWidth;
      fit();
    });
    watch.observe(box);
    return () => watch.disconnect();
  }, [area, value]);
}
