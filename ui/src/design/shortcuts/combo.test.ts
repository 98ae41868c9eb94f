import { expect, test } from "vitest";
import { comboGlyphs, comboOf } from "./combo";

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test.each([
  [{ ...none, key: "k", ctrlKey: true }, false, "mod+k"],
  [{ ...none, key: "k", metaKey: true }, true, "mod+k"],
  [{ ...none, key: "k", metaKey: true }, false, "k"],
  [{ ...none, key: "Z", ctrlKey: true, shiftKey: true }, false, "mod+shift+z"],
  [{ ...none, key: "?", shiftKey: true }, false, "?"],
  [{ ...none, key: " ", shiftKey: true }, false, "shift+space"],
  [{ ...none, key: "ArrowDown", ctrlKey: true }, false, "mod+arrowdown"],
])("%j", (pressed, mac, combo) => expect(comboOf(pressed, mac)).toBe(combo));

test("glyphs of this system", () => {
  expect(comboGlyphs("mod+k", true)).toEqual(["⌘", "K"]);
  expect(comboGlyphs("mod+k", false)).toEqual(["Ctrl", "K"]);
  expect(comboGlyphs("g c", false)).toEqual(["G", "C"]);
  expect(comboGlyphs("mod++", false)).toEqual(["Ctrl", "+"]);
  expect(comboGlyphs("/", false)).toEqual(["/"]);
});
