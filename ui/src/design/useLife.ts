import { useEffect, useEffectEvent, useRef, useState } from "react";

/** Nobody can read, or reach for a button, in less. */
const LAST = 1500;

/**
 * Ends something after `life` milliseconds, null for never. The clock stands while the pointer or the focus is inside
 * the element that gets `hold`, and goes on whether or not the window is in front.
 */
export function useLife(life: number | null, end: () => void) {
  const [held, setHeld] = useState({ pointer: false, focus: false });
  const left = useRef(life ?? 0);
  const onEnd = useEffectEvent(end);
  const stopped = life === null || held.pointer || held.focus;
  useEffect(() => {
    if (stopped) return;
    const began = performance.now();
    const timer = setTimeout(onEnd, left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(LAST, left.current - (performance.now() - began));
    };
  }, [stopped]);
  return {
    onPointerEnter: () => setHeld((now) => ({ ...now, pointer: true })),
    onPointerLeave: () => setHeld((now) => ({ ...now, pointer: false })),
    onFocus: () => setHeld((now) => ({ ...now, focus: true })),
    onBlur: () => setHeld((now) => ({ ...now, focus: false })),
  };
}
