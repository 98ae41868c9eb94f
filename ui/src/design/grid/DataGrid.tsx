import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { comboOf, takesText } from "../shortcuts/combo";
import { useShortcuts } from "../shortcuts/useShortcuts";
import { designStrings as t } from "../strings";
import { type Arranging, type Column, columnsFor, type Sort, tracksOf } from "./column";
import styles from "./DataGrid.module.css";
import { GridHead } from "./GridHead";
import { GridHeading, GridRow } from "./GridRow";
import { gridAction } from "./keys";
import { lineOf, onLine, rowFrom, type Section, sectionsOf } from "./sections";
import type { GridSelection } from "./useSelection";
import { useScroller } from "./useScroller";
import { scrollHeight } from "./windowing";

export type DataGridProps<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  count: number;
  /** Headings, each above so many rows; without, rows follow each other. */
  sections?: readonly Section[];
  /** The row at a position; undefined while it is being fetched. */
  rowAt: (at: number) => Row | undefined;
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
  /** The row in two lines, for narrow grids. */
  compact: (row: Row) => ReactNode;
  /** Something is drawn beside it first: meanwhile it stays as it is, and is cut off. */
  still?: boolean;
  /** Told which rows are wanted, `last` excluded. */
  onStretch?: (first: number, last: number) => void;
  active: number | null;
  onActive: (at: number | null) => void;
  onOpen?: (at: number, row: Row) => void;
  openId?: string | null;
  selection?: GridSelection;
  sort?: Sort;
  onSort?: (key: string) => void;
  /** What to do when somebody moves or resizes a column; without it, nobody can. */
  arranging?: Arranging;
  /** A new token brings the row on the screen. */
  reveal?: { at: number; token: number } | null;
  /** Another value puts the grid back to its first row. */
  resetKey?: string;
  rowTestId?: string;
  testId?: string;
};

const HEAD = 2.125;
const COMPACT_BELOW = 34;
const NO_SECTIONS: readonly Section[] = [];
const rowRem = (width: number) => (width < COMPACT_BELOW ? 3.5 : 2.375);

/** Every table of the window: virtual, by position, so that a million rows cost what a screenful does. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, count, rowAt, active, onActive, onOpen, onStretch, selection, reveal: wanted, resetKey } = props;
  const headings = props.sections ?? NO_SECTIONS;
  const sections = useMemo(() => sectionsOf(headings), [headings]);
  const gridId = useId();
  const scroller = useScroller(count + headings.length, rowRem, HEAD, props.still === true);
  const { element, geometry, scroll, widthRem, onScroll, goTo, stretch } = scroller;
  const { reveal: revealLine } = scroller;
  const reveal = useCallback((at: number) => revealLine(lineOf(sections, at)), [revealLine, sections]);
  const [first, last] = [rowFrom(sections, stretch.first), rowFrom(sections, stretch.last)];
  const compact = widthRem < COMPACT_BELOW;
  const [preview, setPreview] = useState<{ key: string; width: number } | null>(null);
  const selectable = selection !== undefined;
  const room = compact ? null : widthRem;
  const shown = useMemo(() => {
    const sized = columns.map((column) => (column.key === preview?.key ? { ...column, width: preview.width } : column));
    return room === null ? sized.slice(0, 1) : columnsFor(sized, room, selectable ? 5 : 2);
  }, [columns, preview, room, selectable]);
  const page = Math.max(1, Math.floor(geometry.viewport / geometry.rowHeight) - 1);

  useEffect(() => onStretch?.(first, last), [onStretch, first, last]);
  useEffect(() => (wanted ? reveal(wanted.at) : undefined), [wanted, reveal]);
  useEffect(() => goTo(0), [resetKey, goTo]);

  // The element in focus does these itself.
  useShortcuts(t.listKeys, [
    { combos: ["arrowdown"], label: t.key.walk },
    { combos: ["end"], label: t.key.ends },
    ...(onOpen ? [{ combos: ["enter"], label: t.key.open }] : []),
    ...(selection
      ? [
          { combos: ["space"], label: t.key.select },
          { combos: ["shift+arrowdown"], label: t.key.extend },
          { combos: ["mod+a"], label: t.key.all },
        ]
      : []),
  ]);

  function onKeyDown(event: KeyboardEvent) {
    if (takesText(event.target)) return;
    const onControl = event.target !== event.currentTarget;
    const action = gridAction(comboOf(event), active, count, page);
    if (!action || (onControl && (action.kind === "open" || action.kind === "toggle"))) return;
    if (action.kind === "move") {
      if (action.extend) selection?.extendTo(action.to, active ?? action.to);
      onActive(action.to);
      reveal(action.to);
    } else if (action.kind === "open") {
      const row = active === null ? undefined : rowAt(active);
      if (row === undefined || active === null) return;
      onOpen?.(active, row);
    } else if (!selection || (action.kind === "clear" && selection.ids.size === 0)) return;
    else if (action.kind === "toggle") selection.toggle(active ?? 0);
    else if (action.kind === "all") selection.all();
    else selection.clear();
    event.preventDefault();
  }

  function onRowClick(event: MouseEvent, at: number) {
    const row = rowAt(at);
    onActive(at);
    if (selection && event.shiftKey) selection.extendTo(at, active ?? at);
    else if (selection && (event.ctrlKey || event.metaKey)) selection.toggle(at);
    else if (row !== undefined) onOpen?.(at, row);
  }

  // Rows that stay as they are are not drawn anew: what they are given has to stay the same, too.
  const clicked = useRef(onRowClick);
  clicked.current = onRowClick;
  const onClick = useCallback((event: MouseEvent, at: number) => clicked.current(event, at), []);

  const lines = Array.from({ length: Math.max(0, stretch.last - stretch.first) }, (_, step) => stretch.first + step);
  const activeDrawn = active !== null && active >= first && active < last;
  const tracks = [selection ? "2.25rem" : "", ...(compact ? ["minmax(0, 1fr)"] : tracksOf(shown))]
    .filter(Boolean)
    .join(" ");
  return (
    <div
      ref={element}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={shown.length + (selection ? 1 : 0)}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={activeDrawn ? `${gridId}-${active}` : undefined}
      className={styles.grid}
      data-testid={props.testId ?? "grid"}
      style={
        {
          "--tracks": tracks,
          "--row": `${geometry.rowHeight}px`,
          ...(props.still ? { "--least": `${scroller.width}px` } : {}),
        } as Record<string, string>
      }
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <GridHead
        columns={shown}
        selectable={selectable}
        sort={props.sort}
        onSort={props.onSort}
        arranging={compact ? undefined : props.arranging}
        onPreview={setPreview}
      />
      <div role="rowgroup" className={styles.body} style={{ blockSize: scrollHeight(geometry) }}>
        {lines.map((line) => {
          const there = onLine(sections, line);
          const top = line * geometry.rowHeight - scroll.offset + scroll.top;
          if ("section" in there)
            return <GridHeading key={`section ${there.section}`} top={top} section={headings[there.section]} />;
          const { at } = there;
          const row = rowAt(at);
          return (
            <GridRow
              key={at}
              id={`${gridId}-${at}`}
              at={at}
              top={top}
              row={row}
              columns={shown}
              name={row === undefined ? "" : props.rowName(row)}
              compact={compact ? props.compact : undefined}
              active={at === active}
              open={row !== undefined && props.openId === props.rowId(row)}
              selected={selection && row !== undefined ? selection.ids.has(props.rowId(row)) : undefined}
              onToggle={selection?.toggle}
              onClick={onClick}
              testId={props.rowTestId ?? "grid-row"}
            />
          );
        })}
      </div>
    </div>
  );
}
