import type { CustomKind, FieldDefinition, FieldDraft, FieldEntity, OptionDraft } from "@/ipc";

/** A field while it is typed. */
export type FieldTyped = {
  entity: FieldEntity;
  name: string;
  key: string;
  kind: CustomKind;
  group: string;
  help: string;
  default: string;
  min: string;
  max: string;
  pattern: string;
  currency: string;
  required: boolean;
  unique: boolean;
  shownField: string;
  shownValue: string;
  /** One option on each line. */
  options: string;
  /** What was done to options that are there, by identity. */
  changes: Readonly<Record<string, { name?: string; colour?: string; archived?: boolean }>>;
};

export const KINDS: readonly CustomKind[] = [
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
  "contact",
  "company",
  "file",
];

const has = (kinds: readonly CustomKind[]) => (kind: CustomKind) => kinds.includes(kind);
export const hasOptions = has(["choice", "multi_choice"]);
export const takesPattern = has(["text", "long_text", "email", "phone", "url"]);
export const takesRange = has(["text", "long_text", "integer", "decimal", "money", "percent", "date", "date_time"]);
export const takesDefault = (kind: CustomKind) => !has(["contact", "company", "file"])(kind);
export const canBeUnique = (kind: CustomKind) => !has(["long_text", "boolean", "multi_choice", "file"])(kind);

/** A definition as it is typed; an empty one for a new field. */
export function typedField(field: FieldDefinition | null): FieldTyped {
  return {
    entity: field?.entity ?? "contact",
    name: field?.name ?? "",
    key: field?.key ?? "",
    kind: field?.kind ?? "text",
    group: field?.group ?? "",
    help: field?.help ?? "",
    default: field?.default ?? "",
    min: field?.min ?? "",
    max: field?.max ?? "",
    pattern: field?.pattern ?? "",
    currency: field?.currency ?? "",
    required: field?.required ?? false,
    unique: field?.unique ?? false,
    shownField: field?.shown_when?.field ?? "",
    shownValue: field?.shown_when?.value ?? "",
    options: (field?.options ?? []).map((option) => option.name).join("\n"),
    changes: {},
  };
}

function optionDrafts(typed: FieldTyped, field: FieldDefinition | null): OptionDraft[] {
  const names = typed.options
    .split("\n")
    .map((name) => name.trim())
    .filter(Boolean);
  const known = new Map((field?.options ?? []).map((option) => [option.name, option]));
  return names.map((name) => {
    const option = known.get(name);
    if (!option) return { id: null, name, colour: "", archived: false };
    const change = typed.changes[option.id] ?? {};
    return {
      id: option.id,
      name: change.name?.trim() || name,
      colour: change.colour ?? option.colour,
      archived: change.archived ?? option.archived,
    };
  });
}

/** What is asked of a field that is new or was `field`: only what differs, so that two who edit do not undo each other. */
export function fieldDraft(typed: FieldTyped, field: FieldDefinition | null): FieldDraft {
  const before = typedField(field);
  const { kind } = typed;
  const text = (key: "name" | "group" | "help" | "default" | "min" | "max" | "pattern" | "currency", fits: boolean) => {
    const wanted = fits ? typed[key] : "";
    return field && wanted === before[key] ? null : wanted;
  };
  const flag = (key: "required" | "unique", fits: boolean) => {
    const wanted = fits && typed[key];
    return field && wanted === before[key] ? null : wanted;
  };
  const waits = typed.shownField !== before.shownField || typed.shownValue !== before.shownValue;
  const touched = typed.options !== before.options || Object.keys(typed.changes).length > 0;
  return {
    entity: field ? null : typed.entity,
    name: text("name", true),
    key: typed.key.trim() === "" || typed.key === before.key ? null : typed.key,
    kind: field && kind === field.kind ? null : kind,
    required: flag("required", true),
    unique: flag("unique", canBeUnique(kind)),
    pattern: text("pattern", takesPattern(kind)),
    min: text("min", takesRange(kind)),
    max: text("max", takesRange(kind)),
    default: text("default", takesDefault(kind)),
    help: text("help", true),
    group: text("group", true),
    position: null,
    currency: kind === "money" ? text("currency", true) : null,
    shown_when: waits ? { field: typed.shownField, value: typed.shownValue } : null,
    options: hasOptions(kind) && touched ? optionDrafts(typed, field) : null,
  };
}

/** Whether a change may touch values, so that its effect is told first. */
export function isWeighty(draft: FieldDraft): boolean {
  return draft.kind !== null || draft.options !== null || draft.required === true || draft.unique === true;
}

/** A draft of nothing but this. */
export function only(change: Partial<FieldDraft>): FieldDraft {
  return {
    entity: null,
    name: null,
    key: null,
    kind: null,
    required: null,
    unique: null,
    pattern: null,
    min: null,
    max: null,
    default: null,
    help: null,
    group: null,
    position: null,
    currency: null,
    shown_when: null,
    options: null,
    ...change,
  };
}
