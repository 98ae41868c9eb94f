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
};

export type Sort = { key: string; descending: boolean };

/** The columns that fit a grid of this width in rem. */
export function columnsFor<Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] {
  return columns.filter((column) => (column.from ?? 0) <= width);
}
