import { day, moment, typedDay } from "@/format/dates";
import { amount, decimal } from "@/format/numbers";
import type { Contact, Edit, FieldDefinition } from "@/ipc";

type Held = Contact["custom"][string];

/** The path of a field of one's own in edits, drafts and histories. */
export const ownPath = (field: FieldDefinition) => `custom/${field.key}`;

/** A part of a value that has some. */
export function part(value: Held, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** How a value of a field of one's own is read. */
export function ownText(field: FieldDefinition, value: Held, words: { yes: string; no: string }): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "number") return field.kind === "percent" ? `${decimal(value)} %` : decimal(value);
  if (typeof value === "object") {
    const money = part(value, "amount");
    const name = part(value, "name");
    return typeof money === "number" ? amount(money, String(part(value, "currency"))) : String(name ?? "");
  }
  if (field.kind === "date") return day(String(value));
  if (field.kind === "date_time") return moment(Date.parse(String(value)));
  return String(value);
}

const two = (value: number) => String(value).padStart(2, "0");

/** An instant by the clock on the wall, as it is typed. */
function wall(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A value as it is typed. */
export function ownTyped(field: FieldDefinition, value: Held): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") {
    const money = part(value, "amount");
    return money === undefined
      ? String(part(value, "name") ?? "")
      : `${String(money)} ${String(part(value, "currency"))}`;
  }
  return field.kind === "date_time" ? wall(String(value)) : String(value);
}

/** What was typed, as an edit; an empty text clears. */
export function ownEdit(field: FieldDefinition, text: string): Edit {
  const path = ownPath(field);
  if (text.trim() === "") return { path, clear: true };
  if (field.kind === "date") return { path, set: typedDay(text) };
  return { path, set: text };
}

const CHECKED: Partial<Record<FieldDefinition["kind"], string>> = { email: "emails", phone: "phones", url: "links" };

/** As what a value is checked while it is typed; undefined where anything may stand. */
export function checkedAs(field: FieldDefinition): { key: string } | undefined {
  const key = CHECKED[field.kind];
  return key ? { key } : undefined;
}
