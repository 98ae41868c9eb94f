import { useState } from "react";
import type { Column } from "@/design/grid/column";
import { DataGrid } from "@/design/grid/DataGrid";
import type { ImportPreview, Mapping } from "@/ipc";
import styles from "./imports.module.css";
import { columnName } from "./MappingTable";
import { importStrings as t } from "./strings";

const WIDTH = 9;
type Row = { at: number; cells: string[] };

/** The first rows of the file, in the columns that go somewhere. */
export function SampleRows({ preview, mapping }: { preview: ImportPreview; mapping: Mapping }) {
  const [active, setActive] = useState<number | null>(null);
  const kept = mapping.columns.filter((column) => column.target !== "");
  const shown = (kept.length > 0 ? kept : mapping.columns).slice(0, 8);
  const columns: Column<Row>[] = shown.map((column, at) => ({
    key: String(column.column),
    header: columnName(column),
    track: "minmax(0, 1fr)",
    from: at * WIDTH,
    cell: (row) => row.cells[column.column] ?? "",
  }));
  const rows = preview.rows.map((cells, at) => ({ at, cells }));
  const lineOf = (row: Row) => shown.map((column) => row.cells[column.column]).filter(Boolean);
  return (
    <div className={styles.sampleRows}>
      <DataGrid<Row>
        label={t.previewGrid}
        columns={columns}
        count={rows.length}
        rowAt={(at) => rows[at]}
        rowId={(row) => String(row.at)}
        rowName={(row) => lineOf(row)[0] ?? ""}
        active={active}
        onActive={setActive}
        rowTestId="sample-row"
        testId="sample-grid"
        compact={(row) => lineOf(row).join(" · ")}
      />
    </div>
  );
}
