import { expect, test } from "vitest";
import { grouped, tokenNames } from "./tokens";

test("tokens are read from the sheets, each once, and nothing else is", () => {
  const style = document.createElement("style");
  style.textContent = `
    :root { --text-sm: 1rem; --ink: #000; color: red }
    :root[data-theme="dark"] { --ink: #fff; --only-dark: 1 }
    .other { --local: 1px }
    :root { --space-1: 2px; --ink: #111 }`;
  document.head.append(style);
  expect(tokenNames([style.sheet as CSSStyleSheet])).toEqual(["--text-sm", "--ink", "--space-1"]);
  style.remove();
});

test("tokens are told apart by name, and colours by their value", () => {
  const token = (name: string, value = "") => ({ name, value });
  const all = [token("--text-sm"), token("--space-1"), token("--ink", "#000"), token("--radius", "8px")];
  const groups = grouped(all, (value) => value.startsWith("#"));
  expect(Object.values(groups).map((group) => group.map(({ name }) => name))).toEqual([
    ["--text-sm"],
    ["--space-1"],
    ["--radius"],
    ["--ink"],
  ]);
});
