import type { BulkChange } from "@/ipc";
import type { bulkStrings } from "./strings";

export type What = keyof typeof bulkStrings.whats;
export type Field = keyof typeof bulkStrings.fields;
export type Letters = keyof typeof bulkStrings.cases;

/** What is being chosen; only what the kind of change needs counts. */
export type Draft = {
  what: What;
  field: Field;
  value: string;
  find: string;
  letters: Letters;
  group: string;
  list: string;
  status: string;
};

export const NEW_DRAFT: Draft = {
  what: "set",
  field: "title",
  value: "",
  find: "",
  letters: "title",
  group: "",
  list: "",
  status: "",
};

/** Texts whose letters can be changed in place. */
const LETTERED: readonly Field[] = [
  "title",
  "department",
  "source",
  "notes",
  "prefix",
  "given",
  "middle",
  "family",
  "suffix",
  "nickname",
  "maiden",
];

export function fieldsFor(what: What, all: readonly Field[]): readonly Field[] {
  return what === "replace" || what === "case" ? all.filter((field) => LETTERED.includes(field)) : all;
}

/** The change for the door; null while something is missing. */
export function changeOf({ what, field, value, find, letters, group, list, status }: Draft): BulkChange | null {
  const text = value.trim();
  switch (what) {
    case "set":
      return text === "" ? null : { edit: { path: field, set: text } };
    case "clear":
      return { edit: { path: field, clear: true } };
    case "tag_on":
      return text === "" ? null : { edit: { path: "tags", add: text } };
    case "tag_off":
      return text === "" ? null : { edit: { path: "tags", remove: text } };
    case "replace":
      return find === "" ? null : { replace: { field, find, with: value } };
    case "case":
      return { case: { field, to: letters } };
    case "category":
      if (group === "") return null;
      return { edit: { path: `categories/${group}`, ...(text === "" ? { clear: true as const } : { set: text }) } };
    case "list_on":
      return list === "" ? null : { list_add: { list, status: status.trim() } };
    case "list_off":
      return list === "" ? null : { list_remove: { list } };
    case "archive":
      return { state: "archived" };
    case "trash":
      return { state: "trashed" };
  }
}
