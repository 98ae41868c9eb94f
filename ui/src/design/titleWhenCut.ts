import type { PointerEvent } from "react";

/** Lets an element whose text is cut by its width tell the whole of it as its title, while the pointer is there. */
export function titleWhenCut(event: PointerEvent<HTMLElement>): void {
  const box = event.currentTarget;
  const text = box instanceof HTMLInputElement ? box.value : box.textContent;
  box.title = box.scrollWidth > box.clientWidth ? text : "";
}
