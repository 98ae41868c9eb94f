import { Button } from "@/design/Button";
import { CheckField } from "@/design/Field";
import { Notice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { Section } from "@/design/Section";
import { ago } from "@/format/dates";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { KEEP_SETTINGS, pickFolder, type Settings, type SettingsSet, useWrite, type VaultStatus } from "@/ipc";
import { vaultStrings as t } from "./strings";
import { useBackup } from "./useBackup";
import styles from "./vault.module.css";

/** Backups: the one of today by itself, and any other by hand. */
export function BackupSection({ status, settings }: { status: VaultStatus; settings: Settings }) {
  const { backup, busy } = useBackup();
  const write = useWrite("settings_set");
  const set = (change: Partial<SettingsSet>) => write.mutate({ ...KEEP_SETTINGS, ...change }, { onError: toastError });
  const choose = () =>
    pickFolder(t.backupFolderPick).then((dir) => dir && set({ backup_dir: dir, daily_backups: true }), toastError);
  return (
    <Section title={t.backupSection}>
      <p>
        {status.last_backup_at === null
          ? t.backupNever
          : fill(t.backupLast, { when: ago(status.last_backup_at, Date.now()) })}
      </p>
      {status.backup_problem === null ? null : (
        <Notice tone="warning" title={t.backupFailed}>
          <p>{status.backup_problem}</p>
        </Notice>
      )}
      <CheckField
        label={t.daily}
        hint={settings.backup_dir === "" ? t.dailyHint : fill(t.dailyHintElsewhere, { dir: settings.backup_dir })}
        checked={settings.daily_backups}
        onChange={(event) => set({ daily_backups: event.target.checked })}
        data-testid="settings-daily-backups"
      />
      <div className={styles.actions}>
        <Button onClick={() => void choose()} data-testid="settings-backup-folder">
          {t.backupFolder}
        </Button>
        {settings.backup_dir === "" ? null : (
          <Button onClick={() => set({ backup_dir: "" })}>{t.backupFolderOwn}</Button>
        )}
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
