import { useState } from "react";
import { Button } from "@/design/Button";
import { Confirm, Dialog } from "@/design/Dialog";
import { CheckField } from "@/design/Field";
import { Notice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { Section } from "@/design/Section";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { LOCALE } from "@/format/locale";
import { asCommandError, useWrite, type VaultStatus } from "@/ipc";
import { PassphraseDialog } from "./PassphraseDialog";
import { RecoveryCode } from "./RecoveryCode";
import { vaultStrings as t } from "./strings";
import styles from "./vault.module.css";

const lists = new Intl.ListFormat(LOCALE, { type: "disjunction" });

/** What opens the vault: passphrase, recovery code, and the lock. */
export function VaultKeys({ status }: { status: VaultStatus }) {
  const [setting, setSetting] = useState(false);
  const [asking, setAsking] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const renew = useWrite("vault_recovery_renew");
  const saved = useWrite("vault_recovery_saved");
  const lock = useWrite("vault_lock");
  const remove = useWrite("vault_passphrase_remove");
  const hasPassphrase = status.slots.includes("passphrase");

  function lockNow() {
    lock.mutate(
      {},
      {
        onError: (error) => {
          if (asCommandError(error).code !== "passphrase_required") return toastError(error);
          toast(t.lockNeedsPassphrase);
          setSetting(true);
        },
      },
    );
  }
  return (
    <Section title={t.security}>
      {status.recovery_saved ? null : (
        <Notice tone="warning" title={t.recoveryNotKept}>
          <p>{t.recoveryNotKeptText}</p>
        </Notice>
      )}
      <p className={styles.soft} data-testid="settings-ways">
        {fill(t.slots, { slots: lists.format(status.slots.map((slot) => t.slotNames[slot])) })}
      </p>
      <div className={styles.actions}>
        <Button onClick={() => setSetting(true)} data-testid="settings-passphrase">
          {hasPassphrase ? t.passphraseChange : t.passphraseSet}
        </Button>
        {hasPassphrase && status.slots.includes("keyring") ? (
          <Button onClick={() => setRemoving(true)} data-testid="settings-passphrase-remove">
            {t.passphraseRemove}
          </Button>
        ) : null}
        <Button onClick={() => setAsking(true)} data-testid="settings-recovery">
          {t.recoveryNew}
        </Button>
        <Button busy={lock.isPending} onClick={lockNow} data-testid="settings-lock">
          {t.lock}
        </Button>
      </div>
      <ByItself status={status} />
      <PassphraseDialog open={setting} onClose={() => setSetting(false)} />
      <Confirm
        open={removing}
        title={t.passphraseRemove}
        text={t.passphraseRemoveQuestion}
        action={t.passphraseRemoveAction}
        busy={remove.isPending}
        onClose={() => setRemoving(false)}
        onConfirm={() => remove.mutate({}, { onError: toastError, onSettled: () => setRemoving(false) })}
      />
      <Confirm
        open={asking}
        title={t.recoveryNew}
        text={t.recoveryQuestion}
        action={t.recoveryNewTitle}
        busy={renew.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          renew.mutate(
            {},
            {
              onSuccess: ({ recovery_code }) => setCode(recovery_code),
              onError: toastError,
              onSettled: () => setAsking(false),
            },
          )
        }
      />
      <Dialog title={t.recoveryNewTitle} open={code !== null} onClose={() => setCode(null)}>
        {code === null ? null : (
          <RecoveryCode
            code={code}
            onLater={() => setCode(null)}
            onKept={() => {
              saved.mutate({}, { onError: toastError });
              setCode(null);
            }}
          />
        )}
      </Dialog>
    </Section>
  );
}

/** Whether the keyring of this computer opens the vault. */
function ByItself({ status }: { status: VaultStatus }) {
  const enable = useWrite("vault_keyring_enable");
  const disable = useWrite("vault_keyring_disable");
  const on = status.slots.includes("keyring");
  const needsPassphrase = on && !status.slots.includes("passphrase");
  const noKeyring = !on && status.keyring === "absent";
  const hint = needsPassphrase
    ? t.byItselfNeedsPassphrase
    : noKeyring
      ? t.byItselfNoKeyring
      : on
        ? t.byItselfHint
        : t.notByItselfHint;
  return (
    <CheckField
      label={t.byItself}
      hint={hint}
      checked={on}
      disabled={needsPassphrase || noKeyring || enable.isPending || disable.isPending}
      onChange={(event) => (event.target.checked ? enable : disable).mutate({}, { onError: toastError })}
      data-testid="settings-by-itself"
    />
  );
}
