import { useMemo } from "react";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type FieldDefinition, type FieldDraft, useWrite } from "@/ipc";
import { fieldStrings as t } from "./strings";

/** What can be done to fields; each says what it did, with Undo. */
export function useFieldWrites() {
  const add = useWrite("fields_add").mutateAsync;
  const set = useWrite("fields_set").mutateAsync;
  const archive = useWrite("fields_archive").mutateAsync;
  const restore = useWrite("fields_restore").mutateAsync;
  const remove = useWrite("fields_delete").mutateAsync;
  const undo = useWrite("batches_undo").mutate;
  return useMemo(() => {
    const say = (words: string, name: string, batch: string | null) =>
      toast(
        fill(words, { name }),
        batch ? { label: t.undo, run: () => undo({ batch }, { onError: toastError }) } : undefined,
      );
    return {
      async add(draft: FieldDraft) {
        const { field, batch } = await add({ field: draft });
        say(t.added, field.name, batch);
      },
      async set(id: string, change: FieldDraft) {
        const { field, batch, job } = await set({ id, change });
        if (job) toast(t.turning);
        else if (batch) say(t.changed, field.name, batch);
      },
      async archive({ id, name }: FieldDefinition) {
        say(t.archivedToast, name, (await archive({ id })).batch);
      },
      async restore({ id, name }: FieldDefinition) {
        say(t.restoredToast, name, (await restore({ id })).batch);
      },
      async remove({ id, name }: FieldDefinition) {
        say(t.deletedToast, name, (await remove({ id })).batch);
      },
    };
  }, [add, set, archive, restore, remove, undo]);
}
