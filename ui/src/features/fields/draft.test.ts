import { expect, test } from "vitest";
import type { FieldDefinition } from "@/ipc";
import { fieldDraft, isWeighty, only, typedField } from "./draft";

const FIELD: FieldDefinition = {
  id: "0190a000-0000-7000-8000-000000000001",
  state: "active",
  entity: "contact",
  key: "colour",
  name: "Colour",
  kind: "choice",
  required: false,
  unique: false,
  pattern: "",
  min: "",
  max: "",
  default: "",
  help: "",
  group: "Looks",
  position: 3,
  currency: "",
  shown_when: null,
  options: [
    { id: "a", name: "Red", colour: "#ff0000", archived: false },
    { id: "b", name: "Blue", colour: "", archived: false },
  ],
};

test("nothing is asked of a field that was only looked at", () => {
  expect(fieldDraft(typedField(FIELD), FIELD)).toEqual(only({}));
});

test("options keep their identity under a new name, and new ones have none yet", () => {
  const typed = { ...typedField(FIELD), options: "Blue\nGreen\n\nRed", changes: { b: { name: "Navy" } } };
  expect(fieldDraft(typed, FIELD).options).toEqual([
    { id: "b", name: "Navy", colour: "", archived: false },
    { id: null, name: "Green", colour: "", archived: false },
    { id: "a", name: "Red", colour: "#ff0000", archived: false },
  ]);
});

test("what a new kind does not take is left out", () => {
  const text = { ...typedField(null), name: "Size", pattern: "a+", min: "1", unique: true };
  expect(fieldDraft(text, null)).toMatchObject({ kind: "text", pattern: "a+", min: "1", unique: true });
  expect(fieldDraft({ ...text, kind: "boolean" }, null)).toMatchObject({ pattern: "", min: "", unique: false });
});

test("only what may touch values is told first", () => {
  expect(isWeighty(only({ name: "New" }))).toBe(false);
  for (const change of [{ kind: "text" as const }, { options: [] }, { required: true }, { unique: true }])
    expect(isWeighty(only(change))).toBe(true);
});
