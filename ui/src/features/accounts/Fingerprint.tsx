import { Copy } from "lucide-react";
import { Button } from "@/design/Button";
import { toast, toastProblem } from "@/design/toasts";
import { copyText } from "@/ipc";
import styles from "./accounts.module.css";
import { accountStrings as t } from "./strings";

/** A fingerprint in groups of four, so that it can be compared by eye, and as it is on the clipboard. */
export function Fingerprint({ value }: { value: string }) {
  async function copy() {
    if (await copyText(value)) toast(t.copied);
    else toastProblem(t.copyFailed);
  }
  const groups = value.replaceAll(":", "").match(/.{1,4}/g) ?? [];
  return (
    <div className={styles.fingerprint}>
      <p className={styles.soft}>{t.fingerprint}</p>
      <code className={styles.digits} data-testid="account-fingerprint">
        {groups.map((group, at) => (
          <span key={at}>{group}</span>
        ))}
      </code>
      <Button small icon={<Copy />} onClick={() => void copy()} data-testid="account-fingerprint-copy">
        {t.copy}
      </Button>
    </div>
  );
}
