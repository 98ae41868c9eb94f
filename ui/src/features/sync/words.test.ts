import { expect, test } from "vitest";
import type { FieldChange, SyncListed, SyncPlanned, SyncReport } from "@/ipc";
import { canHold, choices, groupsOf, heldIn, rememberHeld, willDo, withHeld } from "./plan";
import { syncStrings } from "./strings";
import { changeWords, outcomeDetail, outcomeWords, type Reading, reportWords, runWords } from "./words";

const NONE = { created: 0, updated: 0, deleted: 0 };
const quiet = { end: "done" as const, pulled: NONE, pushed: NONE, conflicts: 0, held: 0, failed: 0, lists: 0 };
const reading: Reading = {
  label: (path) => path.split("/")[0] ?? "",
  text: (_, value) => (typeof value === "string" ? value : ((value as { value?: string } | null)?.value ?? "")),
};

test.each([
  [quiet, "Nothing was to be done"],
  [{ ...quiet, pulled: { created: 1200, updated: 2, deleted: 0 } }, "Came here: 1,200 new, 2 changed"],
  [{ ...quiet, pushed: { ...NONE, deleted: 1 } }, "Went there: 1 gone"],
  [
    { ...quiet, pulled: { ...NONE, created: 3 }, pushed: { ...NONE, updated: 1 }, conflicts: 1, failed: 2 },
    "Came here: 3 new; went there: 1 changed · 1 to decide · 2 not synced",
  ],
  [{ ...quiet, lists: 1 }, "1 list or group changed"],
  [{ ...quiet, pushed: { ...NONE, updated: 1 }, lists: 2 }, "Went there: 1 changed; 2 lists and groups changed"],
  [{ ...quiet, held: 4 }, "Nothing was to be done · 4 held"],
])("what came and went: %j", (run, words) => expect(runWords(run)).toBe(words));

test("a rehearsal, and a run that did not come through, in one line", () => {
  const report = { ...quiet, planned: [], problem: null, failed: [], lists: [] } as unknown as SyncReport;
  expect(reportWords({ ...report, problem: "The server did not answer." })).toBe("The server did not answer.");
  expect(reportWords({ ...report, lists: [{} as SyncListed] })).toBe("1 list or group changed");
  expect(reportWords({ ...report, end: "rehearsed" })).toBe("Nothing would be done");
  expect(reportWords({ ...report, end: "rehearsed", planned: [{} as SyncPlanned] })).toBe("1 thing would be done");
});

test("outcomes are told in words, about a field by its name, and otherwise as the other side says", () => {
  for (const words of Object.values(syncStrings.outcomes)) expect(words).not.toContain("_");
  expect(outcomeWords("held_undone")).toBe("Held, because something of it was taken back here");
  expect(outcomeWords("a_word_of_tomorrow")).toBe("a word of tomorrow");
  expect(outcomeDetail({ what: "no_room_there", words: "phones/7" }, reading.label)).toBe("phones");
  expect(outcomeDetail({ what: "refused", words: "phones/7" }, reading.label)).toBe("phones/7");
});

test.each<[FieldChange, string, string]>([
  [{ path: "title", before: "Buyer", after: "CTO" }, "Buyer", "CTO"],
  [{ path: "title", before: null, after: "CTO" }, "", "CTO"],
  [{ path: "title", before: "CTO", after: null }, "CTO", ""],
  [
    { path: "phones/1", before: { value: "1", primary: false }, after: { value: "1", primary: true } },
    "1",
    "1, the main one",
  ],
  [
    { path: "phones/1", before: { value: "1", primary: true }, after: { value: "1", primary: false } },
    "1, the main one",
    "1",
  ],
  [
    { path: "phones/1", before: { value: "1", position: 1 }, after: { value: "1", position: 2 } },
    "1",
    "1, in another place",
  ],
])("from old to new: %j", (change, before, after) => {
  expect(changeWords(change, reading)).toEqual({ before, after });
});

const line = (side: "here" | "there", action: SyncPlanned["action"], record: string, here = true): SyncPlanned => ({
  side,
  action,
  record,
  here,
  display: record,
  remote: here ? null : `${record}.vcf`,
  into: null,
  left_out: false,
  changes: [],
});
const planned = [
  line("there", "delete", "c"),
  line("here", "create", "n", false),
  line("here", "update", "a"),
  line("there", "update", "a"),
  line("here", "delete", "b"),
];

test("what would be done is grouped by side and kind; where too much would vanish, who vanishes is first", () => {
  const order = (vanishing: boolean) => groupsOf(planned, vanishing).map(({ side, action }) => `${side} ${action}`);
  expect(order(false)).toEqual(["here create", "here update", "here delete", "there update", "there delete"]);
  expect(order(true)[0]).toBe("here delete");
});

test("who is unticked is held on both sides, and who is not here yet by the name there", () => {
  expect(canHold(line("here", "doubt", "d"))).toBe(false);
  const held = withHeld(new Set(), planned.slice(1, 3), true);
  expect([...held]).toEqual(["n", "a"]);
  expect(willDo(planned, held)).toBe(2);
  expect(choices(planned, held)).toEqual({ hold: ["a"], leave_out: ["n.vcf"], let_in: [] });
  expect([...withHeld(held, planned, false)]).toEqual([]);
});

test("who was left out comes unticked, and in when ticked", () => {
  const out = { ...line("here", "create", "o", false), left_out: true };
  const held = heldIn("6", [out]);
  expect([...held]).toEqual(["o"]);
  expect(choices([out], held)).toEqual({ hold: [], leave_out: [], let_in: [] });
  expect(choices([out], new Set())).toEqual({ hold: [], leave_out: [], let_in: ["o.vcf"] });
});

test("what was unticked is still so for whoever comes back to the rehearsal, and is nothing to the next one", () => {
  rememberHeld("7", new Set(["a"]));
  expect([...heldIn("7", planned)]).toEqual(["a"]);
  expect(heldIn("8", planned).size).toBe(0);
});
