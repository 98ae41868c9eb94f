import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  header: string;
  /** A CSS grid track, such as `minmax(0, 2fr)`. */
  track: string;
  cell: (row: Row) => ReactNode;
  /** Can be sorted by, under this key. */
  sortable?: boolean;
  /** Hidden while the grid is narrower than this, in rem. */
  from?: number;
  align?: "end";
  /** In rem, as somebody made it; without one it takes its share. */
  width?: number;
  /** Somebody wants it: it is there whenever it fits, whatever `from` says. */
  wanted?: boolean;
};

export type Sort = { key: string; descending: boolean };

/** What somebody does to the columns in the head of a grid. The first column stays where it is. */
export type Arranging = {
  resize: (key: string, width: number | null) => void;
  /** Puts a column where another stands. */
  move: (key: string, to: string) => void;
};

/** A column that somebody wants and gave no width is not drawn narrower than this, in rem. */
const LEAST = 7;
const GAP = 0.75;
export const NARROWEST = 3;
export const WIDEST = 60;

/**
 * The columns that fit a grid of this width in rem. What somebody wants goes last-first when there is no room, the
 * first column never. `beside` is what stands beside the columns.
 */
export function columnsFor<Row>(columns: readonly Column<Row>[], width: number, beside = 0): Column<Row>[] {
  if (!columns.some((column) => column.wanted)) return columns.filter((column) => (column.from ?? 0) <= width);
  let left = width - beside;
  let full = false;
  return columns.filter((column, at) => {
    left -= (column.width ?? LEAST) + GAP;
    full ||= left < 0 && at > 0;
    return !full;
  });
}

/** The tracks of these columns; when all have a width, the last one takes what is left. */
export function tracksOf<Row>(columns: readonly Column<Row>[]): string[] {
  const elastic = columns.some((column) => column.width === undefined);
  return columns.map(({ width, track }, at) => {
    if (width === undefined) return track;
    return elastic || at < columns.length - 1 ? `${width}rem` : `minmax(${width}rem, 1fr)`;
  });
}
