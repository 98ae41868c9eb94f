import { useState } from "react";
import type { Column } from "@/design/grid/column";
import { DataGrid } from "@/design/grid/DataGrid";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { Problem } from "@/ipc";
import styles from "./imports.module.css";
import { KnownContact } from "./KnownContact";
import { importStrings as t } from "./strings";

type Props = {
  problems: readonly Problem[];
  total: number;
  /** Opens the card of somebody who was here already. */
  onOpen?: (id: string) => void;
};

/** What went wrong, by line, column, value and reason. */
export function ProblemGrid({ problems, total, onOpen }: Props) {
  const [active, setActive] = useState<number | null>(null);
  const known = (problem: Problem) => (problem.code === "already_here" && problem.value ? problem.value : null);
  const valueOf = (problem: Problem) => {
    const id = onOpen && known(problem);
    return id ? <KnownContact id={id} onOpen={onOpen} /> : problem.value;
  };
  const all: Column<Problem>[] = [
    { key: "row", header: t.line, track: "4rem", cell: (problem) => count(problem.row) },
    { key: "column", header: t.column, track: "minmax(0, 0.8fr)", cell: (problem) => problem.column },
    { key: "value", header: t.value, track: "minmax(0, 1.1fr)", cell: valueOf },
    { key: "reason", header: t.reason, track: "minmax(0, 3fr)", cell: (problem) => problem.reason },
    { key: "severity", header: "", track: "9rem", from: 56, cell: (problem) => <Severity problem={problem} /> },
  ];
  // Most often it is about the whole row.
  const columns = problems.some((problem) => problem.column) ? all : all.filter((column) => column.key !== "column");
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
          onOpen={(_at, problem) => {
            const id = known(problem);
            if (id) onOpen?.(id);
          }}
          compact={(problem) => (
            <div className={styles.twoLines}>
              <span>{problem.reason}</span>
              <span className={styles.soft}>
                {[count(problem.row), problem.column].filter(Boolean).join(" · ")}
                {problem.value ? " · " : null}
                {valueOf(problem)}
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
