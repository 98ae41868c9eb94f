/**
 * The keys of what can be done from anywhere: the sheet of keys, the palette, the hints of buttons and the menus of the
 * system all read them here. What a menu shows is the first with `mod`.
 */
export const COMBOS = {
  palette: ["mod+k"],
  new: ["n", "mod+n"],
  import: ["mod+o"],
  undo: ["mod+z"],
  redo: ["mod+shift+z", "mod+y"],
  contacts: ["g c", "mod+1"],
  trash: ["g t", "mod+2"],
  history: ["g h", "mod+3"],
  sync: ["g a", "mod+4"],
  decisions: ["g d"],
  settings: ["g s", "mod+,"],
  zoomIn: ["mod++", "mod+="],
  zoomOut: ["mod+-"],
  zoomReset: ["mod+0"],
  keys: ["?"],
  quit: ["mod+q"],
} as const satisfies Record<string, readonly string[]>;

/** A combination as the menus of the system write it; undefined when there is none that works while text is typed. */
export function accelerator(combos: readonly string[]): string | undefined {
  // Of two that are the same key, the one that needs no Shift.
  const combo = combos.filter((one) => one.startsWith("mod+")).findLast((one) => one !== "mod+y");
  return combo
    ?.split("+")
    .map((part) => (part === "mod" ? "CmdOrCtrl" : part.length === 1 ? part.toUpperCase() : capital(part)))
    .join("+");
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
