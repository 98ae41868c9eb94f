import { call, type Contact } from "@/ipc";
import { saveAs } from "./save";

/** Saves a contact as a card, all of it but what is locked; where, or null when the person changed their mind. */
export async function saveCard(contact: Contact): Promise<string | null> {
  const path = await saveAs("vcard3", contact.display);
  if (!path) return null;
  const done = await call("exports_start", {
    path,
    format: "vcard3",
    preset: null,
    ids: [contact.id],
    filter: null,
    list: null,
    view: null,
    sort: "display",
    descending: false,
    // A contact that is looked at is meant, wherever it is kept.
    state: contact.state,
    locked: false,
  });
  return done.path;
}
