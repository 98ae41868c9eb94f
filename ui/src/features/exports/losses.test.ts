import { expect, test } from "vitest";
import { fieldName, lossText } from "./losses";

const names = { emails: "E-mail", notes: "Notes" };

test("a loss is told in the words of the card", () => {
  expect(fieldName("notes", names)).toBe("Notes");
  expect(fieldName("emails/label", names)).toBe("E-mail, labels");
  expect(fieldName("custom/budget", names)).toBe("Field budget");
  expect(fieldName("state", names)).toBe("state");
  expect(lossText({ field: "emails", kind: "left_out", values: 1200, contacts: 7 }, names)).toBe(
    "E-mail: 1,200 (no place for it)",
  );
});
