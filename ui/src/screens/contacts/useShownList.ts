import { useNamedList } from "@/features/filters/namedList";
import { type List, useRead } from "@/ipc";

/** The campaign or event whose people are shown: each of them has a status there. */
export function useShownList(filter: string | null): List | null {
  const read = useRead("filters_read", { text: filter ?? "" }, { enabled: filter !== null }).data;
  const list = useNamedList(filter === null ? null : (read?.filter ?? null));
  return list && (list.kind === "campaign" || list.kind === "event") ? list : null;
}
