import { expect, test } from "vitest";
import { ownText, piecesOf, proposedSplit, quoted, type Split, splitOf, toSplit } from "./split";

test("cells are taken apart as the import does it", () => {
  const cases: [Split["at"], number, string, string[]][] = [
    ["comma", 2, "Byron, Ada", ["Byron", "Ada"]],
    ["comma", 2, "Byron", ["Byron", ""]],
    ["comma", 2, " , Ada", ["", "Ada"]],
    ["comma", 2, "Byron, Ada, Countess", ["Byron", "Ada, Countess"]],
    ["space", 2, "10115   Bad Berlin", ["10115", "Bad Berlin"]],
    ["line", 3, "CTO\r\n\r\nAcme\nTall\nKind", ["CTO", "Acme", "Tall\nKind"]],
    ['" / "', 2, "Head of R/D / Acme", ["Head of R/D", "Acme"]],
    ["bar", 2, "a@b.example|+49 30 1", ["a@b.example", "+49 30 1"]],
    ["space", 2, "", ["", ""]],
    ['""', 2, "Ada Byron", ["Ada Byron", ""]],
  ];
  for (const [at, count, cell, pieces] of cases) {
    expect([at, piecesOf(cell, { at, targets: Array(count).fill("") })]).toEqual([at, pieces]);
  }
});

test("a target that takes a column apart is read as it is written", () => {
  const split: Split = { at: quoted(' "/" '), targets: ["addresses/postcode", "", "custom:A=text"] };
  expect(split.at).toBe('" / "');
  expect(splitOf(toSplit(split))).toEqual(split);
  expect(toSplit({ at: "comma", targets: ["custom:A|B=text", "given"] })).toBe("split comma: custom:A/B=text | given");
  expect(splitOf("family")).toBeNull();
  expect([ownText(split.at), ownText("comma")]).toEqual([" / ", null]);
});

test("what all examples have in common separates them", () => {
  const proposals: [string[], Split["at"]][] = [
    [["10115 Berlin", "80331 München"], "space"],
    [["Byron, Ada", "King, Lee"], "comma"],
    [["a, b\nc", "d, e\nf"], "line"],
    [["a/b", "c d"], "space"],
    [[], "space"],
  ];
  for (const [samples, at] of proposals) expect(proposedSplit(samples)).toEqual({ at, targets: ["", ""] });
});
