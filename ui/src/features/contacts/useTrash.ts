import { useMemo, useRef } from "react";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { useWrite } from "@/ipc";
import { contactStrings as t } from "./strings";

export type Trash = {
  /** Resolves to whether it was done; says so with Undo, or says why not. `name` is for one contact. */
  trash: (ids: string[], name: string) => Promise<boolean>;
  restore: (ids: string[], name: string) => Promise<boolean>;
  /** Out of the way, and back. */
  archive: (ids: string[], name: string) => Promise<boolean>;
  unarchive: (ids: string[], name: string) => Promise<boolean>;
};

export function useTrash(onUndo: (batch: string) => void): Trash {
  const trash = useWrite("contacts_trash").mutateAsync;
  const restore = useWrite("contacts_restore").mutateAsync;
  const archive = useWrite("contacts_archive").mutateAsync;
  const unarchive = useWrite("contacts_unarchive").mutateAsync;
  const undo = useRef(onUndo);
  undo.current = onUndo;
  return useMemo(() => {
    const run = async (write: typeof trash, one: string, many: string, ids: string[], name: string) => {
      try {
        const { batch, count: done } = await write({ ids });
        const said = ids.length === 1 ? fill(one, { name: name || t.unnamed }) : fill(many, { count: count(done) });
        toast(said, batch ? { label: t.undo, run: () => undo.current(batch) } : undefined);
        return true;
      } catch (thrown) {
        toastError(thrown);
        return false;
      }
    };
    return {
      trash: (ids, name) => run(trash, t.trashedOne, t.trashedMany, ids, name),
      restore: (ids, name) => run(restore, t.restoredOne, t.restoredMany, ids, name),
      archive: (ids, name) => run(archive, t.archivedOne, t.archivedMany, ids, name),
      unarchive: (ids, name) => run(unarchive, t.unarchivedOne, t.unarchivedMany, ids, name),
    };
  }, [trash, restore, archive, unarchive]);
}
