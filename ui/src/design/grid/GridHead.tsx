import { ArrowDown, ArrowUp } from "lucide-react";
import type { Column, Sort } from "./column";
import styles from "./DataGrid.module.css";

type HeadProps<Row> = {
  columns: readonly Column<Row>[];
  selectable: boolean;
  sort?: Sort | undefined;
  onSort?: ((key: string) => void) | undefined;
};

export function GridHead<Row>({ columns, selectable, sort, onSort }: HeadProps<Row>) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {selectable ? <div role="gridcell" /> : null}
        {columns.map((column) => {
          const sorted = sort?.key === column.key;
          const direction = sort?.descending ? "descending" : "ascending";
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={sorted ? direction : column.sortable ? "none" : undefined}
              className={`${styles.headCell} ${column.align === "end" ? styles.end : ""}`}
            >
              {column.sortable && onSort ? (
                <button type="button" className={styles.sort} onClick={() => onSort(column.key)}>
                  <span>{column.header}</span>
                  {sorted ? sort?.descending ? <ArrowDown /> : <ArrowUp /> : null}
                </button>
              ) : (
                column.header
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
