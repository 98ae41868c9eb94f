import { Confirm } from "@/design/Dialog";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Account, useWrite } from "@/ipc";
import { accountStrings as t } from "./strings";

/** Removes an account; says first what would stay unsent, in the words of whoever knows, and asks once more. */
export function RemoveAccount({ account, open, onClose }: { account: Account; open: boolean; onClose: () => void }) {
  const { name } = account;
  const remove = useWrite("accounts_remove");
  const unsent = remove.error?.code === "unsent" ? remove.error : null;
  function close() {
    remove.reset();
    onClose();
  }
  function confirm(although_unsent: boolean) {
    remove.mutate(
      { name, although_unsent },
      {
        onSuccess: () => {
          toast(fill(t.removed, { name }));
          close();
        },
        onError: (error) => {
          if (error.code === "unsent") return;
          close();
          toastError(error);
        },
      },
    );
  }
  return (
    <Confirm
      open={open}
      danger
      busy={remove.isPending}
      title={fill(unsent ? t.removeUnsentTitle : t.removeTitle, { name })}
      action={unsent ? t.removeAnyway : t.remove}
      text={
        unsent ? (
          <>
            <p data-testid="account-unsent-said">{unsent.message}</p>
            <p>{t.removeUnsentText}</p>
          </>
        ) : (
          <p>{t.removeText}</p>
        )
      }
      onConfirm={() => confirm(unsent !== null)}
      onClose={close}
    />
  );
}
