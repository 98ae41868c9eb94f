import { useState } from "react";
import { TextField } from "@/design/Field";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { CellFix, ColumnMapping, Problem } from "@/ipc";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

const SHOWN = 20;

type Props = {
  problems: readonly Problem[];
  columns: readonly ColumnMapping[];
  fixes: readonly CellFix[];
  onFix: (fix: CellFix) => void;
};

/** Cells that could not be read, to be mended where they stand. */
export function ProblemCells({ problems, columns, fixes, onFix }: Props) {
  const mended = fixes.map((fix) => ({ fix, header: headerOf(columns, fix.column) }));
  const open = problems.flatMap((problem) => {
    const column = columns.find((one) => headerOf(columns, one.column) === problem.column);
    return column ? [{ problem, column: column.column }] : [];
  });
  // A cell that was taken apart may be wrong in two ways; it is mended once.
  const cells = open.filter(
    (one, at) => open.findIndex((other) => other.problem.row === one.problem.row && other.column === one.column) === at,
  );
  if (cells.length === 0 && mended.length === 0) return null;
  return (
    <div className={styles.section}>
      <h3>{t.mend}</h3>
      <p className={styles.soft}>{t.mendText}</p>
      <div className={styles.options}>
        {mended.map(({ fix, header }) => (
          <Cell key={`${fix.row} ${fix.column}`} fix={fix} header={header} hint={t.mended} onFix={onFix} />
        ))}
        {cells.slice(0, SHOWN).map(({ problem, column }) => (
          <Cell
            key={`${problem.row} ${column}`}
            fix={{ row: problem.row, column, value: problem.value }}
            header={problem.column}
            error={problem.reason}
            onFix={onFix}
          />
        ))}
      </div>
      {cells.length > SHOWN ? (
        <p className={styles.soft}>{fill(t.problemsShown, { shown: count(SHOWN), count: count(cells.length) })}</p>
      ) : null}
    </div>
  );
}

const headerOf = (columns: readonly ColumnMapping[], at: number): string =>
  columns.find((column) => column.column === at)?.header || fill(t.columnNumber, { number: at + 1 });

type CellProps = { fix: CellFix; header: string; error?: string; hint?: string; onFix: (fix: CellFix) => void };

function Cell({ fix, header, error, hint, onFix }: CellProps) {
  const [value, setValue] = useState(fix.value);
  const save = () => (value === fix.value ? undefined : onFix({ ...fix, value }));
  return (
    <TextField
      label={fill(t.cell, { line: count(fix.row), column: header })}
      value={value}
      error={error}
      hint={hint}
      data-testid={`mend-${fix.row}-${fix.column}`}
      onChange={(event) => setValue(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => (event.key === "Enter" ? save() : undefined)}
    />
  );
}
