import { expect, test } from "vitest";
import { asked, companiesSearch, orderOf, reordered } from "./search";

test("what is typed is a name's beginning until it is a filter", () => {
  for (const name of ["", "acme", "Smith-Jones & Co", " - "])
    expect(asked(name)).toEqual({ text: name.trim(), filter: "" });
  for (const filter of ["tier=gold", "employees>100", "-industry:*", "acme tier=gold"])
    expect(asked(filter)).toEqual({ text: "", filter });
});

test("an order that is chosen again is turned round", () => {
  expect(reordered({ find: "a" }, "industry")).toEqual({ find: "a", by: "industry" });
  expect(reordered({ by: "industry" }, "industry")).toEqual({ by: "industry", down: true });
  expect(reordered({ by: "industry", down: true }, "industry")).toEqual({ by: "industry" });
  expect(reordered({}, "people")).toEqual({ by: "people", down: true });
  expect(reordered({}, "name")).toEqual({ down: true });
  expect(reordered({ by: "people", down: true }, "name")).toEqual({});
});

test("an address that makes no sense is read as far as it does", () => {
  expect(companiesSearch({ find: 7, by: "shoes", down: "yes" })).toEqual({ find: "7" });
  expect(companiesSearch({ by: "custom:tier", down: true })).toEqual({ by: "custom:tier", down: true });
  expect(orderOf("custom:tier")).toEqual({ sort: "name", sort_field: "tier" });
  expect(orderOf("people")).toEqual({ sort: "people", sort_field: null });
});
