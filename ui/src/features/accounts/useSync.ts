import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Account, useWrite } from "@/ipc";
import { looksFirst } from "./state";
import { accountStrings as t } from "./strings";

/** Begins runs and rehearsals. A run that has to be looked at first is rehearsed instead. */
export function useSync(onRehearsal: (name: string, job: string) => void) {
  const { mutate, isPending } = useWrite("sync_start");
  const begin = (account: string, rehearsal: boolean) =>
    mutate(
      { account, rehearsal, hold: [], approved: null },
      {
        onError: toastError,
        onSuccess: ({ job }) => (rehearsal ? onRehearsal(account, job) : toast(fill(t.started, { name: account }))),
      },
    );
  return {
    starting: isPending,
    rehearse: (account: Account) => begin(account.name, true),
    sync: (account: Account) => begin(account.name, looksFirst(account)),
  };
}
