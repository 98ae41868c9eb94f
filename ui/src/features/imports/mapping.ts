import type { ColumnMapping, Filling, Mapping, TargetChoice } from "@/ipc";

/** The target that keeps a column's values in the notes, under its name. */
export const TO_NOTES = "notes+";

/** One column sent elsewhere; the others stay. */
export function withTarget(mapping: Mapping, column: number, target: string): Mapping {
  return {
    ...mapping,
    columns: mapping.columns.map((other) => (other.column === column ? { ...other, target } : other)),
  };
}

/** A mapping that was remembered, with the examples of this file. */
export function withSamples(mapping: Mapping, found: Mapping): Mapping {
  const samples = new Map(found.columns.map((column) => [column.column, column.samples]));
  return {
    ...mapping,
    columns: mapping.columns.map((column) => ({ ...column, samples: samples.get(column.column) ?? column.samples })),
  };
}

/** What is done with one column's values where a contact has some already. */
export function withFilling(mapping: Mapping, column: number, filling: Filling | null): Mapping {
  return {
    ...mapping,
    columns: mapping.columns.map((other) => (other.column === column ? { ...other, filling } : other)),
  };
}

/** Columns without a place into the notes, or out of them again. Columns without a header have no name to go under. */
export function withRestInNotes(mapping: Mapping, wanted: boolean): Mapping {
  const move = (column: ColumnMapping) => {
    if (wanted && column.target === "") return { ...column, target: TO_NOTES };
    if (!wanted && column.target === TO_NOTES) return { ...column, target: "" };
    return column;
  };
  return { ...mapping, columns: mapping.columns.map(move) };
}

export function mappedCount(mapping: Mapping): number {
  return mapping.columns.filter((column) => column.target !== "").length;
}

/** Choices by group, groups in the order in which they first come. */
export function byGroup(targets: readonly TargetChoice[]): { group: string; choices: TargetChoice[] }[] {
  const groups = new Map<string, TargetChoice[]>();
  for (const choice of targets) {
    if (choice.target === "" || choice.target === TO_NOTES) continue;
    const known = groups.get(choice.group);
    if (known) known.push(choice);
    else groups.set(choice.group, [choice]);
  }
  return [...groups].map(([group, choices]) => ({ group, choices }));
}
