import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Geometry, offsetShowing, type Scroll, scrolled, scrollFor, visible } from "./windowing";

type Size = { width: number; height: number; rem: number };
const UNMEASURED: Size = { width: 1024, height: 600, rem: 16 };

/** Measures a scrolling element, unless it is to stay as it is, and keeps the two coordinates of windowing.ts. */
export function useScroller(count: number, rowRem: (widthRem: number) => number, headRem: number, still: boolean) {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(UNMEASURED);
  const [scroll, setScroll] = useState<Scroll>({ top: 0, offset: 0 });
  const asked = useRef<Scroll | null>(null);

  useLayoutEffect(() => {
    const box = element.current;
    if (still || !box || typeof ResizeObserver === "undefined") return undefined;
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || UNMEASURED.rem;
      setSize({ width: box.clientWidth, height: box.clientHeight, rem });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, [still]);

  const widthRem = size.width / size.rem;
  const rowHeight = Math.round(rowRem(widthRem) * size.rem);
  const geometry: Geometry = { count, rowHeight, viewport: Math.max(rowHeight, size.height - headRem * size.rem) };
  const latest = useRef({ geometry, scroll });
  latest.current = { geometry, scroll };

  const goTo = useCallback((offset: number) => {
    const next = scrollFor(latest.current.geometry, offset);
    setScroll(next);
    // To ask for what there is would have the page laid out here and now.
    if (!element.current || next.top === latest.current.scroll.top) return;
    asked.current = next;
    element.current.scrollTop = next.top;
  }, []);

  const onScroll = useCallback(() => {
    const top = element.current?.scrollTop ?? 0;
    const wanted = asked.current;
    asked.current = null;
    // Browsers round what they are asked for; the offset that was asked for is the exact one.
    if (wanted && Math.abs(wanted.top - top) < 2) setScroll({ top, offset: wanted.offset });
    else setScroll((from) => scrolled(latest.current.geometry, from, top));
  }, []);

  const reveal = useCallback(
    (row: number) => {
      const { geometry: shape, scroll: at } = latest.current;
      const offset = offsetShowing(shape, at.offset, row);
      if (offset !== at.offset) goTo(offset);
    },
    [goTo],
  );

  // A list that became shorter, or rows that became higher, leave the scrollbar where it cannot be.
  useEffect(() => {
    const { scroll: at } = latest.current;
    const most = Math.max(0, geometry.count * geometry.rowHeight - geometry.viewport);
    if (at.offset > most) goTo(most);
  }, [geometry.count, geometry.rowHeight, geometry.viewport, goTo]);

  return {
    element,
    geometry,
    scroll,
    width: size.width,
    widthRem,
    onScroll,
    reveal,
    goTo,
    stretch: visible(geometry, scroll.offset),
  };
}
