import { expect, test } from "vitest";
import { CONTACT_READING, pathLabel, valueText } from "./fields";
import { addEdit, addressText, createPatch, EMPTY_ADDRESS, readAddress, rowEdit, scalarEdit, tagsEdit } from "./patch";
import { externalUrl } from "./reach";
import { chunksOf } from "./rows";

test("patches are what the command expects", () => {
  expect(scalarEdit("title", "CTO")).toEqual({ path: "title", set: "CTO" });
  expect(scalarEdit("notes", " ")).toEqual({ path: "notes", clear: true });
  expect(scalarEdit("birthday", "1980/5/1")).toEqual({ path: "birthday", set: "1980-05-01" });
  expect(rowEdit("emails", "7", " a@b.c ")).toEqual({ path: "emails/7", set: { value: "a@b.c" } });
  expect(rowEdit("emails", "7", "")).toEqual({ path: "emails/7", clear: true });
  expect(addEdit("phones", { value: "1", label: "work" })).toEqual({
    path: "phones",
    add: { value: "1", label: "work" },
  });
  expect(addEdit("phones", { value: " ", label: "work" })).toBeNull();
  expect(tagsEdit(["VIP"], "vip, north")).toEqual({ path: "tags", add: ["north"] });
  expect(tagsEdit(["VIP"], "vip")).toBeNull();
});

test("a new contact needs more than a title", () => {
  const empty = { given: "", family: "", company: "", title: "", email: "", phone: "" };
  expect(createPatch(empty)).toEqual([]);
  expect(createPatch({ ...empty, title: "CTO" })).toEqual([]);
  expect(createPatch({ ...empty, email: "a@b.c" })).toEqual([
    { path: "emails", add: { value: "a@b.c", label: "work" } },
  ]);
});

test("an unfinished address survives being a draft", () => {
  const parts = { ...EMPTY_ADDRESS, street: "1 High Street", locality: "London" };
  expect(readAddress(addressText(parts))).toEqual(parts);
  expect(addressText(EMPTY_ADDRESS)).toBe("");
  expect(readAddress("not json").street).toBe("not json");
});

test.each([
  ["emails", "a@b.c", "mailto:a@b.c"],
  ["emails", "a@b.c?subject=x", "mailto:a@b.c%3Fsubject%3Dx"],
  ["phones", "020 7946 0958", "tel:02079460958"],
  ["links", "example.com", "https://example.com"],
  ["links", "example.com:8080/x", "https://example.com:8080/x"],
  ["links", "javascript:alert(1)", null],
  ["links", "file:///etc/passwd", null],
  ["dates", "1980-05-01", null],
] as const)("%s %s opens %s", (field, value, url) => expect(externalUrl(field, { value })).toBe(url));

test("journal values in one line", () => {
  expect(valueText({ value: "a@b.c", label: "work", primary: true })).toBe("a@b.c (work)");
  expect(valueText({ street: "1 High St", locality: "London", region: "", label: "" })).toBe("1 High St, London");
  expect(valueText({ sha256: "ba7816bf8f01", bytes: 12_000 })).toMatch(/^picture of 12\s?kB \(ba7816\)$/);
  expect(valueText(null)).toBe("");
  expect(valueText(["a", "b"])).toBe("a, b");
  expect(pathLabel("emails/0190")).toBe("E-mail");
});

test("values at their paths: days are written out, everything else is as it is", () => {
  const { text, label } = CONTACT_READING;
  expect(text("birthday", "1984-02-29")).toMatch(/29.*1984|1984.*29/);
  expect(text("dates/7", { value: "--05-01", label: "anniversary" })).toMatch(/1.*\(anniversary\)/);
  expect(text("title", "1984-02-29")).toBe("1984-02-29");
  expect(text("birthday", null)).toBe("");
  expect(label("state")).toBe("State");
});

test("chunks of a stretch", () => {
  expect(chunksOf(0, 40)).toEqual([0]);
  expect(chunksOf(90, 201)).toEqual([0, 1, 2]);
  expect(chunksOf(100, 200)).toEqual([1]);
  expect(chunksOf(5, 5)).toEqual([]);
});
