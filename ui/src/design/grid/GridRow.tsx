import { memo, type MouseEvent, type ReactNode } from "react";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { titleWhenCut } from "../titleWhenCut";
import { designStrings as t } from "../strings";
import type { Column } from "./column";
import styles from "./DataGrid.module.css";
import type { Section } from "./sections";

type RowProps<Row> = {
  id: string;
  at: number;
  top: number;
  row: Row | undefined;
  name: string;
  columns: readonly Column<Row>[];
  compact: ((row: Row) => ReactNode) | undefined;
  active: boolean;
  open: boolean;
  selected: boolean | undefined;
  onToggle: ((at: number) => void) | undefined;
  onClick: (event: MouseEvent, at: number) => void;
  testId: string;
};

function DrawnRow<Row>(props: RowProps<Row>) {
  const { id, at, top, row, columns, compact, active, open, selected, onToggle } = props;
  const classes = [
    styles.row,
    active ? styles.active : "",
    open ? styles.open : "",
    selected ? styles.selected : "",
  ].join(" ");
  return (
    // Keys are the grid's: it holds the focus and names this row as its active descendant.
    <div
      id={id}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={selected}
      className={classes}
      style={{ transform: `translateY(${top}px)` }}
      data-testid={row === undefined ? undefined : props.testId}
      onClick={(event) => props.onClick(event, at)}
    >
      {onToggle ? (
        <div role="gridcell" className={styles.check} onClick={(event) => event.stopPropagation()}>
          {row === undefined ? null : (
            <input
              type="checkbox"
              tabIndex={-1}
              checked={selected ?? false}
              aria-label={fill(t.selectRow, { name: props.name })}
              onChange={() => onToggle(at)}
            />
          )}
        </div>
      ) : null}
      {row !== undefined && compact ? (
        <div role="gridcell" className={styles.two}>
          {compact(row)}
        </div>
      ) : (
        columns.map((column) => (
          <div
            key={column.key}
            role="gridcell"
            onPointerEnter={titleWhenCut}
            className={`${styles.cell} ${column.align === "end" ? styles.end : ""}`}
          >
            {row === undefined ? <span className={styles.ghost} /> : column.cell(row)}
          </div>
        ))
      )}
    </div>
  );
}

/** A row of a grid, drawn again only when something of it changes. */
export const GridRow = memo(DrawnRow) as typeof DrawnRow;

/** What the rows below have, and how many they are. */
export function GridHeading({ top, section }: { top: number; section: Section | undefined }) {
  return (
    <div
      role="row"
      className={`${styles.row} ${styles.heading}`}
      style={{ transform: `translateY(${top}px)` }}
      data-testid="grid-heading"
    >
      <div role="gridcell" className={styles.headingText}>
        <bdi>{section?.label || t.noSection}</bdi>
        <span className={styles.headingCount}>{count(section?.count ?? 0)}</span>
      </div>
    </div>
  );
}
