import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ErrorNotice } from "@/design/Notice";
import { useRead, useWrite, type VaultStatus } from "@/ipc";
import { CreateVault } from "./CreateVault";
import { Frame } from "./Frame";
import { RecoveryCode } from "./RecoveryCode";
import { RestoreVault } from "./RestoreVault";
import { vaultStrings as t } from "./strings";
import { Unlock } from "./Unlock";

/** Shows the vault's content once it is open, and until then what opens it. */
export function VaultGate({ children }: { children: ReactNode }) {
  const status = useRead("vault_status", {});
  const saved = useWrite("vault_recovery_saved");
  const [code, setCode] = useState<string | null>(null);
  const [restoring, setRestoring] = useState(false);
  const state = status.data?.state;
  const client = useQueryClient();
  useEffect(() => {
    if (state === "open") openedByItself = true;
    // The page forgets with the vault.
    if (state === "locked") client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "vault_status" });
  }, [state, client]);

  if (code !== null) {
    return (
      <Frame title={t.recoveryTitle}>
        <RecoveryCode
          code={code}
          onLater={() => setCode(null)}
          onKept={() => {
            saved.mutate({});
            setCode(null);
          }}
        />
      </Frame>
    );
  }
  if (!status.data) {
    if (status.error) {
      return (
        <Frame title={t.statusFailed}>
          <ErrorNotice error={status.error} onRetry={() => void status.refetch()} />
        </Frame>
      );
    }
    return <Frame title={t.opening} />;
  }
  if (status.data.state === "open") return children;
  if (status.data.state === "locked") return <Locked status={status.data} />;
  if (restoring) return <RestoreVault dir={status.data.dir} onBack={() => setRestoring(false)} />;
  return (
    <CreateVault
      status={status.data}
      onCreated={setCode}
      onRestore={() => setRestoring(true)}
      onAgain={() => void status.refetch()}
    />
  );
}

// Locking by hand must not be undone by the keyring in the same breath.
let openedByItself = false;

/** A locked vault: the keyring is asked first, once; then the person. */
function Locked({ status }: { status: VaultStatus }) {
  const unlock = useWrite("vault_unlock");
  const alone = useRef(status.slots.includes("keyring") && !openedByItself);
  const { mutate } = unlock;
  useEffect(() => {
    if (!alone.current || openedByItself) return;
    openedByItself = true;
    mutate({ passphrase: null, recovery_code: null });
  }, [mutate]);
  if (alone.current && !unlock.isError) return <Frame title={t.opening} />;
  return <Unlock status={status} keyringError={unlock.error} />;
}
