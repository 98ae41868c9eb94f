import { Button } from "@/design/Button";
import { Section } from "@/design/Section";
import { ago } from "@/format/dates";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { VaultStatus } from "@/ipc";
import { vaultStrings as t } from "./strings";
import { useBackup } from "./useBackup";
import styles from "./vault.module.css";

export function BackupSection({ status }: { status: VaultStatus }) {
  const { backup, busy } = useBackup();
  return (
    <Section title={t.backupSection}>
      <p>
        {status.last_backup_at === null
          ? t.backupNever
          : fill(t.backupLast, { when: ago(status.last_backup_at, Date.now()) })}
      </p>
      <div className={styles.actions}>
        <Button busy={busy} onClick={() => void backup()} data-testid="settings-backup">
          {t.backupNow}
        </Button>
      </div>
      <p className={styles.soft}>{t.restoreHint}</p>
    </Section>
  );
}

export function AboutSection({ status }: { status: VaultStatus }) {
  return (
    <Section title={t.about}>
      <p>{fill(t.version, { version: status.version })}</p>
      <p className={styles.soft}>
        {fill(t.contactsIn, { count: count(status.contacts), trashed: count(status.trashed) })}
      </p>
      <p className={styles.soft}>{fill(t.folder, { dir: status.dir })}</p>
    </Section>
  );
}
