import type { MergeChoice, MergedField, MergedRow } from "@/ipc";

/** What was chosen: by field the record whose value is taken, and what was said about single rows. */
export type Chosen = {
  fields: ReadonlyMap<string, string | "all">;
  left: ReadonlySet<string>;
  primary: ReadonlyMap<string, string>;
};

export const NOTHING_CHOSEN: Chosen = { fields: new Map(), left: new Set(), primary: new Map() };

const collectionOf = (path: string) => path.split("/")[0] ?? path;

/** Takes the value of a record, or all values under each other, at a field. */
export function take(chosen: Chosen, path: string, from: string | "all"): Chosen {
  return { ...chosen, fields: new Map(chosen.fields).set(path, from) };
}

/** Keeps a row, or leaves it out. A row that leaves is not the primary any more. */
export function keepRow(chosen: Chosen, path: string, kept: boolean): Chosen {
  const left = new Set(chosen.left);
  if (kept) left.delete(path);
  else left.add(path);
  const primary = new Map([...chosen.primary].filter(([, row]) => kept || row !== path));
  return { ...chosen, left, primary };
}

export function preferRow(chosen: Chosen, path: string): Chosen {
  return { ...chosen, primary: new Map(chosen.primary).set(collectionOf(path), path) };
}

/** The choices as the command takes them: records by their place in the merge. */
export function asChoices(chosen: Chosen, ids: readonly string[]): MergeChoice[] {
  const fields = [...chosen.fields].map(([path, from]): MergeChoice | null => {
    if (from === "all") return { path, all: true };
    const at = ids.indexOf(from);
    return at < 0 ? null : { path, from: at };
  });
  return [
    ...fields.filter((choice) => choice !== null),
    ...[...chosen.left].map((path): MergeChoice => ({ path, leave: true })),
    ...[...chosen.primary.values()].map((path): MergeChoice => ({ path, primary: true })),
  ];
}

/** Rows by collection, in the order in which they came. */
export function byCollection(rows: readonly MergedRow[]): [string, MergedRow[]][] {
  const found = new Map<string, MergedRow[]>();
  for (const row of rows) {
    const known = found.get(collectionOf(row.path));
    if (known) known.push(row);
    else found.set(collectionOf(row.path), [row]);
  }
  return [...found];
}

/** Whether nothing about a field has to be looked at. */
export const isSettled = (field: MergedField) =>
  field.relation === "same" || field.values.filter((value) => value !== null).length < 2;
