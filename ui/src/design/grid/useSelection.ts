import { useCallback, useMemo, useRef, useState } from "react";
import { extended, NOTHING, type Selection, stretch, toggled, without } from "./selection";

export type GridSelection = {
  ids: ReadonlySet<string>;
  /** True while the ids of a long stretch are being fetched. */
  gathering: boolean;
  toggle: (at: number) => void;
  extendTo: (at: number, from: number) => void;
  all: () => void;
  clear: () => void;
  drop: (ids: Iterable<string>) => void;
};

/** Multi-selection over rows that are mostly not in memory: `idsOf(first, last)` fetches ids of a stretch, `last` included. */
export function useSelection(count: number, idsOf: (first: number, last: number) => Promise<string[]>): GridSelection {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [gathering, setGathering] = useState(false);
  const latest = useRef(selection);
  latest.current = selection;
  const round = useRef(0);

  const gather = useCallback(
    async (first: number, last: number, anchor: number) => {
      const mine = (round.current += 1);
      setGathering(true);
      try {
        const ids = await idsOf(first, last);
        // A later choice has made this one stale.
        if (round.current === mine) setSelection((known) => extended(known, ids, anchor));
      } finally {
        if (round.current === mine) setGathering(false);
      }
    },
    [idsOf],
  );

  return useMemo(
    () => ({
      ids: selection.ids,
      gathering,
      toggle: (at) => {
        round.current += 1;
        setGathering(false);
        void idsOf(at, at).then(([id]) =>
          id === undefined ? undefined : setSelection((known) => toggled(known, id, at)),
        );
      },
      extendTo: (at, from) => {
        const [first, last] = stretch(latest.current, from, at);
        void gather(first, last, from);
      },
      all: () => (count > 0 ? void gather(0, count - 1, 0) : undefined),
      clear: () => {
        round.current += 1;
        setGathering(false);
        setSelection(NOTHING);
      },
      drop: (ids) => setSelection((known) => without(known, ids)),
    }),
    [selection, gathering, count, idsOf, gather],
  );
}
