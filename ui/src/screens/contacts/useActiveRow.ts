import { useCallback, useEffect, useRef, useState } from "react";

type Positions = {
  version: string;
  rowAt: (at: number) => { id: string } | undefined;
  positionOf: (id: string) => Promise<number | null>;
};

/**
 * The row that the keys are on. It is a record, not a position: when the order changes, it is found again. Another query
 * is another list, which keys enter at its beginning, unless somebody is open.
 */
export function useActiveRow(rows: Positions, openId: string | null, query: string | null) {
  const [active, setActive] = useState<number | null>(null);
  const [reveal, setReveal] = useState<{ at: number; token: number } | null>(null);
  const id = useRef<string | null>(openId);
  const latest = useRef(rows);
  latest.current = rows;

  const moveTo = useCallback((at: number | null) => {
    id.current = at === null ? null : (latest.current.rowAt(at)?.id ?? null);
    setActive(at);
  }, []);
  const show = useCallback((at: number, record: string) => {
    id.current = record;
    setActive(at);
    setReveal((known) => ({ at, token: (known?.token ?? 0) + 1 }));
  }, []);

  const searched = useRef(query);
  useEffect(() => {
    if (searched.current === query) return;
    searched.current = query;
    if (openId === null) moveTo(null);
  }, [query, openId, moveTo]);

  const { version, positionOf } = rows;
  useEffect(() => {
    const wanted = id.current;
    if (wanted === null) return undefined;
    let stale = false;
    void positionOf(wanted).then(
      (at) => (stale || at === null || id.current !== wanted ? undefined : setActive(at)),
      () => undefined,
    );
    return () => {
      stale = true;
    };
  }, [version, positionOf]);

  // A record that was opened from elsewhere (the palette, an address) is brought on the screen.
  useEffect(() => {
    if (openId === null || id.current === openId) return;
    id.current = openId;
    void latest.current.positionOf(openId).then(
      (at) => (at === null || id.current !== openId ? undefined : show(at, openId)),
      () => undefined,
    );
  }, [openId, show]);

  return { active, moveTo, show, reveal };
}
