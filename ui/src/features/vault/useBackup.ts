import { useCallback } from "react";
import { toastError } from "@/design/problem";
import { toast, toastProblem } from "@/design/toasts";
import { bytes } from "@/format/numbers";
import { fileName, fill } from "@/format/text";
import { saveFile, useWrite } from "@/ipc";
import { vaultStrings as t } from "./strings";

/** Makes a backup, into a file that is asked for unless it is given. */
export function useBackup(): { backup: (given?: string) => Promise<void>; busy: boolean } {
  const write = useWrite("vault_backup");
  const { mutateAsync } = write;
  const backup = useCallback(
    async (given?: string) => {
      try {
        const date = new Date().toISOString().slice(0, 10);
        const path =
          given ??
          (await saveFile(t.backupTitle, fill(t.backupName, { date }), [
            { name: t.backupKind, extensions: ["satchel-backup"] },
          ]));
        if (!path) return;
        const made = await mutateAsync({ path });
        toast(fill(t.backupMade, { file: fileName(made.path), size: bytes(made.bytes) }));
        if (!made.portable) toastProblem(t.backupNotPortable, t.backupNotPortableHint);
      } catch (thrown) {
        toastError(thrown);
      }
    },
    [mutateAsync],
  );
  return { backup, busy: write.isPending };
}
