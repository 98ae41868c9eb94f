import { Menu, type PredefinedMenuItemOptions, type SubmenuOptions } from "@tauri-apps/api/menu";
import { getCurrentWindow } from "@tauri-apps/api/window";

/** One line of a menu; `accelerator` as the system's menus write it, such as `CmdOrCtrl+Shift+Z`. */
export type MenuEntry = { id: string; text: string; accelerator?: string; run: () => void };

/** What every program of the system has and the system does by itself; a line between two entries is one as well. */
export type SystemEntry = Exclude<PredefinedMenuItemOptions["item"], object>;

export type MenuList = { text: string; entries: readonly (MenuEntry | SystemEntry)[] };

let last: Promise<void> = Promise.resolve();

/** Puts menus on the window, or on top of the screen where that is the custom; one after the other. */
export function showMenus(lists: readonly MenuList[]): Promise<void> {
  last = last.then(() => show(lists)).catch(() => undefined);
  return last;
}

async function show(lists: readonly MenuList[]): Promise<void> {
  const items = lists.map(({ text, entries }): SubmenuOptions => ({ text, items: entries.map(itemOf) }));
  const menu = await Menu.new({ items });
  const before = await menu.setAsAppMenu();
  await before?.close();
}

function itemOf(entry: MenuEntry | SystemEntry) {
  if (typeof entry === "string") return { item: entry };
  const { id, text, accelerator, run } = entry;
  return { id, text, action: run, ...(accelerator === undefined ? {} : { accelerator }) };
}

/** Ends the window as its cross does. */
export function closeWindow(): void {
  void getCurrentWindow()
    .close()
    .catch(() => undefined);
}
