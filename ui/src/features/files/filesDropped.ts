import { useEffect, useRef } from "react";

type Taker = (paths: string[]) => void;
const takers: Taker[] = [];

/** Takes files that are dropped while this is on the screen; the last one to come is asked. */
export function useFilesDropped(take: Taker): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const taker: Taker = (paths) => latest.current(paths);
    takers.push(taker);
    return () => {
      takers.splice(takers.indexOf(taker), 1);
    };
  }, []);
}

/** Hands over files that are no tables; false when nobody takes any. */
export function handFiles(paths: string[]): boolean {
  const taker = takers.at(-1);
  if (!taker || paths.length === 0) return false;
  taker(paths);
  return true;
}
