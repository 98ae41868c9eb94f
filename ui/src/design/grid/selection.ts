/** Chosen rows, by id, and where a stretch of them would begin. */
export type Selection = { ids: ReadonlySet<string>; anchor: number | null };

export const NOTHING: Selection = { ids: new Set(), anchor: null };

/** In or out with one row; a stretch begins there. */
export function toggled(selection: Selection, id: string, at: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: at };
}

/** The rows between the anchor and `to`, both included. */
export function stretch(selection: Selection, from: number, to: number): [number, number] {
  const anchor = selection.anchor ?? from;
  return anchor < to ? [anchor, to] : [to, anchor];
}

/** All of these as well; the anchor stays, so that the stretch can be made longer or shorter. */
export function extended(selection: Selection, ids: Iterable<string>, anchor: number): Selection {
  return { ids: new Set([...selection.ids, ...ids]), anchor: selection.anchor ?? anchor };
}

/** Without rows that are gone. */
export function without(selection: Selection, gone: Iterable<string>): Selection {
  const ids = new Set(selection.ids);
  for (const id of gone) ids.delete(id);
  return { ids, anchor: ids.size === 0 ? null : selection.anchor };
}
