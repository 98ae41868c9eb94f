import type { Edit, SignatureRead } from "@/ipc";
import type { NewContact } from "./patch";

/** A value of a signature for which the form has no field. */
export type Pasted = { field: string; text: string; edit: Edit; doubtful: boolean };

const PLACES: Readonly<Record<string, keyof NewContact>> = {
  given: "given",
  family: "family",
  company: "company",
  title: "title",
  emails: "email",
  phones: "phone",
};

/** What a signature says: the fields of the form, of lists the first, and everything else beside them. */
export function fromSignature(read: SignatureRead): { typed: Partial<NewContact>; rest: Pasted[] } {
  const typed: Partial<NewContact> = {};
  const rest: Pasted[] = [];
  for (const value of read.values) {
    const place = PLACES[value.field];
    if (place && typed[place] === undefined) typed[place] = value.text;
    else rest.push(value);
  }
  return { typed, rest };
}
