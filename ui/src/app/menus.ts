import { useEffect, useRef } from "react";
import { isMac, takesText } from "@/design/shortcuts/combo";
import { closeWindow, type MenuEntry, type MenuList, showMenus, type SystemEntry, zoom } from "@/ipc";
import type { Action } from "./actions";
import { accelerator, COMBOS } from "./combos";
import { appStrings } from "./strings";

const t = appStrings.menu;

type Place = "/" | "/trash" | "/history" | "/accounts" | "/settings";
export type Doings = { actions: readonly Action[]; go: (place: Place) => void };

function entry(id: string, text: string, run: () => void, combos: readonly string[] = []): MenuEntry {
  const keys = accelerator(combos);
  return { id, text, run, ...(keys === undefined ? {} : { accelerator: keys }) };
}

/** Menus take their keys before the page sees them: in a text, Undo and Redo are about the text. */
function orOfText(what: "undo" | "redo", run: () => void): () => void {
  return () => {
    if (takesText(document.activeElement)) document.execCommand(what);
    else run();
  };
}

/**
 * The menus of the window: the acts of the palette, by the same names and with the keys that the sheet of keys tells.
 * While there is nothing to act on (the vault is locked), what is left are zoom, text and end.
 */
export function menusOf(doings: Doings | null, mac: boolean): MenuList[] {
  const acts = (...ids: string[]): MenuEntry[] =>
    ids.flatMap((id) => {
      const action = doings?.actions.find((one) => one.id === id);
      if (!action) return [];
      const run = id === "undo" || id === "redo" ? orOfText(id, action.run) : () => action.run();
      return [entry(id, action.label, run, action.combos)];
    });
  const places = doings
    ? [
        entry("contacts", appStrings.contacts, () => doings.go("/"), COMBOS.contacts),
        entry("trash", appStrings.trash, () => doings.go("/trash"), COMBOS.trash),
        entry("history", appStrings.history, () => doings.go("/history"), COMBOS.history),
        entry("sync", appStrings.sync, () => doings.go("/accounts"), COMBOS.sync),
      ]
    : [];
  const settings = doings ? [entry("settings", t.settings, () => doings.go("/settings"), COMBOS.settings)] : [];
  const text: SystemEntry[] = mac ? ["Cut", "Copy", "Paste", "SelectAll"] : [];
  const lists: (MenuList | null)[] = [
    mac
      ? {
          text: appStrings.product,
          entries: parted(settings, ["Services"], ["Hide", "HideOthers", "ShowAll"], ["Quit"]),
        }
      : null,
    {
      text: t.file,
      entries: parted(
        acts("new", "import", "backup"),
        acts("lock"),
        mac ? ["CloseWindow"] : [...settings, entry("quit", t.quit, closeWindow, COMBOS.quit)],
      ),
    },
    { text: t.edit, entries: parted(acts("undo", "redo"), text) },
    {
      text: t.view,
      entries: parted(
        places,
        acts("palette"),
        [
          entry("zoom-in", t.zoomIn, () => zoom("in"), COMBOS.zoomIn),
          entry("zoom-out", t.zoomOut, () => zoom("out"), COMBOS.zoomOut),
          entry("zoom-reset", t.zoomReset, () => zoom("reset"), COMBOS.zoomReset),
        ],
        acts("light", "dark", "system"),
      ),
    },
    { text: t.help, entries: acts("keys", "hints") },
  ];
  return lists.filter((list) => list !== null).filter((list) => list.entries.length > 0);
}

function parted(...groups: readonly (MenuEntry | SystemEntry)[][]): (MenuEntry | SystemEntry)[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, at) => (at === 0 ? group : (["Separator", ...group] satisfies (MenuEntry | SystemEntry)[])));
}

/** Shows the menus for as long as the component is there, those of a locked vault before and afterwards. */
export function useMenus(doings: Doings | null): void {
  const latest = useRef(doings);
  latest.current = doings;
  const there = doings !== null;
  useEffect(() => {
    const current = latest.current;
    const lasting: Doings | null = current && {
      actions: current.actions.map((action) => ({
        ...action,
        run: () => latest.current?.actions.find(({ id }) => id === action.id)?.run(),
      })),
      go: (place) => latest.current?.go(place),
    };
    void showMenus(menusOf(lasting, isMac));
    return () => void (there ? showMenus(menusOf(null, isMac)) : undefined);
  }, [there]);
}
