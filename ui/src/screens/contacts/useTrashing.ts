import { useState } from "react";
import type { GridSelection } from "@/design/grid/useSelection";
import type { BookRows } from "@/features/contacts/rows";
import { useTrash } from "@/features/contacts/useTrash";

/** More than this are asked about first. */
const ASK_FROM = 20;

type Book = {
  rows: BookRows;
  selection: GridSelection;
  active: number | null;
  openId: string | null;
  /** Cards are alone on the screen: nobody else is shown in place of who went. */
  alone: boolean;
  onShow: (id: string | undefined) => void;
  onUndo: (batch: string) => void;
};

/** Into the trash goes who is chosen, else who the keys are on; the card of the next one takes the place of theirs. */
export function useTrashing({ rows, selection, active, openId, alone, onShow, onUndo }: Book) {
  const { trash, restore } = useTrash(onUndo);
  const [asking, setAsking] = useState(false);

  async function neighbour() {
    if (active === null) return undefined;
    const at = Math.min(active + 1, rows.count - 1);
    return (await rows.idsOf(at, at))[0];
  }

  async function trashRows(ids: string[], name: string) {
    setAsking(false);
    const next = openId !== null && ids.includes(openId) && ids.length === 1 ? await neighbour() : undefined;
    if (!(await trash(ids, name))) return;
    selection.drop(ids);
    if (openId !== null && ids.includes(openId)) onShow(alone ? undefined : next);
  }

  function trashWanted() {
    const row = active === null ? undefined : rows.rowAt(active);
    const { ids } = selection;
    if (ids.size > ASK_FROM) setAsking(true);
    else if (ids.size > 0) void trashRows([...ids], ids.size === 1 && row && ids.has(row.id) ? row.display : "");
    else if (row && (openId === null || openId === row.id)) void trashRows([row.id], row.display);
  }

  return { trashRows, trashWanted, restore, asking, stopAsking: () => setAsking(false) };
}
