export type GridAction =
  | { kind: "move"; to: number; extend: boolean }
  | { kind: "toggle" }
  | { kind: "open" }
  | { kind: "all" }
  | { kind: "clear" };

const STEPS: Record<string, (at: number, page: number, last: number) => number> = {
  arrowdown: (at) => at + 1,
  arrowup: (at) => at - 1,
  pagedown: (at, page) => at + page,
  pageup: (at, page) => at - page,
  home: () => 0,
  end: (_at, _page, last) => last,
};

/** What a key combination means in a grid of `count` rows of which `page` fit the screen; null when it means nothing. */
export function gridAction(combo: string, active: number | null, count: number, page: number): GridAction | null {
  if (combo === "mod+a") return { kind: "all" };
  if (combo === "escape") return { kind: "clear" };
  if (count === 0) return null;
  const extend = combo.startsWith("shift+");
  const step = STEPS[extend ? combo.slice(6) : combo.replace(/^mod\+(?=home|end)/, "")];
  if (step) {
    const last = count - 1;
    // The first arrow key lands on the first row, whichever way it points.
    const to = active === null && !combo.endsWith("end") ? 0 : step(active ?? 0, Math.max(1, page), last);
    return { kind: "move", to: Math.max(0, Math.min(to, last)), extend };
  }
  if (active === null) return null;
  if (combo === "space" || combo === "shift+space") return { kind: "toggle" };
  if (combo === "enter") return { kind: "open" };
  return null;
}
