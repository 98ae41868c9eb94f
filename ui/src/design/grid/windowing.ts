/**
 * Which rows of a long list are on the screen.
 *
 * Browsers cap the height of an element (17 to 33 million pixels), a million rows are 36 million. So there are two
 * coordinates: `top`, where the scrollbar is, and `offset`, which pixel of the whole list is at the top edge. They are
 * the same until the list is taller than MAX_HEIGHT. Beyond that small movements count pixel for pixel, so that the
 * wheel feels as ever, and long ones (the scrollbar) in proportion; towards both ends the difference is worn off, so
 * that the first and the last row are always reached.
 */
export const MAX_HEIGHT = 15_000_000;
const EDGE_SCREENS = 20;

export type Geometry = { count: number; rowHeight: number; viewport: number };
export type Scroll = { top: number; offset: number };
export type Stretch = { first: number; last: number };

function limits({ count, rowHeight, viewport }: Geometry) {
  const whole = count * rowHeight;
  return { maxOffset: Math.max(0, whole - viewport), maxTop: Math.max(0, Math.min(whole, MAX_HEIGHT) - viewport) };
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(value, most));

/** Height of the element that gives the scrollbar its length. */
export function scrollHeight({ count, rowHeight }: Geometry): number {
  return Math.min(count * rowHeight, MAX_HEIGHT);
}

/** Where the list is after the scrollbar went to `top`. */
export function scrolled(geometry: Geometry, from: Scroll, top: number): Scroll {
  const { maxOffset, maxTop } = limits(geometry);
  const at = clamp(top, maxTop);
  if (maxOffset <= maxTop) return { top: at, offset: at };
  if (at <= 0) return { top: 0, offset: 0 };
  if (at >= maxTop) return { top: maxTop, offset: maxOffset };
  const delta = at - from.top;
  if (Math.abs(delta) > geometry.viewport) return { top: at, offset: (at / maxTop) * maxOffset };
  const [leftTop, leftOffset] = delta < 0 ? [from.top, from.offset] : [maxTop - from.top, maxOffset - from.offset];
  const pace = leftTop < geometry.viewport * EDGE_SCREENS ? leftOffset / Math.max(1, leftTop) : 1;
  return { top: at, offset: clamp(from.offset + delta * pace, maxOffset) };
}

/** Where the scrollbar has to be for `offset` to be at the top edge. */
export function scrollFor(geometry: Geometry, offset: number): Scroll {
  const { maxOffset, maxTop } = limits(geometry);
  const at = clamp(offset, maxOffset);
  return { top: maxOffset <= maxTop ? at : (at / maxOffset) * maxTop, offset: at };
}

/** The nearest offset at which the row is wholly on the screen. */
export function offsetShowing({ rowHeight, viewport }: Geometry, offset: number, row: number): number {
  const start = row * rowHeight;
  if (start < offset) return start;
  return Math.max(offset, start + rowHeight - viewport);
}

/** Rows to draw: those on the screen and some beyond, `last` excluded. */
export function visible({ count, rowHeight, viewport }: Geometry, offset: number, beyond = 8): Stretch {
  const first = Math.max(0, Math.floor(offset / rowHeight) - beyond);
  return { first, last: Math.min(count, Math.ceil((offset + viewport) / rowHeight) + beyond) };
}
