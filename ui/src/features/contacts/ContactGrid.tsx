import { useEffect } from "react";
import { DataGrid, type DataGridProps } from "@/design/grid/DataGrid";
import { compactContact } from "./columns";
import type { BookRow, BookRows } from "./rows";

type FromRows = "count" | "rowAt" | "rowId" | "rowName" | "onStretch" | "compact";
type Props = Omit<DataGridProps<BookRow>, FromRows> &
  Partial<Pick<DataGridProps<BookRow>, "compact">> & {
    rows: BookRows;
  };

/** Contacts by position, as a table or, where that is too wide, as lines. */
export function ContactGrid({ rows, ...rest }: Props) {
  const shown = rows.count > 0 && rows.rowAt(0) !== undefined;
  useEffect(() => {
    // `cargo xtask bench window` reads how long a start took until here.
    if (shown) performance.mark("contacts shown");
  }, [shown]);
  return (
    <DataGrid<BookRow>
      compact={compactContact}
      count={rows.count}
      rowAt={rows.rowAt}
      rowId={(row) => row.id}
      rowName={(row) => row.display}
      onStretch={rows.onStretch}
      {...rest}
    />
  );
}
