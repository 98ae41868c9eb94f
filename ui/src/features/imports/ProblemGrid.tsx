import { useState } from "react";
import type { Column } from "@/design/grid/column";
import { DataGrid } from "@/design/grid/DataGrid";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { Problem } from "@/ipc";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

/** What went wrong, by line, column, value and reason. */
export function ProblemGrid({ problems, total }: { problems: readonly Problem[]; total: number }) {
  const [active, setActive] = useState<number | null>(null);
  const columns: Column<Problem>[] = [
    { key: "row", header: t.line, track: "5rem", cell: (problem) => count(problem.row) },
    { key: "column", header: t.column, track: "minmax(0, 1fr)", cell: (problem) => problem.column },
    { key: "value", header: t.value, track: "minmax(0, 1.3fr)", cell: (problem) => problem.value },
    { key: "reason", header: t.reason, track: "minmax(0, 2fr)", cell: (problem) => problem.reason },
    { key: "severity", header: "", track: "9rem", from: 56, cell: (problem) => <Severity problem={problem} /> },
  ];
  return (
    <>
      <div className={styles.problemRows}>
        <DataGrid<Problem>
          label={t.problemGrid}
          columns={columns}
          count={problems.length}
          rowAt={(at) => problems[at]}
          rowId={(problem) => `${problem.row} ${problem.column} ${problem.code}`}
          rowName={(problem) => problem.reason}
          active={active}
          onActive={setActive}
          rowTestId="problem-row"
          testId="problem-grid"
          compact={(problem) => (
            <div className={styles.twoLines}>
              <span>{problem.reason}</span>
              <span className={styles.soft}>
                {[count(problem.row), problem.column, problem.value].filter(Boolean).join(" · ")}
              </span>
            </div>
          )}
        />
      </div>
      {problems.length < total ? (
        <p className={styles.soft}>{fill(t.problemsShown, { shown: count(problems.length), count: count(total) })}</p>
      ) : null}
    </>
  );
}

function Severity({ problem }: { problem: Problem }) {
  return (
    <span className={problem.severity === "error" ? styles.error : styles.soft}>{t.severity[problem.severity]}</span>
  );
}
