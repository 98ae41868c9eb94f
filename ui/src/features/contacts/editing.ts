import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { ownPath } from "@/format/own";
import { fill } from "@/format/text";
import {
  call,
  type Contact,
  type Draft,
  type Drafts,
  type Edit,
  type FieldsListed,
  readOptions,
  useRead,
  useWrite,
} from "@/ipc";
import { pathLabel } from "./fields";
import { reachStrings } from "./reachStrings";
import { contactStrings as t } from "./strings";

/** What the fields of a card share: how they save, and what was left unsaved. */
export type CardEditing = {
  /** Sends a patch; says so, with Undo. Rejects with the command's error. */
  save: (patch: Edit[], base: number) => Promise<void>;
  refresh: () => void;
  saveDraft: (path: string, value: string) => void;
  dropDraft: (path: string) => void;
  /** Keeps a path on this machine, or no longer; says so, with Undo. */
  setLock: (path: string, locked: boolean) => void;
  draftOf: (path: string) => Draft | undefined;
};

export function useCardEditing(id: string, onUndo: (batch: string) => void): CardEditing {
  const client = useQueryClient();
  const drafts = useRead("drafts_list", { id }).data?.drafts;
  const update = useWrite("contacts_update").mutateAsync;
  const lock = useWrite("contacts_lock").mutate;
  const undo = useRef(onUndo);
  undo.current = onUndo;
  // Drafts go out one after the other: a late "save" must not overtake the "drop" that followed it.
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  return useMemo(() => {
    const draftsKey = readOptions("drafts_list", { id }).queryKey;
    const inTurn = (work: () => Promise<unknown>) => {
      queue.current = queue.current.then(work).catch(() => undefined);
    };
    return {
      async save(patch, base) {
        const { contact, batch } = await update({ id, base, patch });
        client.setQueryData<Contact>(readOptions("contacts_get", { id }).queryKey, contact);
        const first = patch[0];
        if (batch && first)
          toast(fill(t.saved, { field: ownName(client, first.path) ?? pathLabel(first.path).toLocaleLowerCase() }), {
            label: t.undo,
            run: () => undo.current(batch),
          });
      },
      refresh: () => void client.invalidateQueries({ queryKey: readOptions("contacts_get", { id }).queryKey }),
      saveDraft(path, value) {
        const draft = { id, path, value, at: Date.now() };
        client.setQueryData<Drafts>(
          draftsKey,
          (known) => known && { drafts: [...known.drafts.filter((other) => other.path !== path), draft] },
        );
        inTurn(() => call("drafts_save", { id, path, value }));
      },
      dropDraft(path) {
        client.setQueryData<Drafts>(
          draftsKey,
          (known) => known && { drafts: known.drafts.filter((draft) => draft.path !== path) },
        );
        inTurn(() => call("drafts_drop", { id, path }));
      },
      setLock(path, locked) {
        lock(
          { id, path, locked },
          {
            onError: toastError,
            onSuccess: ({ batch }) => {
              const said = fill(locked ? reachStrings.lockedToast : reachStrings.unlockedToast, {
                field: pathLabel(path),
              });
              toast(said, batch ? { label: t.undo, run: () => undo.current(batch) } : undefined);
            },
          },
        );
      },
      draftOf: (path) => drafts?.find((draft) => draft.path === path),
    };
  }, [client, id, update, lock, drafts]);
}

/** What the field of one's own at a path is called, as far as the card knows. */
function ownName(client: QueryClient, path: string): string | undefined {
  const { queryKey } = readOptions("fields_list", { entity: "contact", archived: false });
  const known = client.getQueryData<FieldsListed>(queryKey);
  return known?.fields.find((field) => ownPath(field) === path)?.name;
}

/** The same, for a row that closes once it is saved. */
export function useClosing(editing: CardEditing, onClose: () => void): CardEditing {
  return {
    ...editing,
    async save(patch, base) {
      await editing.save(patch, base);
      onClose();
    },
  };
}
