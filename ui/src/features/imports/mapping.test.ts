import { expect, test } from "vitest";
import { kindOf, newField, proposed, toNewField } from "./mapping";

test("examples say what a new field holds", () => {
  const kinds: [string[], string][] = [
    [["12", "-3"], "integer"],
    [["12.5", "1,200"], "decimal"],
    [["12 %", "3.5%"], "percent"],
    [["€ 12", "EUR 1,200.50"], "money"],
    [["Yes", "no"], "boolean"],
    [["2026-01-31", "31.1.2026"], "date"],
    [["2026-01-31T10:00", "2026-01-31 10:00:00"], "date_time"],
    [["a@x.example"], "email"],
    [["https://x.example/a", "www.x.example"], "url"],
    [["blue", "12"], "text"],
    [["two\nlines", "one"], "long_text"],
    [[], "text"],
  ];
  for (const [samples, kind] of kinds) expect([samples, kindOf(samples)]).toEqual([samples, kind]);
});

test("a target that makes a field is read as it is written", () => {
  const field = { name: "Budget = max", kind: "integer" } as const;
  expect(newField(toNewField(field))).toEqual(field);
  expect(newField("custom:budget")).toBeNull();
  expect(newField("custom:Boss=contact")).toBeNull();
  const source = { name: "Column 3", header: " Budget  EUR ", samples: ["5"] };
  expect(proposed(source)).toEqual({ name: "Budget EUR", kind: "integer" });
  expect(proposed({ ...source, header: "", samples: [] }).name).toBe("Column 3");
});
