import { expect, test } from "vitest";
import type { Condition, Filter, FilterField } from "@/ipc";
import { about, adding, emptyLine, filterOfTree, treeOf, withoutPart } from "./tree";

const field = (path: string, kind: FilterField["kind"]): [string, FilterField] => [path, { path, kind, choices: [] }];
const fields = new Map([
  field("company", "text"),
  field("birthday", "anniversary"),
  field("created_at", "instant"),
  field("state", "choice"),
]);

const where = (path: string, asked: Condition["test"]): Filter => ({ where: { field: path, test: asked } });

test("a filter goes through the builder unchanged", () => {
  const filters: Filter[] = [
    { all: [] },
    { all: [where("company", { has: "acme" }), { not: where("company", "present") }, { words: "anna" }] },
    { any: [where("birthday", { next: { count: 30, unit: "day" } }), { all: [where("state", { is: ["archived"] })] }] },
    { all: [{ not: { any: [where("company", { begins: "a" }), where("created_at", { less: "today" })] } }] },
    { all: [where("birthday", { between: ["1980", "1989"] }), { not: where("company", { is: ["a", "b"] }) }] },
    { all: [{ some: { of: "emails", that: { all: [] } } }] },
  ];
  for (const filter of filters) expect(filterOfTree(treeOf(filter, fields))).toEqual(filter);
});

test("a single condition stands in a group, so that others can be added", () => {
  const tree = treeOf(where("company", { is: ["Acme"] }), fields);
  expect(tree.parts).toHaveLength(1);
  expect(filterOfTree(withoutPart(tree, 0))).toEqual({ all: [] });
});

test("a line that is not whole yet asks for nothing", () => {
  const tree = adding(treeOf({ all: [] }, fields), emptyLine(fields));
  expect(filterOfTree(tree)).toEqual({ all: [] });
});

test("what makes no sense for another field is asked in its first way", () => {
  const line = { ...emptyLine(fields), operator: "begins" as const, value: "x" };
  expect(about(line, "birthday", fields).operator).toBe("last");
  expect(about(line, "", fields).operator).toBe("has");
  expect(about({ ...line, operator: "is" }, "state", fields).operator).toBe("is");
});
