import { toastError } from "@/design/problem";
import { type Account, useWrite } from "@/ipc";
import { looksFirst } from "./state";

/** Begins runs and rehearsals. A run that has to be looked at first is rehearsed instead. */
export function useSync(onRehearsal: (name: string, job: string) => void) {
  const { mutate, isPending } = useWrite("sync_start");
  const begin = (account: string, rehearsal: boolean) =>
    mutate(
      { account, rehearsal, hold: [], leave_out: [], let_in: [], approved: null },
      {
        onError: toastError,
        // That a run is under way, everything around it tells.
        onSuccess: ({ job }) => (rehearsal ? onRehearsal(account, job) : undefined),
      },
    );
  return {
    starting: isPending,
    rehearse: (account: Account) => begin(account.name, true),
    sync: (account: Account) => begin(account.name, looksFirst(account)),
  };
}
