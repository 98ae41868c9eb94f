import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { Arranging, Column } from "@/design/grid/column";
import { toastError } from "@/design/problem";
import { type GridColumn, type Looks, readOptions, type SavedViewRow, useRead, useWrite } from "@/ipc";
import { isOwnColumn } from "./own";

type Chosen = readonly GridColumn[];

/** Widths are kept in sixteenths of a rem. */
const FINE = 16;

/** Columns as somebody chose them. The first one stays first and is never hidden; unknown ones come last. */
export function arranged<Row>(columns: readonly Column<Row>[], chosen: Chosen): Column<Row>[] {
  // A column of one's own is there once it is asked for.
  if (chosen.length === 0) return columns.filter(({ key }) => !isOwnColumn(key));
  const place = new Map(chosen.map((column, at) => [column.key, at]));
  const [first, ...rest] = columns;
  const shown = rest
    .filter(({ key }) => chosen.find((column) => column.key === key)?.shown ?? !isOwnColumn(key))
    .toSorted((a, b) => (place.get(a.key) ?? chosen.length) - (place.get(b.key) ?? chosen.length));
  return (first ? [first, ...shown] : []).map((column) => {
    const width = chosen.find(({ key }) => key === column.key)?.width ?? 0;
    return { ...column, wanted: true, ...(width > 0 ? { width: width / FINE } : {}) };
  });
}

/** What was chosen, with what was never chosen about in its place. */
export function complete(keys: readonly string[], chosen: Chosen): GridColumn[] {
  const missing = keys.filter((key) => !chosen.some((column) => column.key === key));
  return [...chosen, ...missing.map((key) => ({ key, shown: !isOwnColumn(key), width: 0 }))];
}

/** With one column changed; a width is in rem here, null for its share. */
export function changed(chosen: Chosen, key: string, change: { shown?: boolean; width?: number | null }): GridColumn[] {
  return chosen.map((column) => {
    if (column.key !== key) return column;
    const width = change.width === undefined ? column.width : Math.round((change.width ?? 0) * FINE);
    return { ...column, shown: change.shown ?? column.shown, width };
  });
}

/** With one column where another stands. */
export function moved(chosen: Chosen, key: string, to: string): GridColumn[] {
  const from = chosen.findIndex((column) => column.key === key);
  const target = chosen.findIndex((column) => column.key === to);
  const column = chosen[from];
  if (!column || target < 0) return [...chosen];
  return chosen.toSpliced(from, 1).toSpliced(target, 0, column);
}

const NONE: Chosen = [];

function isColumn(value: unknown): value is GridColumn {
  if (typeof value !== "object" || value === null) return false;
  const { key, shown, width } = value as Partial<Record<keyof GridColumn, unknown>>;
  return typeof key === "string" && typeof shown === "boolean" && typeof width === "number";
}

/** The columns that a view was saved with; null when it has none of its own. */
export function columnsOf(view: SavedViewRow | null): Chosen | null {
  if (!view?.view.columns) return null;
  try {
    const columns: unknown = JSON.parse(view.view.columns);
    return Array.isArray(columns) && columns.length > 0 && columns.every(isColumn) ? columns : null;
  } catch {
    return null;
  }
}

/**
 * How the columns of the list are arranged; kept in the vault as it is changed. A saved view has its own arrangement,
 * and what is changed in it is kept when the view is saved.
 */
export function useArrangement(keys: readonly string[], view: SavedViewRow | null) {
  const client = useQueryClient();
  const usual = useRead("looks_get", {}).data?.columns ?? NONE;
  const [changes, setChanges] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const viewed = useMemo(() => columnsOf(view), [view]);
  const viewId = view?.id ?? null;
  const chosen = (viewId === null ? null : (changes.get(viewId) ?? viewed)) ?? usual;
  const { mutate } = useWrite("looks_set");
  const keep = useCallback(
    (columns: GridColumn[]) => {
      if (viewId !== null) {
        setChanges((known) => new Map(known).set(viewId, columns));
        return;
      }
      const { queryKey } = readOptions("looks_get", {});
      client.setQueryData<Looks>(queryKey, (known) => known && { ...known, columns });
      mutate(
        { columns, hints_seen: false },
        {
          onError: (error) => {
            toastError(error);
            void client.invalidateQueries({ queryKey });
          },
        },
      );
    },
    [client, mutate, viewId],
  );
  const all = keys.join();
  return useMemo(() => {
    const known = () => complete(all.split(","), chosen);
    const arranging: Arranging = {
      resize: (key, width) => keep(changed(known(), key, { width })),
      move: (key, to) => keep(moved(known(), key, to)),
    };
    return { chosen, known, keep, arranging };
  }, [all, chosen, keep]);
}
