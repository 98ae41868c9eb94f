import { expect, test } from "vitest";
import { ownEdit, ownText, ownTyped } from "@/format/own";
import type { Contact, FieldDefinition } from "@/ipc";
import { person } from "../../../dev/people";
import { isAsked, ownGroups } from "./own";

const words = { yes: "Yes", no: "No" };

function field(change: Partial<FieldDefinition>): FieldDefinition {
  return {
    id: "0190a000-0000-7000-8000-000000000001",
    state: "active",
    entity: "contact",
    key: "size",
    name: "Size",
    kind: "text",
    required: false,
    unique: false,
    pattern: "",
    min: "",
    max: "",
    default: "",
    help: "",
    group: "",
    position: 0,
    currency: "",
    shown_when: null,
    options: [],
    ...change,
  };
}

const holding = (custom: Contact["custom"], more: Partial<Contact> = {}): Contact => ({
  ...person(0, 0),
  custom,
  ...more,
});

test("values are read as their kind is, and typed as they are kept", () => {
  const money = { amount: 1250.5, currency: "EUR" };
  expect(ownText(field({ kind: "money" }), money, words)).toBe("€1,250.50");
  expect(ownTyped(field({ kind: "money" }), money)).toBe("1250.5 EUR");
  expect(ownText(field({ kind: "money" }), { amount: 1, currency: "???" }, words)).toBe("1 ???");
  expect(ownText(field({ kind: "percent" }), 12.5, words)).toBe("12.5 %");
  expect(ownText(field({ kind: "integer" }), 12_000, words)).toBe("12,000");
  expect(ownTyped(field({ kind: "integer" }), 12_000)).toBe("12000");
  expect(ownText(field({ kind: "boolean" }), false, words)).toBe("No");
  expect(ownText(field({ kind: "multi_choice" }), ["Golf", "Wine"], words)).toBe("Golf, Wine");
  expect(ownText(field({ kind: "contact" }), { id: "x", name: "Ada" }, words)).toBe("Ada");
  expect(ownText(field({}), undefined, words)).toBe("");
  expect(ownTyped(field({ kind: "date_time" }), "2026-11-26T13:30:00Z")).toMatch(/^2026-11-2\d \d\d:30$/);
});

test("an edit sets what was typed and clears what was emptied", () => {
  expect(ownEdit(field({}), " ")).toEqual({ path: "custom/size", clear: true });
  expect(ownEdit(field({ kind: "date" }), "2026/1/5")).toEqual({ path: "custom/size", set: "2026-01-05" });
  expect(ownEdit(field({ kind: "money" }), "12 USD")).toEqual({ path: "custom/size", set: "12 USD" });
});

test("a field that waits for another is asked for once that holds it", () => {
  const stage = field({ key: "stage", kind: "choice" });
  const why = field({ key: "why", shown_when: { field: "stage", value: "Lost" } });
  const any = field({ key: "any", shown_when: { field: "source", value: "" } });
  const all = [stage, why, any];
  expect(isAsked(why, holding({}), all)).toBe(false);
  expect(isAsked(why, holding({ stage: "Won" }), all)).toBe(false);
  expect(isAsked(why, holding({ stage: "lost" }), all)).toBe(true);
  expect(isAsked(any, holding({}, { source: "" }), all)).toBe(false);
  expect(isAsked(any, holding({}, { source: "Fair" }), all)).toBe(true);
});

test("many empty fields stay out of the way, needed ones do not", () => {
  const few = [field({ key: "a" }), field({ key: "b", group: "Deal" })];
  expect(ownGroups(holding({}), few, false).map(({ group }) => group)).toEqual(["", "Deal"]);
  const many = Array.from({ length: 500 }, (_, at) => field({ id: `${at}`, key: `f${at}`, required: at === 7 }));
  const shown = ownGroups(holding({ f3: "x" }), many, false).flatMap((group) => group.fields);
  expect(shown.map(({ key }) => key)).toEqual(["f3", "f7"]);
  expect(ownGroups(holding({}), many, true).flatMap((group) => group.fields)).toHaveLength(500);
});
