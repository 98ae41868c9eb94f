import { useCallback } from "react";
import { CheckField } from "@/design/Field";
import { toastError } from "@/design/problem";
import { KEEP_SETTINGS, useRead, useWrite } from "@/ipc";
import { accountStrings as t } from "./strings";

/** Whether Satchel was told to ask nothing of any network. */
export function useOffline(): { offline: boolean; setOffline: (offline: boolean) => void } {
  const offline = useRead("settings_get", {}).data?.offline ?? false;
  const { mutate } = useWrite("settings_set");
  const setOffline = useCallback(
    (wanted: boolean) => mutate({ ...KEEP_SETTINGS, offline: wanted }, { onError: toastError }),
    [mutate],
  );
  return { offline, setOffline };
}

export function OfflineSwitch() {
  const { offline, setOffline } = useOffline();
  return (
    <CheckField
      label={t.offline}
      checked={offline}
      title={t.offlineHint}
      onChange={(event) => setOffline(event.target.checked)}
      data-testid="offline-switch"
    />
  );
}
