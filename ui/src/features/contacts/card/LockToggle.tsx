import { Lock, LockOpen } from "lucide-react";
import { IconButton } from "@/design/Button";
import { fill } from "@/format/text";
import type { Contact } from "@/ipc";
import type { CardEditing } from "../editing";
import { pathLabel } from "../fields";
import { reachStrings as t } from "../reachStrings";
import styles from "./LockToggle.module.css";

/** Whether a path stays on this machine: its own lock, or that of all rows of its kind. */
export function isLocked(contact: Contact, path: string): boolean {
  const kind = path.split("/")[0] ?? path;
  return contact.locked.includes(path) || contact.locked.includes(kind);
}

type Props = { contact: Contact; path: string; editing: CardEditing };

/** A small lock at a field: what is locked never leaves this machine. Out of sight until somebody comes near. */
export function LockToggle({ contact, path, editing }: Props) {
  const locked = isLocked(contact, path);
  const field = pathLabel(path);
  return (
    <IconButton
      label={fill(locked ? t.locked : t.lock, { field })}
      icon={locked ? <Lock /> : <LockOpen />}
      className={`${styles.lock} ${locked ? styles.locked : ""}`}
      aria-pressed={locked}
      onClick={() => editing.setLock(path, !locked)}
      data-testid={`lock-${path.split("/")[0]}`}
    />
  );
}
