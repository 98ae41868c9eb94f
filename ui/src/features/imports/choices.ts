import type { CellFix, Edit, Filling, ImportChoices, ImportMode, ImportsStart, RowAnswer } from "@/ipc";

/** Nothing chosen: everything as it is found, and nobody changed. */
export const AS_FOUND: ImportChoices = {
  mapping: null,
  all: false,
  encoding: null,
  delimiter: null,
  header_line: null,
  mode: "create",
  matching: [],
  filling: null,
  set: [],
  list: null,
  make_categories: false,
};

/** What is looked at, before anything is chosen about what happens. */
export const lookAt = (path: string, part: string | null, choices: ImportChoices) => ({
  path,
  part,
  mapping: null,
  encoding: choices.encoding,
  delimiter: choices.delimiter,
  header_line: choices.header_line,
});

/** The import that the choices come to. */
export function importOf(
  file: { path: string; part: string | null },
  choices: ImportChoices,
  fixes: CellFix[] = [],
  answers: RowAnswer[] = [],
  recipe: string = "",
): ImportsStart {
  return { ...file, ...choices, fixes, answers, recipe: recipe.trim() || null };
}

/** Ways to recognise somebody, as one choice; the usual one asks them all in turn. */
export const MATCHES: readonly (readonly string[])[] = [
  [],
  ["id"],
  ["external"],
  ["email"],
  ["phone"],
  ["linkedin"],
  ["name+phone"],
  ["name+company"],
];

export const MODES: readonly ImportMode[] = ["create", "upsert", "update"];
export const FILLINGS: readonly Filling[] = ["overwrite", "empty", "add"];

/** The text that every row gets in a field; empty when none. */
export function givenText(set: Edit[], path: string): string {
  const edit = set.find((one) => one.path === path);
  const value = edit && ("set" in edit ? edit.set : "add" in edit ? edit.add : "");
  return typeof value === "string" ? value : "";
}

/** The same with another text. */
export function withGiven(set: Edit[], path: string, text: string): Edit[] {
  const others = set.filter((one) => one.path !== path);
  if (text === "") return others;
  return [...others, { path, set: text }];
}

/** Tags that every row gets, as they are typed. */
export const givenTags = (set: Edit[]): string =>
  set
    .filter((one) => one.path === "tags" && "add" in one)
    .map((one) => ("add" in one ? String(one.add) : ""))
    .join(", ");

export function withGivenTags(set: Edit[], typed: string): Edit[] {
  const others = set.filter((one) => one.path !== "tags");
  const tags = typed.split(",").map((tag) => tag.trim());
  return [...others, ...tags.filter(Boolean).map((tag) => ({ path: "tags", add: tag }))];
}
