import { useEffect, useState } from "react";

/** A value once it has stayed the same for so many milliseconds. `shape` tells whether it is the same. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  const shape = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(shape) as T), milliseconds);
    return () => clearTimeout(timer);
  }, [shape, milliseconds]);
  return settled;
}
