import { useState } from "react";
import { Button } from "@/design/Button";
import type { Column } from "@/design/grid/column";
import { DataGrid } from "@/design/grid/DataGrid";
import { ErrorNotice } from "@/design/Notice";
import { Waiting } from "@/design/Waiting";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import {
  type CellFix,
  type ColumnMapping,
  type ImportsStart,
  type RowAction,
  type RowAnswer,
  type RowOutcome,
  useRead,
} from "@/ipc";
import { type Answered, AskedRows } from "./AskedRows";
import styles from "./imports.module.css";
import { ProblemCells } from "./ProblemCells";
import { importStrings as t } from "./strings";

const SHOWN = 500;

type Props = {
  wanted: ImportsStart;
  columns: readonly ColumnMapping[];
  answers: readonly Answered[];
  onFix: (fix: CellFix) => void;
  onAnswer: (asked: RowAction, answer: RowAnswer | null) => void;
};

/** What would become of each row, by outcome, before anything is written. */
export function PlanReview({ wanted, columns, answers, onFix, onAnswer }: Props) {
  const [outcome, setOutcome] = useState<RowOutcome | null>(null);
  const plan = useRead("imports_dry_run", { import: wanted, outcome, rows: SHOWN }, { keepPrevious: true });
  if (plan.error) return <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data) return <Waiting label={t.reviewing} shape="list" />;
  const { outcomes, rows, report } = plan.data;
  return (
    <section className={styles.section} aria-label={t.review} aria-busy={plan.isPlaceholderData}>
      <h2>{t.review}</h2>
      <div className={styles.outcomes} role="group" aria-label={t.outcomesLabel}>
        {[null, ...outcomes.map((one) => one.outcome)].map((one) => (
          <Button
            key={one ?? "all"}
            small
            look={outcome === one ? "primary" : "plain"}
            aria-pressed={outcome === one}
            data-testid={`outcome-${one ?? "all"}`}
            onClick={() => setOutcome(one)}
          >
            {`${t.outcomes[one ?? "all"]} ${count(one ? countOf(outcomes, one) : report.read)}`}
          </Button>
        ))}
      </div>
      <ActionGrid rows={rows} />
      {rows.length >= SHOWN ? <p className={styles.soft}>{fill(t.actionsShown, { shown: count(SHOWN) })}</p> : null}
      <AskedRows rows={rows} answers={answers} makes={wanted.mode === "upsert"} onAnswer={onAnswer} />
      <ProblemCells problems={report.problems} columns={columns} fixes={wanted.fixes} onFix={onFix} />
    </section>
  );
}

const countOf = (outcomes: readonly { outcome: RowOutcome; rows: number }[], wanted: RowOutcome) =>
  outcomes.find((one) => one.outcome === wanted)?.rows ?? 0;

function ActionGrid({ rows }: { rows: readonly RowAction[] }) {
  const [active, setActive] = useState<number | null>(null);
  const columns: Column<RowAction>[] = [
    { key: "row", header: t.line, track: "4rem", cell: (row) => count(row.row) },
    { key: "action", header: t.outcome, track: "7rem", cell: (row) => t.outcomes[row.action] },
    { key: "display", header: t.who, track: "minmax(0, 1fr)", cell: (row) => row.display },
    { key: "changes", header: t.whatChanges, track: "minmax(0, 2.5fr)", cell: whatChanges },
  ];
  return (
    <div className={styles.problemRows}>
      <DataGrid<RowAction>
        label={t.actionGrid}
        columns={columns}
        count={rows.length}
        rowAt={(at) => rows[at]}
        rowId={(row) => `${row.row} ${row.action}`}
        rowName={(row) => `${t.outcomes[row.action]} ${row.display}`}
        active={active}
        onActive={setActive}
        rowTestId="action-row"
        testId="action-grid"
        compact={(row) => (
          <div className={styles.twoLines}>
            <span>{[t.outcomes[row.action], row.display].filter(Boolean).join(" · ")}</span>
            <span className={styles.soft}>{whatChanges(row)}</span>
          </div>
        )}
      />
    </div>
  );
}

function whatChanges(row: RowAction): string {
  if (row.reason) return row.reason;
  return row.changes
    .map(({ field, before, after }) =>
      fill(before ? t.changed : t.added, { field: field.replace(/^custom:/, ""), before, after }),
    )
    .join(" · ");
}
