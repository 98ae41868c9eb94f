import type { ColumnMapping, CustomKind, Filling, Mapping, TargetChoice } from "@/ipc";

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

/** Kinds of fields that an import makes on the way: those whose values a cell can hold by itself. Options of choices are
 * what the file names. */
export const NEW_KINDS = [
  "text",
  "long_text",
  "integer",
  "decimal",
  "money",
  "percent",
  "boolean",
  "date",
  "date_time",
  "choice",
  "multi_choice",
  "email",
  "phone",
  "url",
] as const satisfies readonly CustomKind[];

export type NewKind = (typeof NEW_KINDS)[number];

/** A field that is to be made. */
export type NewField = { name: string; kind: NewKind };

/** The field that a target makes; null when it makes none. */
export function newField(target: string): NewField | null {
  const [, name, kind] = /^custom:(.*)=([a-z_]+)$/.exec(target) ?? [];
  const known = NEW_KINDS.find((one) => one === kind);
  return name !== undefined && known ? { name, kind: known } : null;
}

export const toNewField = ({ name, kind }: NewField): string => `custom:${name}=${kind}`;

const LOOKS: readonly [NewKind, RegExp][] = [
  ["integer", /^[+-]?\d{1,15}$/],
  ["decimal", /^[+-]?\d[\d .,']*\d$/],
  ["percent", /^[+-]?\d[\d.,]*\s?%$/],
  ["money", /^(?:[€$£¥]|[A-Z]{3})\s?[+-]?\d[\d .,']*$|^[+-]?\d[\d .,']*\s?(?:[€$£¥]|[A-Z]{3})$/],
  ["boolean", /^(?:yes|no|true|false|ja|nein|oui|non|s[ií]|x)$/i],
  ["date_time", /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/],
  ["date", /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})$/],
  ["email", /^\S+@\S+\.\S+$/],
  ["url", /^(?:https?:\/\/|www\.)\S+$/i],
];

/** What a column's examples look like: a kind when all of them do, else text. */
export function kindOf(samples: readonly string[]): NewKind {
  if (samples.length === 0) return "text";
  const found = LOOKS.find(([, look]) => samples.every((sample) => look.test(sample.trim())));
  if (found) return found[0];
  return samples.some((sample) => sample.includes("\n")) ? "long_text" : "text";
}

/** A column, or a piece of one, as somebody sees it who says where it goes. */
export type Source = {
  /** Where it stands in the file, and which piece of that it is. */
  id: string;
  name: string;
  /** What stands above it in the file; empty when nothing does. */
  header: string;
  samples: string[];
};

/** The field that is proposed for it. */
export function proposed({ name, header, samples }: Omit<Source, "id">): NewField {
  return { name: header.replace(/\s+/g, " ").trim().slice(0, 100) || name, kind: kindOf(samples) };
}
