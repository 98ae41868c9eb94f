import { Avatar } from "@/design/Avatar";
import { type Contact, useRead } from "@/ipc";

/** The picture of a contact, or the initials. */
export function Photo({ contact }: { contact: Contact }) {
  const { id, photo, display } = contact;
  const shown = useRead(
    "attachments_show",
    { of: "contact", id, attachment: photo ?? "" },
    { enabled: photo !== null },
  );
  return <Avatar name={display} large picture={shown.data?.picture ?? null} />;
}
