import { useCallback, useEffect, useRef, useState } from "react";
import { useRead } from "@/ipc";

const NOBODY: readonly string[] = [];

/**
 * Who stays in a filtered view although its filter may not mean them: those who were made, or edited on their open card,
 * while somebody looks at it. Another view begins with nobody.
 */
export function useKept(view: string | null, openId: string | null) {
  const [kept, setKept] = useState({ view, ids: NOBODY });
  const keep = useCallback(
    (id: string) =>
      setKept((known) => {
        const ids = known.view === view ? known.ids : NOBODY;
        return ids.includes(id) ? known : { view, ids: [...ids, id] };
      }),
    [view],
  );
  // Who left a view and comes back begins anew.
  useEffect(() => setKept({ view, ids: NOBODY }), [view]);
  const open = useRead("contacts_get", { id: openId ?? "" }, { enabled: view !== null && openId !== null }).data;
  const seen = useRef<{ id: string; at: number } | null>(null);
  useEffect(() => {
    if (!open) return;
    const edited = seen.current?.id === open.id && seen.current.at !== open.updated_at;
    seen.current = { id: open.id, at: open.updated_at };
    if (edited && view !== null) keep(open.id);
  }, [open, view, keep]);
  return { ids: view !== null && kept.view === view ? kept.ids : NOBODY, keep };
}
