import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { SelectField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import type { AccountKind, AccountSetting, CommandError } from "@/ipc";
import styles from "./accounts.module.css";
import { type AccountDraft, inOrder, missing, told } from "./draft";
import { hasNoKeyring, SealField, secretOf, SettingField } from "./fields";
import { accountStrings as t } from "./strings";

type Props = {
  kinds: readonly AccountKind[];
  draft: AccountDraft;
  error: CommandError | null;
  busy: boolean;
  offline: boolean;
  onSave: (draft: AccountDraft, secret: string | null) => Promise<void>;
};

/** What an account is told. The secret stays in its field, and is read from there once, when it is sent. */
export function AccountForm({ kinds, draft, error, busy, offline, onSave }: Props) {
  const [name, setName] = useState(draft.name);
  const [chosen, setChosen] = useState(draft.kind);
  const [settings, setSettings] = useState(draft.settings);
  const [seal, setSeal] = useState(draft.seal);
  const [wanting, setWanting] = useState<readonly string[]>([]);
  const kind = kinds.find((one) => one.kind === chosen) ?? kinds[0];
  const now: AccountDraft = { kind: kind?.kind ?? "", name, settings, seal };

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const empty = missing(now, kind);
    setWanting(empty);
    if (empty.length > 0) return;
    void onSave({ ...now, settings: told(now, kind) }, secretOf(event.currentTarget));
  }
  const { usual, seldom } = inOrder(kind?.settings ?? []);
  const field = (setting: AccountSetting) => (
    <SettingField
      key={setting.key}
      setting={setting}
      value={settings[setting.key] ?? ""}
      wanting={wanting.includes(setting.key)}
      onChange={(value) => setSettings({ ...settings, [setting.key]: value })}
    />
  );
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off" noValidate>
      {kinds.length > 1 ? (
        <SelectField
          label={t.kind}
          value={kind?.kind}
          onChange={(event) => setChosen(event.target.value)}
          data-testid="account-kind"
        >
          {kinds.map((one) => (
            <option key={one.kind} value={one.kind}>
              {one.name}
            </option>
          ))}
        </SelectField>
      ) : (
        <p className={styles.soft}>{kind?.name}</p>
      )}
      <TextField
        label={t.name}
        hint={t.nameHint}
        error={wanting.includes("name") ? t.nameMissing : null}
        value={name}
        autoFocus
        data-testid="account-name"
        onChange={(event) => setName(event.target.value)}
      />
      {usual.map(field)}
      <TextField
        label={t.secret}
        hint={seal ? t.secretSealed : t.secretHint}
        type="password"
        name="secret"
        autoComplete="off"
        data-testid="account-secret"
      />
      {seldom.map(field)}
      <SealField error={error} seal={seal} onChange={setSeal} />
      {error && !hasNoKeyring(error) ? <ErrorNotice error={error} /> : null}
      <Button type="submit" look="primary" busy={busy} disabled={!kind} data-testid="account-save">
        {offline ? t.saveOffline : t.save}
      </Button>
    </form>
  );
}
