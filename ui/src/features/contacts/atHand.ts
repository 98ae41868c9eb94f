import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { toastError } from "@/design/problem";
import { type ContactRow, type Favourite, readOptions, useRead, useWrite } from "@/ipc";

/** Whether somebody is a favourite, and the switch of it: shown at once, put back when it could not be kept. */
export function useFavourite(id: string): { favourite: boolean; toggle: () => void } {
  const client = useQueryClient();
  const favourite = useRead("favourites_get", { id }).data?.favourite ?? false;
  const { mutate } = useWrite("favourites_set");
  const toggle = useCallback(() => {
    const { queryKey } = readOptions("favourites_get", { id });
    const show = (now: boolean) => client.setQueryData<Favourite>(queryKey, { id, favourite: now });
    show(!favourite);
    mutate(
      { ids: [id], favourite: !favourite },
      {
        onError: (error) => {
          show(favourite);
          toastError(error);
        },
      },
    );
  }, [client, id, favourite, mutate]);
  return { favourite, toggle };
}

/** Who is walked past with the keys was not looked at. */
const A_LOOK = 700;

/** Notes that somebody was looked at. A note that cannot be kept is worth no message. */
export function useNoteRecent(id: string): void {
  const { mutate } = useWrite("recents_note");
  useEffect(() => {
    const timer = setTimeout(() => mutate({ id }), A_LOOK);
    return () => clearTimeout(timer);
  }, [id, mutate]);
}

const SHOWN = 7;

/** Favourites by name, and who was looked at last and is none. */
export function useContactsAtHand(enabled = true): {
  favourites: readonly ContactRow[];
  recents: readonly ContactRow[];
} {
  const favourites = useRead("favourites_list", { limit: 50 }, { enabled, keepPrevious: true }).data?.contacts ?? [];
  const recents = useRead("recents_list", { limit: 30 }, { enabled, keepPrevious: true }).data?.contacts ?? [];
  const marked = new Set(favourites.map((row) => row.id));
  return { favourites, recents: recents.filter((row) => !marked.has(row.id)).slice(0, SHOWN) };
}
