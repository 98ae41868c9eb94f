import { ChevronDown, ChevronUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { CheckField } from "@/design/Field";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import type { GridColumn } from "@/ipc";
import { changed, moved } from "./arrangement";
import styles from "./ColumnChooser.module.css";
import { contactStrings as t } from "./strings";

/** Widths to choose from, in rem; the pointer makes any. */
const WIDTHS = [7, 11, 16, 24] as const;
const FINE = 16;

type Props = {
  open: boolean;
  onClose: () => void;
  /** Every column by its key; the first one is always there. */
  headers: ReadonlyMap<string, string>;
  columns: readonly GridColumn[];
  arranged: boolean;
  onChange: (columns: GridColumn[]) => void;
};

/** Which columns the list has, how wide they are, and in which order: all by keys. Kept as it is changed. */
export function ColumnChooser({ open, onClose, headers, columns, arranged, onChange }: Props) {
  const [told, setTold] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const focus = useRef<string | null>(null);
  useEffect(() => {
    // A row that was moved was taken out of the page, and the focus with it.
    if (focus.current) list.current?.querySelector<HTMLElement>(`[data-move="${focus.current}"]`)?.focus();
    focus.current = null;
  }, [columns]);

  const shown = columns.filter((column) => headers.has(column.key));
  const pinned = shown.find((column) => column.key === headers.keys().next().value);
  const others = shown.filter((column) => column !== pinned);
  const name = (column: GridColumn) => headers.get(column.key) ?? column.key;

  function move(column: GridColumn, at: number, step: -1 | 1) {
    const to = others[at + step];
    if (!to) return;
    focus.current = `${column.key} ${step}`;
    onChange(moved(columns, column.key, to.key));
    setTold(fill(t.columnMoved, { column: name(column), place: String(at + step + 1), of: String(others.length) }));
  }
  function reset() {
    onChange([]);
    toast(t.columnsReset, { label: t.undo, run: () => onChange([...columns]) });
  }
  const width = (column: GridColumn) => (
    <select
      className={styles.width}
      aria-label={fill(t.columnWidth, { column: name(column) })}
      value={column.width}
      disabled={!column.shown}
      onChange={(event) => onChange(changed(columns, column.key, { width: Number(event.target.value) / FINE }))}
    >
      <option value={0}>{t.widthShare}</option>
      {WIDTHS.map((rem, at) => (
        <option key={rem} value={rem * FINE}>
          {t.widths[at]}
        </option>
      ))}
      {column.width === 0 || WIDTHS.some((rem) => rem * FINE === column.width) ? null : (
        <option value={column.width}>{t.widthOwn}</option>
      )}
    </select>
  );

  return (
    <Dialog
      title={t.columnsTitle}
      open={open}
      onClose={onClose}
      testId="columns-dialog"
      actions={
        <>
          <Button look="quiet" disabled={!arranged} onClick={reset}>
            {t.columnsAsBefore}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t.done}
          </Button>
        </>
      }
    >
      <ul className={styles.list} ref={list}>
        {pinned ? (
          <li className={styles.column}>
            <span className={styles.pinned}>{fill(t.columnFirst, { column: name(pinned) })}</span>
            {width(pinned)}
            <span className={styles.noMove} />
          </li>
        ) : null}
        {others.map((column, at) => (
          <li key={column.key} className={styles.column}>
            <CheckField
              label={name(column)}
              checked={column.shown}
              data-testid={`column-${column.key}`}
              onChange={(event) => onChange(changed(columns, column.key, { shown: event.target.checked }))}
            />
            {width(column)}
            {([-1, 1] as const).map((step) => (
              <IconButton
                key={step}
                label={fill(step < 0 ? t.columnUp : t.columnDown, { column: name(column) })}
                icon={step < 0 ? <ChevronUp /> : <ChevronDown />}
                aria-disabled={others[at + step] === undefined}
                data-move={`${column.key} ${step}`}
                data-testid={step < 0 ? `column-up-${column.key}` : undefined}
                onClick={() => move(column, at, step)}
              />
            ))}
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{t.columnsHint}</p>
      <p className="off-screen" role="status">
        {told}
      </p>
    </Dialog>
  );
}
