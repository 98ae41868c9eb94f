import { toastError } from "@/design/problem";
import { toast, toastProblem } from "@/design/toasts";
import { count } from "@/format/numbers";
import { plural } from "@/format/text";
import { type ConflictsResolve, type ConflictsResolved, useWrite } from "@/ipc";
import { conflictStrings as t } from "./strings";

/** Takes decisions, and says what they came to. */
export function useResolve() {
  const { mutate, isPending } = useWrite("sync_resolve");
  function said({ count: decided, gone }: ConflictsResolved) {
    if (decided > 0) toast(`${plural(decided, t.decidedOne, t.decidedOther, count(decided))}. ${t.nextRun}`);
    if (gone > 0) toastProblem(plural(gone, t.goneOne, t.goneOther, count(gone)));
  }
  return {
    deciding: isPending,
    resolve: (decision: ConflictsResolve) => mutate(decision, { onError: toastError, onSuccess: said }),
  };
}
