import { expect, test } from "vitest";
import { asChoices, byCollection, isSettled, keepRow, NOTHING_CHOSEN, preferRow, take } from "./choices";

test("choices name records by their place, whoever survives", () => {
  const chosen = take(take(NOTHING_CHOSEN, "given", "b"), "notes", "all");
  expect(asChoices(chosen, ["a", "b"])).toEqual([
    { path: "given", from: 1 },
    { path: "notes", all: true },
  ]);
  expect(asChoices(chosen, ["b", "a"])[0]).toEqual({ path: "given", from: 0 });
  expect(asChoices(chosen, ["a", "c"]).map((choice) => choice.path)).toEqual(["notes"]);
});

test("a row that leaves is no primary", () => {
  const chosen = keepRow(preferRow(NOTHING_CHOSEN, "emails/1"), "emails/1", false);
  expect(asChoices(chosen, [])).toEqual([{ path: "emails/1", leave: true }]);
  expect(asChoices(keepRow(chosen, "emails/1", true), [])).toEqual([]);
});

test("one row of a collection is primary", () => {
  const chosen = preferRow(preferRow(NOTHING_CHOSEN, "emails/1"), "emails/2");
  expect(asChoices(chosen, [])).toEqual([{ path: "emails/2", primary: true }]);
});

test("rows stand under their collection", () => {
  const row = (path: string) => ({ path, value: {}, of: [0], kept: true });
  const grouped = byCollection([row("emails/1"), row("phones/1"), row("emails/2")]);
  expect(grouped.map(([key, rows]) => [key, rows.length])).toEqual([
    ["emails", 2],
    ["phones", 1],
  ]);
});

test("a field that only one has is settled", () => {
  const field = { path: "given", result: "Ada", relation: "contained" as const };
  expect(isSettled({ ...field, values: ["Ada", null] })).toBe(true);
  expect(isSettled({ ...field, values: ["Ada", "Ada L."] })).toBe(false);
});
