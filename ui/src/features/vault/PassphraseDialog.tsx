import type { FormEvent } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { ErrorNotice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { useWrite } from "@/ipc";
import { NewPassphrase, useNewPassphrase } from "./NewPassphrase";
import { vaultStrings as t } from "./strings";
import styles from "./vault.module.css";

/** Sets or changes the passphrase of the open vault. */
export function PassphraseDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const typed = useNewPassphrase();
  const write = useWrite("vault_passphrase_set");
  function close() {
    typed.clear();
    write.reset();
    onClose();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const passphrase = typed.take();
    if (passphrase === null) return;
    write.mutate(
      { passphrase },
      {
        onSuccess: () => {
          toast(t.passphraseDone);
          close();
        },
      },
    );
  }
  return (
    <Dialog title={t.passphraseTitle} open={open} onClose={close}>
      <form className={styles.form} onSubmit={submit}>
        <NewPassphrase {...typed.fields} />
        {write.error ? <ErrorNotice error={write.error} /> : null}
        <Button type="submit" look="primary" busy={write.isPending} data-testid="passphrase-save">
          {t.passphraseSave}
        </Button>
      </form>
    </Dialog>
  );
}
