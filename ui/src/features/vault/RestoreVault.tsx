import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { fileName } from "@/format/text";
import { pickFile, useWrite } from "@/ipc";
import { Frame } from "./Frame";
import { vaultStrings as t } from "./strings";
import styles from "./vault.module.css";

/** A vault out of a backup, into the folder where this computer keeps it. */
export function RestoreVault({ dir, onBack }: { dir: string; onBack: () => void }) {
  const [file, setFile] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [code, setCode] = useState("");
  const restore = useWrite("vault_restore");

  function choose() {
    pickFile(t.restorePick, [{ name: t.backupKind, extensions: ["satchel-backup"] }]).then(
      (path) => path && setFile(path),
      toastError,
    );
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (file) restore.mutate({ file, dir, passphrase: passphrase || null, recovery_code: code.trim() || null });
  }
  return (
    <Frame title={t.restoreTitle}>
      <p>{t.restoreText}</p>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.file}>
          <span>{file ? fileName(file) : t.restoreNoFile}</span>
          <Button onClick={choose}>{t.restoreChoose}</Button>
        </div>
        <TextField
          label={t.passphrase}
          type="password"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        <TextField
          label={t.recoveryCode}
          hint={t.recoveryHint}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        {restore.error ? <ErrorNotice error={restore.error} /> : null}
        <Button type="submit" look="primary" disabled={!file || (!passphrase && !code.trim())} busy={restore.isPending}>
          {t.restore}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {t.back}
        </Button>
      </form>
    </Frame>
  );
}
