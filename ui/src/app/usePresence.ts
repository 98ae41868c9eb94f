import { useEffect } from "react";
import { call } from "@/ipc";

const SIGNS = ["pointerdown", "pointermove", "wheel", "keydown"] as const;
/** How often it is told that somebody is there, in milliseconds; the shortest wait before locking is a minute. */
const TOLD_EVERY = 10_000;

/** Tells the door that somebody is at the window, which puts off locking by itself. */
export function usePresence(): void {
  useEffect(() => {
    let told = Number.NEGATIVE_INFINITY;
    function sign() {
      const now = Date.now();
      // A clock that was set back must not keep anybody silent.
      if (Math.abs(now - told) < TOLD_EVERY) return;
      told = now;
      void call("vault_seen", {}).catch(() => undefined);
    }
    const listening = { capture: true, passive: true } as const;
    for (const name of SIGNS) window.addEventListener(name, sign, listening);
    return () => {
      for (const name of SIGNS) window.removeEventListener(name, sign, listening);
    };
  }, []);
}
