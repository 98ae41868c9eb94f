import { ownTyped, part } from "@/format/own";
import type { Contact, FieldDefinition } from "@/ipc";

/** Up to so many fields of one's own the card shows empty ones as well. */
const FEW = 12;

type Held = Contact["custom"][string];

function heldTexts(contact: Contact, fields: readonly FieldDefinition[], key: string): string[] {
  const own = fields.find((field) => field.key === key);
  const value = own ? contact.custom[key] : (contact as unknown as Record<string, unknown>)[key];
  const several = Array.isArray(value) ? value : [value];
  return several
    .map((one) => {
      const row = part(one as Held, "value");
      return own ? ownTyped(own, one as Held) : String(row ?? one ?? "");
    })
    .filter((text) => text !== "");
}

const folded = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").trim().toLowerCase();

/** Columns of fields of one's own begin with this. */
const COLUMN = "custom:" as const;

export const isOwnColumn = (key: string): boolean => key.startsWith(COLUMN);
export const ownColumn = (field: FieldDefinition): string => columnOf(field.key);
/** The column of the field of this key. */
export const columnOf = (key: string): `custom:${string}` => `${COLUMN}${key}`;
/** The key of the field that a column shows. */
export const ownKey = (column: string): string => column.slice(COLUMN.length);

/** Whether the card asks for a field: what it waits for is there. */
export function isAsked(field: FieldDefinition, contact: Contact, fields: readonly FieldDefinition[]): boolean {
  const when = field.shown_when;
  if (!when) return true;
  const held = heldTexts(contact, fields, when.field);
  return when.value === "" ? held.length > 0 : held.some((text) => folded(text) === folded(when.value));
}

/** The fields that a card shows, by their headings, in order. */
export function ownGroups(
  contact: Contact,
  fields: readonly FieldDefinition[],
  showEmpty: boolean,
): { group: string; fields: FieldDefinition[] }[] {
  const all = showEmpty || fields.length <= FEW;
  const shown = fields.filter(
    (field) => isAsked(field, contact, fields) && (all || field.required || contact.custom[field.key] !== undefined),
  );
  const groups = new Map<string, FieldDefinition[]>();
  for (const field of shown) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  return [...groups].map(([group, of]) => ({ group, fields: of }));
}
