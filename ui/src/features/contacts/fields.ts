import { day } from "@/format/dates";
import { amount, bytes } from "@/format/numbers";
import { fill } from "@/format/text";
import type { Contact } from "@/ipc";
import { contactStrings as t } from "./strings";

export type ScalarKey =
  | "prefix"
  | "given"
  | "middle"
  | "family"
  | "suffix"
  | "nickname"
  | "maiden"
  | "display"
  | "company"
  | "title"
  | "department"
  | "role"
  | "birthday"
  | "time_zone"
  | "language"
  | "source"
  | "owner"
  | "best_times"
  | "topics"
  | "notes";
export type ChildKey = "emails" | "phones" | "addresses" | "links" | "dates";
export type FieldKey = ScalarKey | ChildKey | "tags" | "categories";

/** Fields of one value, in the order in which the card shows them; `always` ones are there when empty as well. */
export const SCALAR_GROUPS: { group: "name" | "work" | "more"; fields: { key: ScalarKey; always?: boolean }[] }[] = [
  {
    group: "name",
    fields: [
      { key: "prefix" },
      { key: "given", always: true },
      { key: "middle" },
      { key: "family", always: true },
      { key: "suffix" },
      { key: "nickname" },
      { key: "maiden" },
      { key: "display" },
    ],
  },
  {
    group: "work",
    fields: [{ key: "company", always: true }, { key: "title", always: true }, { key: "department" }, { key: "role" }],
  },
  {
    group: "more",
    fields: [{ key: "birthday" }, { key: "time_zone" }, { key: "language" }, { key: "source" }, { key: "owner" }],
  },
];

export const CHILD_KEYS: readonly ChildKey[] = ["emails", "phones", "addresses", "links", "dates"];

/** Words that are offered as labels; any other word is one too. */
export const LABELS: Record<ChildKey, readonly string[]> = {
  emails: ["work", "home", "other"],
  phones: ["mobile", "work", "home", "fax", "other"],
  addresses: ["work", "home", "mailing", "physical", "other"],
  links: [
    "website",
    "linkedin",
    "xing",
    "x",
    "facebook",
    "instagram",
    "github",
    "whatsapp",
    "telegram",
    "youtube",
    "bluesky",
    "other",
  ],
  dates: ["anniversary", "other"],
};

/** The value of a field of one value as it is edited. The display name counts only when it was set by hand. */
export function scalarValue(contact: Contact, key: ScalarKey): string {
  if (key === "display") return contact.display_set;
  if (key === "birthday") return contact.birthday ?? "";
  if (key === "best_times" || key === "topics") return contact.preferences[key];
  return contact[key];
}

/** What a path of the journal is called: `emails/<id>` is an e-mail. */
export function pathLabel(path: string): string {
  // A field of one's own is known by its key to whoever does not know its name.
  if (path.startsWith("custom/")) return path.slice("custom/".length);
  const [key = path, group] = path.split("/");
  // A category is called by its group, where that is named and no identity.
  if (key === "categories" && group && !/^[0-9a-f]{8}-/.test(group)) return group;
  return (t.fields as Record<string, string>)[key] ?? key;
}

/** A job in one line: what somebody does where, and until when when it is over. */
function jobText(row: Record<string, unknown>): string {
  const job = [row["title"], row["department"], row["company"]].map(valueText).filter(Boolean).join(", ");
  const until = valueText(row["until"]);
  return until ? fill(t.jobUntil, { job, until: day(until) }) : job;
}

const PARTS = ["street", "locality", "region", "postcode", "country"] as const;

/** A value of the journal in one line: texts as they are, child rows with their label, nothing as an empty text. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(valueText).filter(Boolean).join(", ");
  if (typeof value !== "object") return String(value);
  const row = value as Record<string, unknown>;
  if (typeof row["amount"] === "number") return amount(row["amount"], valueText(row["currency"]));
  if (typeof row["purpose"] === "string") return [row["purpose"], valueText(row["state"]).replace("_", " ")].join(": ");
  // Two pictures may have one size; the beginning of a digest tells them apart.
  if (typeof row["sha256"] === "string")
    return fill(t.pictureText, { size: bytes(Number(row["bytes"])), mark: row["sha256"].slice(0, 6) });
  const text = PARTS.some((part) => typeof row[part] === "string")
    ? PARTS.map((part) => row[part])
        .filter(Boolean)
        .join(", ")
    : valueText(row["value"] ?? row["name"]);
  const label = valueText(row["label"]);
  return label && text ? `${text} (${label})` : text || label;
}

/** A value as it is read at its path: days are written out. */
function textAt(path: string, value: unknown): string {
  if (path.startsWith("affiliations/")) return jobText((value ?? {}) as Record<string, unknown>);
  const dated = path === "birthday" || path.startsWith("dates/");
  if (!dated) return valueText(value);
  if (typeof value === "string") return day(value);
  const row = (value ?? {}) as Record<string, unknown>;
  return valueText(typeof row["value"] === "string" ? { ...row, value: day(row["value"]) } : value);
}

/** How paths and values of contacts are read, for those who know nothing of contacts. */
export const CONTACT_READING = { label: pathLabel, text: textAt } as const;
