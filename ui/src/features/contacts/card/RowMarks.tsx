import { Ban, Lock } from "lucide-react";
import { fill } from "@/format/text";
import { type Contact, useRead } from "@/ipc";
import { againstRow } from "../objections";
import { reachStrings as t } from "../reachStrings";
import { isLocked } from "./LockToggle";
import styles from "./RowMarks.module.css";

/** Signs at a row: that it is not to be used, and why; that it stays on this machine. */
export function RowMarks({ contact, path }: { contact: Contact; path: string }) {
  const rows = useRead("contacts_reach", { id: contact.id, purpose: null }, { keepPrevious: true }).data?.rows ?? [];
  const why = againstRow(rows, path).join(", ");
  const mark = fill(t.mark, { why });
  return (
    <>
      {why ? (
        <span className={styles.no} role="img" aria-label={mark} title={mark} data-testid="row-refused">
          <Ban />
        </span>
      ) : null}
      {isLocked(contact, path) ? (
        <span className={styles.locked} role="img" aria-label={t.lockOn} title={t.lockOn} data-testid="row-locked">
          <Lock />
        </span>
      ) : null}
    </>
  );
}
