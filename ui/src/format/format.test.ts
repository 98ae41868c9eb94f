import { describe, expect, test } from "vitest";
import { ago, day, typedDay } from "./dates";
import { bytes, duration } from "./numbers";
import { fileName, fill, highlight, initials, plural } from "./text";

describe("highlight", () => {
  test.each<[string, [number, number][], string]>([
    ["Ada Lovelace", [[0, 3]], "[Ada] Lovelace"],
    ["Ada Lovelace", [], "Ada Lovelace"],
    [
      "abcdef",
      [
        [4, 6],
        [0, 2],
      ],
      "[ab]cd[ef]",
    ],
    [
      "abcdef",
      [
        [0, 3],
        [2, 4],
      ],
      "[abcd]ef",
    ],
    ["abc", [[1, 99]], "a[bc]"],
    ["abc", [[7, 9]], "abc"],
    ["😀 Ada", [[3, 6]], "😀 [Ada]"],
  ])("%s %j", (text, ranges, wanted) => {
    const pieces = highlight(text, ranges);
    expect(pieces.map((piece) => (piece.hit ? `[${piece.text}]` : piece.text)).join("")).toBe(wanted);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  });
});

test.each([
  ["1980-05-01", /1980/],
  ["--02-29", /29/],
  ["spring", /^spring$/],
])("a day is shown: %s", (value, wanted) => expect(day(value)).toMatch(wanted));

test.each([
  ["1980/5/1", "1980-05-01"],
  ["1980.05.01", "1980-05-01"],
  ["--5-1", "--05-01"],
  [" soon ", "soon"],
])("a day is typed: %s", (typed, stored) => expect(typedDay(typed)).toBe(stored));

test.each([
  ["Ada Lovelace", "AL"],
  ["Ada", "A"],
  ["", ""],
  ["李娜", "李"],
  ["Dr. (Ada) King", "K"],
  ["Dª Maite García López, III", "ML"],
  ["Frau Dr. Jürgen-Maria Hess, Ph.D.", "JH"],
  ["Dr.", "D"],
  ["J. R. Ewing", "JE"],
])("initials of %s", (name, wanted) => expect(initials(name)).toBe(wanted));

test("small formats", () => {
  expect(fileName("C:\\Users\\ada\\a.csv")).toBe("a.csv");
  expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}");
  expect(plural(1, "{count} row", "{count} rows", "1")).toBe("1 row");
  expect(bytes(1_500_000)).toMatch(/1\.5\s?MB/);
  expect(duration(7200)).toMatch(/2/);
  expect(ago(0, 60_000 * 5)).toMatch(/5/);
});
