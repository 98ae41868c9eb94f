import { CheckField, SelectField } from "@/design/Field";
import { toastError } from "@/design/problem";
import { Section } from "@/design/Section";
import { duration } from "@/format/numbers";
import { KEEP_SETTINGS, type Settings, type SettingsSet, useWrite, type VaultStatus } from "@/ipc";
import { vaultStrings as t } from "./strings";

const CHOICES = [1, 5, 15, 30, 60, 240];

/** When the vault locks by itself. What only the keyring opens does not: it would be open again at once. */
export function Locking({ status, settings }: { status: VaultStatus; settings: Settings }) {
  const write = useWrite("settings_set");
  const set = (change: Partial<SettingsSet>) => write.mutate({ ...KEEP_SETTINGS, ...change }, { onError: toastError });
  const needsPassphrase = !status.slots.includes("passphrase");
  const after = settings.lock_after_minutes;
  const choices = [...new Set([...CHOICES, after])].filter((minutes) => minutes > 0).toSorted((a, b) => a - b);
  return (
    <Section title={t.locking}>
      <SelectField
        label={t.lockAfter}
        hint={needsPassphrase ? t.lockingNeedsPassphrase : t.lockAfterHint}
        value={String(after)}
        disabled={needsPassphrase}
        onChange={(event) => set({ lock_after_minutes: Number(event.target.value) })}
        data-testid="settings-lock-after"
      >
        <option value="0">{t.lockNever}</option>
        {choices.map((minutes) => (
          <option key={minutes} value={minutes}>
            {duration(minutes * 60)}
          </option>
        ))}
      </SelectField>
      <CheckField
        label={t.lockOnSleep}
        checked={settings.lock_on_sleep}
        disabled={needsPassphrase}
        onChange={(event) => set({ lock_on_sleep: event.target.checked })}
        data-testid="settings-lock-on-sleep"
      />
    </Section>
  );
}
