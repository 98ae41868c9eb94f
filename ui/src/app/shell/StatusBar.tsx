import { Link } from "@tanstack/react-router";
import { ago } from "@/format/dates";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { useRead } from "@/ipc";
import { appStrings as t } from "../strings";
import styles from "./Shell.module.css";

/** How much is here, and how safe it is. */
export function StatusBar() {
  const status = useRead("vault_status", {}, { keepPrevious: true }).data;
  if (!status) return null;
  const { contacts, last_backup_at: backup, recovery_saved: kept, backup_problem: problem } = status;
  return (
    <footer className={styles.status} aria-label={t.status} data-testid="status-bar">
      <span>{plural(contacts, t.countOne, t.countOther, count(contacts))}</span>
      <span className={styles.spring} />
      {kept ? null : (
        <Link to="/settings" className={styles.warning ?? ""}>
          {t.recoveryNotKept}
        </Link>
      )}
      {problem === null ? null : (
        <Link to="/settings" className={styles.warning ?? ""} data-testid="status-backup-failed">
          {t.backupFailed}
        </Link>
      )}
      <span>{backup === null ? t.noBackup : fill(t.backup, { when: ago(backup, Date.now()) })}</span>
    </footer>
  );
}
