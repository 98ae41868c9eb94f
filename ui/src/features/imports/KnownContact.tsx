import { useRead } from "@/ipc";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

/** Who is here already, by the name of today; leads to the card. */
export function KnownContact({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  const contact = useRead("contacts_get", { id });
  if (contact.isPending) return null;
  if (!contact.data) return t.knownGone;
  return (
    <button
      type="button"
      className={styles.known}
      data-testid="problem-contact"
      onClick={(event) => {
        event.stopPropagation();
        onOpen(id);
      }}
    >
      {contact.data.display || t.knownUnnamed}
    </button>
  );
}
