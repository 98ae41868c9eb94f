import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { CheckField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { type CommandError, useWrite, type VaultStatus } from "@/ipc";
import { Frame } from "./Frame";
import { vaultStrings as t } from "./strings";
import styles from "./vault.module.css";

type Way = "passphrase" | "recovery" | "keyring";
/** What the vault could not be opened with before anything was asked. */
type Props = { status: VaultStatus; keyringError: CommandError | null };

const BELONGS_TO_CODE = new Set(["wrong_recovery_code", "recovery_code_typo"]);

export function Unlock({ status, keyringError }: Props) {
  const has = (way: Way) => status.slots.includes(way);
  const [way, setWay] = useState<Way>(
    has("passphrase") ? "passphrase" : has("recovery") && (keyringError || !has("keyring")) ? "recovery" : "keyring",
  );
  const [passphrase, setPassphrase] = useState("");
  const [code, setCode] = useState("");
  const [byItself, setByItself] = useState(true);
  const unlock = useWrite("vault_unlock");
  const enable = useWrite("vault_keyring_enable");
  // As after a restore on another computer, whose keyring has never heard of the vault.
  const forgotten = keyringError?.code === "keyring_forgot" && status.keyring === "ready" && way !== "keyring";
  const error = unlock.error ?? (way === "keyring" || !unlock.isIdle ? null : keyringError);
  const inField =
    unlock.error?.code === "wrong_passphrase" || (unlock.error !== null && BELONGS_TO_CODE.has(unlock.error.code));
  const said =
    inField && unlock.error ? [unlock.error.message, unlock.error.wire.hint].filter(Boolean).join(" ") : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    const ways = {
      passphrase: way === "passphrase" ? passphrase : null,
      recovery_code: way === "recovery" ? code.trim() : null,
    };
    // This screen is gone by the time that the vault is open.
    void unlock.mutateAsync(ways).then(
      () => (forgotten && byItself ? enable.mutateAsync({}).catch(toastError) : undefined),
      () => undefined,
    );
  }
  function choose(next: Way) {
    setWay(next);
    unlock.reset();
    if (next === "keyring") unlock.mutate({ passphrase: null, recovery_code: null });
  }
  return (
    <Frame title={t.unlockTitle}>
      {error && !inField ? <ErrorNotice error={error} /> : null}
      <form className={styles.form} onSubmit={submit}>
        {way === "passphrase" ? (
          <TextField
            label={t.passphrase}
            type="password"
            autoComplete="current-password"
            autoFocus
            value={passphrase}
            error={said}
            data-testid="vault-passphrase"
            onChange={(event) => setPassphrase(event.target.value)}
          />
        ) : null}
        {way === "recovery" ? (
          <TextField
            label={t.recoveryCode}
            hint={t.recoveryHint}
            autoFocus
            value={code}
            error={said}
            data-testid="vault-recovery-code"
            onChange={(event) => setCode(event.target.value)}
          />
        ) : null}
        {forgotten ? (
          <CheckField
            label={t.byItself}
            hint={t.byItselfAgain}
            checked={byItself}
            onChange={(event) => setByItself(event.target.checked)}
            data-testid="vault-by-itself"
          />
        ) : null}
        {way === "keyring" ? <p className={styles.soft}>{t.unlockKeyring}</p> : null}
        <Button
          type="submit"
          look="primary"
          busy={unlock.isPending}
          disabled={(way === "passphrase" && !passphrase) || (way === "recovery" && !code.trim())}
          data-testid="vault-unlock"
        >
          {t.unlock}
        </Button>
        {way !== "passphrase" && has("passphrase") ? (
          <Button look="quiet" onClick={() => choose("passphrase")}>
            {t.byPassphrase}
          </Button>
        ) : null}
        {way !== "recovery" && has("recovery") ? (
          <Button look="quiet" onClick={() => choose("recovery")} data-testid="vault-use-recovery">
            {t.byRecovery}
          </Button>
        ) : null}
        {way !== "keyring" && has("keyring") ? (
          <Button look="quiet" onClick={() => choose("keyring")}>
            {t.byKeyring}
          </Button>
        ) : null}
      </form>
    </Frame>
  );
}
