import { startTransition, useEffect, useState } from "react";

/**
 * False while something is drawn for the first time, true from the next picture on: what is not looked at first waits.
 * Another `of` is another thing.
 */
export function useSecondPicture(of: unknown = null): boolean {
  const [drawn, setDrawn] = useState<{ of: unknown } | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setDrawn({ of })));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [of]);
  return drawn !== null && drawn.of === of;
}
