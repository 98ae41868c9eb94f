import { CheckField, TextField } from "@/design/Field";
import { Notice } from "@/design/Notice";
import { fill } from "@/format/text";
import type { AccountSetting, CommandError } from "@/ipc";
import styles from "./accounts.module.css";
import { accountStrings as t } from "./strings";

type SettingProps = { setting: AccountSetting; value: string; wanting: boolean; onChange: (value: string) => void };

/** One thing that an account is told. */
export function SettingField({ setting: { key, about, optional }, value, wanting, onChange }: SettingProps) {
  return (
    <TextField
      label={optional ? fill(t.optional, { about }) : about}
      error={wanting ? t.settingMissing : null}
      value={value}
      spellCheck={false}
      autoCapitalize="off"
      data-testid={`account-setting-${key}`}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Whether the keyring could not keep the secret. */
export const hasNoKeyring = (error: CommandError | null): boolean =>
  error?.code === "keyring_absent" || error?.code === "keyring_locked";

type SealProps = { error: CommandError | null; seal: boolean; onChange: (seal: boolean) => void };

/** Offers to seal the secret in the vault, once the keyring could not keep it. */
export function SealField({ error, seal, onChange }: SealProps) {
  const none = hasNoKeyring(error);
  if (!none && !seal) return null;
  return (
    <div className={styles.seal}>
      {none ? <Notice tone="warning" title={error?.message ?? ""} /> : null}
      <CheckField
        label={t.seal}
        hint={t.sealHint}
        checked={seal}
        onChange={(event) => onChange(event.target.checked)}
        data-testid="account-seal"
      />
    </div>
  );
}

/** What was typed as the secret: it stays in its field, and is read from there when it is sent. */
export function secretOf(form: HTMLFormElement): string | null {
  const secret = new FormData(form).get("secret");
  return typeof secret === "string" && secret !== "" ? secret : null;
}
