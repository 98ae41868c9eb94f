import { expect, test } from "vitest";
import type { Condition, Filter, FilterField } from "@/ipc";
import {
  about,
  adding,
  emptyGroup,
  emptyLine,
  filterOfTree,
  knownOf,
  offered,
  treeOf,
  within,
  withoutPart,
} from "./tree";

const field = (path: string, kind: FilterField["kind"]): FilterField => ({ path, kind, choices: [] });
const known = knownOf(
  [
    field("company", "text"),
    field("birthday", "anniversary"),
    field("birthday.month", "number"),
    field("created_at", "instant"),
    field("emails", "email"),
    field("emails.label", "text"),
    field("state", "choice"),
  ],
  [{ of: "emails", name: "emails", parts: [field("value", "email"), field("label", "text")] }],
);

const where = (path: string, asked: Condition["test"]): Filter => ({ where: { field: path, test: asked } });

test("a filter goes through the builder unchanged", () => {
  const filters: Filter[] = [
    { all: [] },
    { all: [where("company", { has: "acme" }), { not: where("company", "present") }, { words: "anna" }] },
    { any: [where("birthday", { next: { count: 30, unit: "day" } }), { all: [where("state", { is: ["archived"] })] }] },
    { all: [{ not: { any: [where("company", { begins: "a" }), where("created_at", { less: "today" })] } }] },
    { all: [where("birthday", { between: ["1980", "1989"] }), { not: where("company", { is: ["a", "b"] }) }] },
    { all: [{ some: { of: "emails", that: { all: [] } } }] },
    {
      all: [
        {
          not: { some: { of: "emails", that: { all: [where("label", { has: "work" }), where("value", "present")] } } },
        },
      ],
    },
    {
      any: [{ some: { of: "emails", that: { any: [where("label", { has: "work" })] } } }, where("company", "present")],
    },
  ];
  for (const filter of filters) expect(filterOfTree(treeOf(filter, known))).toEqual(filter);
});

test("a single condition stands in a group, so that others can be added", () => {
  const tree = treeOf(where("company", { is: ["Acme"] }), known);
  expect(tree.parts).toHaveLength(1);
  expect(filterOfTree(withoutPart(tree, 0))).toEqual({ all: [] });
});

test("a line that is not whole yet asks for nothing", () => {
  const tree = adding(treeOf({ all: [] }, known), emptyLine(known));
  expect(filterOfTree(tree)).toEqual({ all: [] });
});

test("what makes no sense for another field is asked in its first way", () => {
  const line = { ...emptyLine(known), operator: "begins" as const, value: "x" };
  expect(about(line, "birthday", known).operator).toBe("last");
  expect(about(line, "", known).operator).toBe("has");
  expect(about({ ...line, operator: "is" }, "state", known).operator).toBe("is");
});

test("a row is asked about by its own parts, and whether there is any", () => {
  const row = emptyGroup(treeOf({ all: [] }, known), known, "emails");
  expect(row.parts).toEqual([emptyLine(within(known, "emails"))]);
  expect(filterOfTree(row)).toEqual({ some: { of: "emails", that: { all: [] } } });
  expect(filterOfTree({ ...row, not: true })).toEqual({ not: { some: { of: "emails", that: { all: [] } } } });
  expect(within(known, "emails").prefix).toBe("emails.");
});

test("paths about one thing are offered together", () => {
  expect(offered(known)).toEqual([
    { title: "", paths: ["company", "created_at", "state"] },
    { title: "birthday", paths: ["birthday", "birthday.month"] },
    { title: "emails", paths: ["emails", "emails.label"] },
  ]);
});
