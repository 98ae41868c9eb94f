import { expect, test } from "vitest";
import { lineOf, onLine, rowFrom, sectionsOf } from "./sections";

test("every line is a heading or a row, and every row has its line", () => {
  for (const counts of [[], [3], [1, 1, 1], [2, 5, 1, 40]]) {
    const sections = sectionsOf(counts.map((count) => ({ label: "", count })));
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const expected = counts.flatMap((count, section) => [
      { section },
      ...Array.from({ length: count }, (_, step) => ({ at: (sections[section] ?? 0) + step })),
    ]);
    const lines = Array.from({ length: rows + counts.length }, (_, line) => onLine(sections, line));
    expect(lines).toEqual(expected);
    for (let at = 0; at < rows; at += 1) expect(onLine(sections, lineOf(sections, at))).toEqual({ at });
    const ahead = expected.map((line, at) => expected.slice(at).find((other) => "at" in other) ?? line);
    expect(lines.map((_, line) => rowFrom(sections, line))).toEqual(
      ahead.map((line) => ("at" in line ? line.at : rows)),
    );
  }
});

test("without sections lines are rows", () => {
  expect([lineOf([], 7), onLine([], 7), rowFrom([], 7)]).toEqual([7, { at: 7 }, 7]);
});
