import { expect, test } from "vitest";
import type { MenuEntry, MenuList } from "@/ipc";
import type { Action } from "./actions";
import { accelerator, COMBOS } from "./combos";
import { menusOf } from "./menus";

const done: string[] = [];
const action = (id: string, combos: readonly string[] = []): Action => ({
  id,
  label: `Do ${id}`,
  combos,
  run: () => done.push(id),
});
const doings = {
  actions: [action("new", COMBOS.new), action("lock"), action("undo", COMBOS.undo), action("redo", COMBOS.redo)],
  go: (place: string) => done.push(place),
};
const entries = (lists: MenuList[]) =>
  lists.flatMap((list) => list.entries).filter((entry): entry is MenuEntry => typeof entry !== "string");
const named = (lists: MenuList[], id: string) => entries(lists).find((entry) => entry.id === id);

test.each([
  [COMBOS.new, "CmdOrCtrl+N"],
  [COMBOS.redo, "CmdOrCtrl+Shift+Z"],
  [COMBOS.settings, "CmdOrCtrl+,"],
  [COMBOS.zoomIn, "CmdOrCtrl+="],
  [COMBOS.keys, undefined],
] as const)("%j is %s in a menu", (combos, keys) => expect(accelerator(combos)).toBe(keys));

test("no two entries have the same keys, and every key of a menu is in the sheet of keys", () => {
  for (const mac of [true, false]) {
    const keys = entries(menusOf(doings, mac)).flatMap((entry) => entry.accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    const told = Object.values(COMBOS).map((combos) => accelerator(combos));
    expect(keys.filter((one) => !told.includes(one))).toEqual([]);
  }
});

test("menus do what the palette does, by the same names", () => {
  const lists = menusOf(doings, false);
  expect(named(lists, "new")?.text).toBe("Do new");
  named(lists, "new")?.run();
  named(lists, "trash")?.run();
  expect(done.splice(0)).toEqual(["new", "/trash"]);
});

test("of a locked vault, nothing in the menus acts on contacts", () => {
  expect(entries(menusOf(null, false)).map((entry) => entry.id)).toEqual(["quit", "zoom-in", "zoom-out", "zoom-reset"]);
  // Without these entries, nothing can be copied or pasted on macOS.
  expect(menusOf(null, true).flatMap((list) => list.entries)).toEqual(
    expect.arrayContaining(["Copy", "Paste", "Quit"]),
  );
});

test("while a text is typed, Undo of the menu is about the text", () => {
  const box = document.createElement("input");
  document.body.append(box);
  box.focus();
  const asked: string[] = [];
  document.execCommand = (what: string) => {
    asked.push(what);
    return true;
  };
  named(menusOf(doings, false), "undo")?.run();
  box.remove();
  named(menusOf(doings, false), "undo")?.run();
  expect([asked, done.splice(0)]).toEqual([["undo"], ["undo"]]);
});
