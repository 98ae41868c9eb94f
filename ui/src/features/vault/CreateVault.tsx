import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { CheckField } from "@/design/Field";
import { ErrorNotice, Notice } from "@/design/Notice";
import { useWrite, type VaultStatus } from "@/ipc";
import { Frame } from "./Frame";
import { NewPassphrase, useNewPassphrase } from "./NewPassphrase";
import { vaultStrings as t } from "./strings";
import styles from "./vault.module.css";

type Props = {
  status: VaultStatus;
  onCreated: (recoveryCode: string) => void;
  onRestore: () => void;
  onAgain: () => void;
};

/** A new vault: by one button where there is a keyring, with a passphrase where there is none. */
export function CreateVault({ status, onCreated, onRestore, onAgain }: Props) {
  const keyring = status.keyring === "ready";
  const [withPassphrase, setWithPassphrase] = useState(!keyring);
  const typed = useNewPassphrase();
  const [byItself, setByItself] = useState(true);
  const create = useWrite("vault_create");
  const asked = withPassphrase || !keyring;

  function submit(event: FormEvent) {
    event.preventDefault();
    const passphrase = asked ? typed.take() : null;
    if (asked && passphrase === null) return;
    create.mutate(
      { passphrase, keyring: keyring && (!asked || byItself) },
      { onSuccess: ({ recovery_code }) => onCreated(recovery_code) },
    );
  }
  return (
    <Frame title={t.createTitle}>
      <p>{t.createText}</p>
      {status.keyring === "locked" ? (
        <Notice
          tone="warning"
          title={t.createKeyringLocked}
          actions={
            <Button small onClick={onAgain}>
              {t.tryKeyring}
            </Button>
          }
        />
      ) : keyring && asked ? null : (
        <p className={styles.soft}>{keyring ? t.createKeyring : t.createNoKeyring}</p>
      )}
      <form className={styles.form} onSubmit={submit}>
        {asked ? <NewPassphrase {...typed.fields} /> : null}
        {asked && keyring ? (
          <CheckField
            label={t.byItself}
            hint={byItself ? t.byItselfHint : t.notByItselfHint}
            checked={byItself}
            onChange={(event) => setByItself(event.target.checked)}
            data-testid="vault-by-itself"
          />
        ) : null}
        {create.error ? <ErrorNotice error={create.error} /> : null}
        <Button type="submit" look="primary" busy={create.isPending} data-testid="vault-create">
          {t.create}
        </Button>
        {keyring ? (
          <Button look="quiet" onClick={() => setWithPassphrase(!withPassphrase)} data-testid="vault-with-passphrase">
            {withPassphrase ? t.noPassphrase : t.addPassphrase}
          </Button>
        ) : null}
      </form>
      <Button look="quiet" onClick={onRestore} data-testid="vault-restore-open">
        {t.restoreOpen}
      </Button>
    </Frame>
  );
}
