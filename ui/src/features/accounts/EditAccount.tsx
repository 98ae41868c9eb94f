import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { SelectField, TextField } from "@/design/Field";
import { ErrorNotice, Notice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Account, type AccountBook, type AccountSetting, useRead, useWrite } from "@/ipc";
import styles from "./accounts.module.css";
import { inOrder, missing, told } from "./draft";
import { hasNoKeyring, SealField, secretOf, SettingField } from "./fields";
import { accountStrings as t } from "./strings";

type Props = { account: Account; open: boolean; onClose: () => void; onEdited: () => void };

const BOOKS: readonly AccountBook[] = ["same", "other"];

/** Changes what an account is told, or its password. */
export function EditAccount({ account, open, onClose, onEdited }: Props) {
  return (
    <Dialog
      title={fill(t.editTitle, { name: account.name })}
      open={open}
      onClose={onClose}
      testId="account-edit-dialog"
    >
      {open ? <EditForm account={account} onClose={onClose} onEdited={onEdited} /> : null}
    </Dialog>
  );
}

function EditForm({ account, onClose, onEdited }: Omit<Props, "open">) {
  const { name } = account;
  const kind = useRead("accounts_kinds", {}).data?.kinds.find((one) => one.kind === account.kind);
  const edit = useWrite("accounts_edit", { secret: true });
  const [settings, setSettings] = useState(account.settings);
  const [seal, setSeal] = useState(false);
  const [book, setBook] = useState<AccountBook | null>(null);
  const [wanting, setWanting] = useState<readonly string[]>([]);
  const { error } = edit;
  const asked = error?.code === "other_book" || book !== null;
  const secretWanted = error?.wire.field === "secret";
  const said = error !== null && !hasNoKeyring(error) && !secretWanted && error.code !== "other_book";

  function change(key: string, value: string) {
    setSettings({ ...settings, [key]: value });
    // Another address is another question.
    setBook(null);
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const draft = { kind: account.kind, name, settings, seal };
    const empty = missing(draft, kind);
    setWanting(empty);
    if (empty.length > 0) return;
    const cleared = Object.fromEntries(kind?.settings.map(({ key }) => [key, ""]) ?? []);
    edit.mutate(
      { name, settings: { ...cleared, ...told(draft, kind) }, secret: secretOf(event.currentTarget), seal, book },
      {
        onSuccess: () => {
          edit.reset();
          toast(fill(t.edited, { name }));
          onClose();
          onEdited();
        },
      },
    );
  }
  const { usual, seldom } = inOrder(kind?.settings ?? []);
  const field = (setting: AccountSetting) => (
    <SettingField
      key={setting.key}
      setting={setting}
      value={settings[setting.key] ?? ""}
      wanting={wanting.includes(setting.key)}
      onChange={(value) => change(setting.key, value)}
    />
  );
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off" noValidate>
      {usual.map(field)}
      <TextField
        label={t.secret}
        hint={seal ? t.secretSealed : t.secretKept}
        error={secretWanted ? error.message : null}
        type="password"
        name="secret"
        autoComplete="off"
        data-testid="account-secret"
      />
      {seldom.map(field)}
      <SealField error={error} seal={seal} onChange={setSeal} />
      {asked ? (
        <Notice tone="warning" title={error?.message ?? t.otherBook}>
          <SelectField
            label={t.otherBook}
            value={book ?? ""}
            onChange={(event) => setBook((event.target.value || null) as AccountBook | null)}
            data-testid="edit-book"
          >
            <option value="">{t.otherBookChoose}</option>
            {BOOKS.map((which) => (
              <option key={which} value={which}>
                {t.otherBooks[which]}
              </option>
            ))}
          </SelectField>
        </Notice>
      ) : null}
      {said ? <ErrorNotice error={error} /> : null}
      <Button type="submit" look="primary" busy={edit.isPending} disabled={!kind} data-testid="account-edit-save">
        {t.scheduleSave}
      </Button>
    </form>
  );
}
