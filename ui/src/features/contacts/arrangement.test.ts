import { expect, test } from "vitest";
import { type Column, columnsFor, tracksOf } from "@/design/grid/column";
import { arranged, changed, complete, moved } from "./arrangement";

const column = (key: string): Column<null> => ({ key, header: key, track: "1fr", cell: () => null });
const ALL = ["name", "company", "email", "phone"];
const columns = ALL.map(column);
const keys = (shown: readonly { key: string }[]) => shown.map(({ key }) => key).join();
const chosen = complete(ALL, []);

test("columns come in the order that was chosen, without those that were hidden, the first one first", () => {
  expect(keys(arranged(columns, []))).toBe("name,company,email,phone");
  const other = moved(moved(changed(chosen, "company", { shown: false }), "phone", "email"), "email", "name");
  expect(keys(arranged(columns, other))).toBe("name,email,phone");
  expect(keys(arranged(columns, changed(chosen, "name", { shown: false })))).toBe("name,company,email,phone");
});

test("a column that a newer version brings is there, at the end", () => {
  const old = chosen.filter(({ key }) => key !== "company");
  expect(keys(arranged(columns, old))).toBe("name,email,phone,company");
  expect(keys(complete(ALL, old))).toBe("name,email,phone,company");
});

test("a column that this list does not have keeps its place for the list that has it", () => {
  const other = complete(ALL, moved([...chosen, { key: "tags", shown: true, width: 0 }], "tags", "company"));
  expect(keys(other)).toBe("name,tags,company,email,phone");
  expect(keys(arranged(columns, other))).toBe("name,company,email,phone");
});

test("moving puts a column where the other stands, from both sides", () => {
  expect(keys(moved(chosen, "phone", "company"))).toBe("name,phone,company,email");
  expect(keys(moved(chosen, "company", "phone"))).toBe("name,email,phone,company");
  expect(keys(moved(chosen, "nobody", "phone"))).toBe(keys(chosen));
});

test("a width is kept in sixteenths, and none gives the share back", () => {
  const wide = changed(chosen, "email", { width: 12.53 });
  expect(wide.find(({ key }) => key === "email")?.width).toBe(200);
  expect(arranged(columns, wide).find(({ key }) => key === "email")?.width).toBe(12.5);
  expect(changed(wide, "email", { width: null })).toEqual(chosen);
});

test("what was chosen and does not fit goes last first, and the first never", () => {
  const wide = arranged(columns, changed(chosen, "company", { width: 20 }));
  expect(keys(columnsFor(wide, 100))).toBe("name,company,email,phone");
  expect(keys(columnsFor(wide, 40))).toBe("name,company,email");
  // Not the phone in its place, which would fit: what stands behind it would have changed places.
  expect(keys(columnsFor(wide, 20))).toBe("name");
  expect(keys(columnsFor(wide, 1))).toBe("name");
  expect(keys(columnsFor(wide, 40, 8))).toBe("name,company");
});

test("when every column has a width, the last one takes what is left", () => {
  const sized = arranged(
    columns,
    chosen.map((one) => ({ ...one, width: 160 })),
  );
  expect(tracksOf(sized)).toEqual(["10rem", "10rem", "10rem", "minmax(10rem, 1fr)"]);
  expect(tracksOf(arranged(columns, changed(chosen, "email", { width: 10 })))).toEqual(["1fr", "1fr", "10rem", "1fr"]);
});
