import { type SavedViewRow, useRead } from "@/ipc";

/** The saved view that the address names; null when there is none, or no longer. */
export function useSavedView(id: string | undefined): SavedViewRow | null {
  const views = useRead("views_list", {}, { enabled: id !== undefined }).data?.views;
  return views?.find((row) => row.id === id) ?? null;
}
