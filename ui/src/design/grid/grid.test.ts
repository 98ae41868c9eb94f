import { describe, expect, test } from "vitest";
import { type GridAction, gridAction } from "./keys";
import { extended, NOTHING, stretch, toggled, without } from "./selection";
import { type Geometry, MAX_HEIGHT, offsetShowing, scrolled, scrollFor, scrollHeight, visible } from "./windowing";

const small: Geometry = { count: 1000, rowHeight: 40, viewport: 400 };
const million: Geometry = { count: 1_000_000, rowHeight: 40, viewport: 400 };
const END = 1_000_000 * 40 - 400;

describe("windowing", () => {
  test("a short list is one to one", () => {
    expect(scrollHeight(small)).toBe(40_000);
    expect(scrolled(small, { top: 0, offset: 0 }, 1234)).toEqual({ top: 1234, offset: 1234 });
    expect(visible(small, 400, 2)).toEqual({ first: 8, last: 22 });
  });
  test("a long list stays under the browsers' limit and reaches both ends", () => {
    expect(scrollHeight(million)).toBe(MAX_HEIGHT);
    const bottom = scrolled(million, { top: 0, offset: 0 }, MAX_HEIGHT - 400);
    expect(bottom.offset).toBe(END);
    expect(visible(million, bottom.offset, 0).last).toBe(1_000_000);
    expect(scrolled(million, bottom, 0)).toEqual({ top: 0, offset: 0 });
  });
  test("the wheel moves pixel for pixel, the scrollbar in proportion", () => {
    const middle = scrolled(million, { top: 0, offset: 0 }, 7_000_000);
    expect(middle.offset).toBeCloseTo((7_000_000 / (MAX_HEIGHT - 400)) * END, 0);
    expect(scrolled(million, middle, 7_000_100).offset).toBeCloseTo(middle.offset + 100, 5);
  });
  test("scrolling up by the wheel reaches the first row without a jump", () => {
    let at = scrolled(million, { top: 0, offset: 0 }, 3000);
    let longest = 0;
    while (at.top > 0) {
      const next = scrolled(million, at, at.top - 100);
      longest = Math.max(longest, at.offset - next.offset);
      at = next;
    }
    expect(at.offset).toBe(0);
    expect(longest).toBeLessThan(400);
  });
  test("any row can be brought on the screen exactly", () => {
    for (const row of [0, 1, 499_999, 999_999]) {
      const { offset } = scrollFor(million, offsetShowing(million, 20_000_000, row));
      expect(row * 40).toBeGreaterThanOrEqual(offset);
      expect((row + 1) * 40).toBeLessThanOrEqual(offset + 400);
    }
  });
});

test.each<[string, number | null, GridAction | null]>([
  ["arrowdown", null, { kind: "move", to: 0, extend: false }],
  ["arrowdown", 3, { kind: "move", to: 4, extend: false }],
  ["arrowdown", 9, { kind: "move", to: 9, extend: false }],
  ["shift+arrowup", 3, { kind: "move", to: 2, extend: true }],
  ["pagedown", 2, { kind: "move", to: 7, extend: false }],
  ["end", null, { kind: "move", to: 9, extend: false }],
  ["mod+home", 5, { kind: "move", to: 0, extend: false }],
  ["space", 2, { kind: "toggle" }],
  ["space", null, null],
  ["enter", 2, { kind: "open" }],
  ["mod+a", null, { kind: "all" }],
  ["x", 2, null],
])("key %s at %j", (combo, active, wanted) => expect(gridAction(combo, active, 10, 5)).toEqual(wanted));

test("selection", () => {
  const one = toggled(NOTHING, "b", 1);
  expect([...one.ids]).toEqual(["b"]);
  expect(stretch(one, 0, 4)).toEqual([1, 4]);
  expect(stretch(one, 0, 0)).toEqual([0, 1]);
  const more = extended(one, ["b", "c"], 9);
  expect(more).toEqual({ ids: new Set(["b", "c"]), anchor: 1 });
  expect(without(more, ["b", "c"])).toEqual(NOTHING);
  expect([...toggled(one, "b", 1).ids]).toEqual([]);
});
