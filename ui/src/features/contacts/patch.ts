import type { Edit, EmailStatus } from "@/ipc";
import { typedDay } from "@/format/dates";
import type { ChildKey, ScalarKey } from "./fields";

export type AddressPart = "street" | "locality" | "region" | "postcode" | "country";
export type NewRow = { value: string; label: string } | ({ label: string } & Record<AddressPart, string>);

const filled = (text: string) => text.trim() !== "";

/** A field of one value: set, or cleared by an empty text. */
export function scalarEdit(key: ScalarKey, text: string): Edit {
  if (!filled(text)) return { path: key, clear: true };
  return { path: key, set: key === "birthday" ? typedDay(text) : text };
}

/** The value of a child row; an empty text removes the row. */
export function rowEdit(key: ChildKey, id: string, text: string): Edit {
  const path = `${key}/${id}`;
  if (!filled(text)) return { path, clear: true };
  return { path, set: { value: key === "dates" ? typedDay(text) : text.trim() } };
}

export function partEdit(id: string, part: AddressPart, text: string): Edit {
  return { path: `addresses/${id}`, set: { [part]: text } };
}

export function labelEdit(key: ChildKey, id: string, label: string): Edit {
  return { path: `${key}/${id}`, set: { label: label.trim() } };
}

export function primaryEdit(key: ChildKey, id: string): Edit {
  return { path: `${key}/${id}`, set: { primary: true } };
}

/** What is known about an e-mail address. */
export function statusEdit(id: string, status: EmailStatus): Edit {
  return { path: `emails/${id}`, set: { status } };
}

export function removeEdit(key: ChildKey, id: string): Edit {
  return { path: `${key}/${id}`, clear: true };
}

/** A new child row; null while there is nothing in it. */
export function addEdit(key: ChildKey, row: NewRow): Edit | null {
  const { label, ...values } = row;
  if (!Object.values(values).some(filled)) return null;
  const trimmed = Object.fromEntries(
    Object.entries(values).map(([part, text]) => [
      part,
      part === "value" && key === "dates" ? typedDay(text) : text.trim(),
    ]),
  );
  return { path: key, add: { ...trimmed, label: label.trim() } };
}

/** Tags as typed, several parted by commas; null when nothing new is among them. */
export function tagsEdit(known: readonly string[], text: string): Edit | null {
  const typed = text.split(/[,;]/).map((tag) => tag.trim());
  const fresh = typed.filter(
    (tag) => tag && !known.some((other) => other.toLocaleLowerCase() === tag.toLocaleLowerCase()),
  );
  return fresh.length > 0 ? { path: "tags", add: fresh } : null;
}

export type NewContact = {
  given: string;
  family: string;
  company: string;
  title: string;
  email: string;
  phone: string;
};

/** A filled form as a patch; empty when nobody could be told by it. */
export function createPatch(form: NewContact): Edit[] {
  const scalars = (["given", "family", "company", "title"] as const).flatMap((key) =>
    filled(form[key]) ? [scalarEdit(key, form[key])] : [],
  );
  const email = addEdit("emails", { value: form.email, label: "work" });
  const phone = addEdit("phones", { value: form.phone, label: "work" });
  const patch = [...scalars, ...(email ? [email] : []), ...(phone ? [phone] : [])];
  return patch.some((edit) => edit.path !== "title") ? patch : [];
}

export const EMPTY_ADDRESS: Record<AddressPart, string> = {
  street: "",
  locality: "",
  region: "",
  postcode: "",
  country: "",
};

/** The parts of an unfinished address as one draft; an address without any is an empty text. */
export function addressText(parts: Record<AddressPart, string>): string {
  return Object.values(parts).some(filled) ? JSON.stringify(parts) : "";
}

/** The parts back from a draft; what cannot be read is the street. */
export function readAddress(text: string): Record<AddressPart, string> {
  try {
    const parts = JSON.parse(text) as Partial<Record<AddressPart, unknown>>;
    const part = (name: AddressPart) => (typeof parts[name] === "string" ? parts[name] : "");
    return {
      street: part("street"),
      locality: part("locality"),
      region: part("region"),
      postcode: part("postcode"),
      country: part("country"),
    };
  } catch {
    return { ...EMPTY_ADDRESS, street: text };
  }
}
