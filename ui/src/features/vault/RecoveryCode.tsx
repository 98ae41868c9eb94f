import { Copy, Download, Printer } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { toast, toastProblem } from "@/design/toasts";
import { fill } from "@/format/text";
import { copyText, downloadText } from "@/ipc";
import { vaultStrings as t } from "./strings";
import styles from "./vault.module.css";

type Props = { code: string; onKept: () => void; onLater: () => void };

/** The recovery code, this once: to copy, print or save; or to be reminded of. */
export function RecoveryCode({ code, onKept, onLater }: Props) {
  const [note, setNote] = useState("");
  async function copy() {
    if (await copyText(code)) toast(t.copied);
    else toastProblem(t.copyFailed);
  }
  function save() {
    downloadText(t.recoveryFile, fill(t.recoveryFileText, { code }));
    setNote(t.savedTo);
  }
  return (
    <div className={styles.form}>
      <p>{t.recoveryText}</p>
      <p className={styles.code} aria-label={t.recoveryCode} role="group">
        <code data-testid="recovery-code">{code}</code>
      </p>
      <div className={styles.actions}>
        <Button icon={<Copy />} onClick={() => void copy()}>
          {t.copy}
        </Button>
        <Button icon={<Printer />} onClick={() => window.print()}>
          {t.print}
        </Button>
        <Button icon={<Download />} onClick={save}>
          {t.save}
        </Button>
      </div>
      <p className={styles.soft} role="status">
        {note}
      </p>
      <div className={styles.actions}>
        <Button look="primary" onClick={onKept} data-testid="recovery-continue">
          {t.recoveryContinue}
        </Button>
        <Button look="quiet" onClick={onLater} data-testid="recovery-later">
          {t.recoveryLater}
        </Button>
      </div>
    </div>
  );
}
