import { expect, test } from "vitest";
import { changeOf, fieldsFor, NEW_DRAFT } from "./change";

test("a change is made of what its kind needs, and is none while that is missing", () => {
  const of = (draft: Partial<typeof NEW_DRAFT>) => changeOf({ ...NEW_DRAFT, ...draft });
  expect(of({})).toBeNull();
  expect(of({ value: " CTO " })).toEqual({ edit: { path: "title", set: "CTO" } });
  expect(of({ what: "clear", value: "x" })).toEqual({ edit: { path: "title", clear: true } });
  expect(of({ what: "tag_on", value: "vip" })).toEqual({ edit: { path: "tags", add: "vip" } });
  expect(of({ what: "replace", field: "notes", value: "b" })).toBeNull();
  expect(of({ what: "replace", field: "notes", find: "a", value: "" })).toEqual({
    replace: { field: "notes", find: "a", with: "" },
  });
  expect(of({ what: "list_on" })).toBeNull();
  expect(of({ what: "list_on", list: "1", status: " seen " })).toEqual({ list_add: { list: "1", status: "seen" } });
  expect(of({ what: "category" })).toBeNull();
  expect(of({ what: "category", group: "1", value: "2" })).toEqual({ edit: { path: "categories/1", set: "2" } });
  expect(of({ what: "category", group: "1" })).toEqual({ edit: { path: "categories/1", clear: true } });
  expect(of({ what: "archive" })).toEqual({ state: "archived" });
});

test("letters are changed in texts, and a company is called something else elsewhere", () => {
  expect(fieldsFor("case", ["title", "family", "company"])).toEqual(["title", "family"]);
  expect(fieldsFor("set", ["title", "family"])).toEqual(["title", "family"]);
});
