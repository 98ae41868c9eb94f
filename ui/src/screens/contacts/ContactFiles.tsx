import type { CardFilesProps } from "@/features/contacts/card/ContactCard";
import { Files } from "@/features/files/Files";

/** The files of the contact whose card is open. */
export function ContactFiles({ contact, onEdit, onUndo }: CardFilesProps) {
  return (
    <Files
      of="contact"
      id={contact.id}
      files={contact.attachments}
      photo={contact.photo}
      heading="h3"
      onEdit={onEdit}
      onUndo={onUndo}
    />
  );
}
