import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice, Notice } from "@/design/Notice";
import { useWrite, type VaultStatus } from "@/ipc";
import { Frame } from "./Frame";
import { NewPassphrase } from "./NewPassphrase";
import { passphraseProblem } from "./passphrase";
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
  const [first, setFirst] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const create = useWrite("vault_create");
  const asked = withPassphrase || !keyring;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (asked && passphraseProblem(first, again)) return;
    create.mutate({ passphrase: asked ? first : null }, { onSuccess: ({ recovery_code }) => onCreated(recovery_code) });
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
      ) : (
        <p className={styles.soft}>{keyring ? t.createKeyring : t.createNoKeyring}</p>
      )}
      <form className={styles.form} onSubmit={submit}>
        {asked ? (
          <NewPassphrase first={first} again={again} onFirst={setFirst} onAgain={setAgain} tried={tried} />
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
