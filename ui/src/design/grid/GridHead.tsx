import { ArrowDown, ArrowUp } from "lucide-react";
import { useRef } from "react";
import type { Arranging, Column, Sort } from "./column";
import styles from "./DataGrid.module.css";
import { useColumnDrag } from "./useColumnDrag";

type HeadProps<Row> = {
  columns: readonly Column<Row>[];
  selectable: boolean;
  sort?: Sort | undefined;
  onSort?: ((key: string) => void) | undefined;
  arranging?: Arranging | undefined;
  /** Shows a width before it is kept; null when it was given up. */
  onPreview: (preview: { key: string; width: number } | null) => void;
};

/** The names of the columns. A pointer sorts, moves and resizes here; keys do the last two where columns are chosen. */
export function GridHead<Row>({ columns, selectable, sort, onSort, arranging, onPreview }: HeadProps<Row>) {
  const row = useRef<HTMLDivElement>(null);
  const { moving, target, moveBy, resizeBy } = useColumnDrag(row, arranging, onPreview);
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow} ref={row}>
        {selectable ? <div role="gridcell" /> : null}
        {columns.map((column, at) => {
          const sorted = sort?.key === column.key;
          const direction = sort?.descending ? "descending" : "ascending";
          const classes = [
            styles.headCell,
            column.align === "end" ? styles.end : "",
            moving === column.key ? styles.moving : "",
            target === column.key ? styles.target : "",
          ];
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={sorted ? direction : column.sortable ? "none" : undefined}
              className={classes.join(" ")}
              data-column={column.key}
              {...(arranging && at > 0 ? moveBy(column.key) : {})}
            >
              {column.sortable && onSort ? (
                <button type="button" className={styles.sort} onClick={() => onSort(column.key)}>
                  <span>{column.header}</span>
                  {sorted ? sort?.descending ? <ArrowDown /> : <ArrowUp /> : null}
                </button>
              ) : (
                <span className={styles.plainHead}>{column.header}</span>
              )}
              {arranging ? (
                <span
                  aria-hidden="true"
                  className={styles.edge}
                  data-testid={`edge-${column.key}`}
                  {...resizeBy(column.key)}
                />
              ) : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}
