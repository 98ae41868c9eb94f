import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { useOffline } from "@/features/accounts/OfflineSwitch";
import { looksFirst } from "@/features/accounts/state";
import { call, useWrite } from "@/ipc";
import type { Action } from "./actions";
import { appStrings } from "./strings";

const t = appStrings.action;

/** What can be done about sync from anywhere. */
export function useSyncActions(): Action[] {
  const go = useNavigate();
  const start = useWrite("sync_start").mutateAsync;
  const { offline, setOffline } = useOffline();
  return useMemo(() => {
    /** All that may run by themselves; an account that has to be looked at first is not begun from here. */
    async function syncAll() {
      if (offline) return toast(t.syncOffline);
      const { accounts } = await call("accounts_list", {});
      const ready = accounts.filter((one) => !looksFirst(one) && one.state !== "paused" && one.state !== "running");
      if (ready.length === 0) return toast(t.syncNone);
      const nobody = { hold: [], leave_out: [], let_in: [] };
      for (const { name } of ready) await start({ account: name, rehearsal: false, ...nobody, approved: null });
    }
    return [
      { id: "sync", label: t.syncAll, run: () => void syncAll().catch(toastError) },
      { id: "account", label: t.accountAdd, run: () => void go({ to: "/accounts", search: { add: true } }) },
      { id: "departure", label: t.departure, run: () => void go({ to: "/accounts", search: { departure: true } }) },
      { id: "offline", label: offline ? t.offlineOff : t.offlineOn, run: () => setOffline(!offline) },
    ];
  }, [go, start, offline, setOffline]);
}
