import { expect, test } from "vitest";
import { passphraseProblem, strength } from "@/features/vault/passphrase";
import { contactsSearch, nextSort } from "@/screens/contacts/search";
import type { Action } from "./actions";
import { offers, parse } from "./palette/parse";
import { lookOf } from "./useTheme";

const action = (id: string, label: string, withPath = false): Action => ({
  id,
  label,
  run: () => undefined,
  ...(withPath ? { withPath: (path: string) => path } : {}),
});
const actions = [action("import", "Import file…", true), action("backup", "Back up…", true), action("undo", "Undo")];

test.each([
  ["ada", { kind: "people", text: "ada" }],
  ["> undo", { kind: "actions", text: "undo" }],
  [">", { kind: "actions", text: "" }],
])("palette reads %s", (text, wanted) => expect(parse(text)).toEqual(wanted));

test.each([
  ["imp", ["import"], undefined],
  ["file", ["import"], undefined],
  ["import /tmp/my file.csv", ["import"], "/tmp/my file.csv"],
  ['backup "/tmp/a b"', ["backup"], "/tmp/a b"],
  ["undo /tmp/x", [], undefined],
  ["", ["import", "backup", "undo"], undefined],
])("palette offers for %s", (text, ids, path) => {
  const offered = offers(actions, text);
  expect(offered.map((offer) => offer.action.id)).toEqual(ids);
  expect(offered[0]?.path).toBe(path);
});

test("addresses are read defensively", () => {
  expect(contactsSearch({ q: "ada", sort: "company", desc: true, id: "x" })).toEqual({
    q: "ada",
    sort: "company",
    desc: true,
    id: "x",
  });
  expect(contactsSearch({ q: 7946, sort: "evil", desc: "yes", id: 3, other: 1 })).toEqual({ q: "7946" });
});

test("a header sorts up, down, and not at all", () => {
  expect(nextSort({}, "display")).toEqual({ sort: "display", desc: true });
  expect(nextSort({ sort: "display", desc: true }, "display")).toEqual({});
  expect(nextSort({ q: "x" }, "display")).toEqual({ sort: "display" });
  expect(nextSort({ sort: "company" }, "display")).toEqual({ sort: "display" });
});

test("passphrases", () => {
  expect(passphraseProblem("short", "short")).toBe("short");
  expect(passphraseProblem("long enough", "long enougH")).toBe("differs");
  expect(passphraseProblem("long enough", "long enough")).toBeNull();
  expect([strength("abc"), strength("aaaaaaaaaaaa")]).toEqual([0, 1]);
  expect(strength("correct horse battery staple")).toBe(4);
});

test("theme", () => {
  expect(lookOf("system", true)).toBe("dark");
  expect(lookOf("light", true)).toBe("light");
  expect(lookOf(undefined, false)).toBe("light");
});
