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
