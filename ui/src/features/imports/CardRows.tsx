import { useState } from "react";
import type { Column } from "@/design/grid/column";
import { DataGrid } from "@/design/grid/DataGrid";
import type { ImportPreview } from "@/ipc";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

const WIDTH = 9;
type Row = { at: number; cells: string[] };

/** The first address cards of a file. */
export function CardRows({ preview }: { preview: ImportPreview }) {
  const [active, setActive] = useState<number | null>(null);
  const columns: Column<Row>[] = preview.header.map((header, at) => ({
    key: header,
    header,
    track: "minmax(0, 1fr)",
    from: at * WIDTH,
    cell: (row) => row.cells[at] ?? "",
  }));
  const rows = preview.rows.map((cells, at) => ({ at, cells }));
  return (
    <div className={styles.sampleRows}>
      <DataGrid<Row>
        label={t.previewGrid}
        columns={columns}
        count={rows.length}
        rowAt={(at) => rows[at]}
        rowId={(row) => String(row.at)}
        rowName={(row) => row.cells[0] ?? ""}
        active={active}
        onActive={setActive}
        rowTestId="sample-row"
        testId="sample-grid"
        compact={(row) => row.cells.filter(Boolean).join(" · ")}
      />
    </div>
  );
}
