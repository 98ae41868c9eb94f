import { useNavigate } from "@tanstack/react-router";
import { RotateCcw, Trash2 } from "lucide-react";
import { useCallback, useState } from "react";
import { Button } from "@/design/Button";
import type { Column } from "@/design/grid/column";
import { SelectionBar } from "@/design/grid/SelectionBar";
import { useSelection } from "@/design/grid/useSelection";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { Waiting } from "@/design/Waiting";
import { compactContact, contactColumns } from "@/features/contacts/columns";
import { ContactGrid } from "@/features/contacts/ContactGrid";
import { type BookRow, useViewRows, WHOLE_BOOK } from "@/features/contacts/rows";
import { useTrash } from "@/features/contacts/useTrash";
import { useUndo } from "@/features/undo/useUndo";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { trashStrings as t } from "./strings";
import styles from "./TrashScreen.module.css";

export function TrashScreen() {
  const go = useNavigate();
  const { undo } = useUndo();
  const { restore } = useTrash(useCallback((batch: string) => void undo(batch), [undo]));
  const rows = useViewRows({ ...WHOLE_BOOK, sort: "updated_at", descending: true, state: "trashed" });
  const selection = useSelection(rows.count, rows.idsOf);
  const [active, setActive] = useState<number | null>(null);

  async function bringBack(ids: string[], name: string) {
    if (await restore(ids, name)) selection.drop(ids);
  }
  const button = (row: BookRow) => (
    <Button
      small
      look="quiet"
      icon={<RotateCcw />}
      aria-label={fill(t.restoreNamed, { name: row.display })}
      data-testid="trash-restore"
      onClick={(event) => {
        event.stopPropagation();
        void bringBack([row.id], row.display);
      }}
    >
      {t.restore}
    </Button>
  );
  const columns: Column<BookRow>[] = [
    ...contactColumns(Date.now(), false).map(({ sortable: _, ...column }) => column),
    { key: "restore", header: t.action, track: "6.5rem", align: "end", cell: button },
  ];
  return (
    <Page
      title={t.title}
      fill
      actions={
        selection.ids.size > 0 ? (
          <SelectionBar label={t.bulkBar} selection={selection} total={rows.count}>
            <Button
              small
              icon={<RotateCcw />}
              busy={selection.gathering}
              onClick={() => void bringBack([...selection.ids], "")}
            >
              {t.restore}
            </Button>
          </SelectionBar>
        ) : rows.count > 0 ? (
          <p role="status">{plural(rows.count, t.countOne, t.countOther, count(rows.count))}</p>
        ) : null
      }
    >
      {rows.error ? (
        <ErrorNotice error={rows.error} onRetry={rows.retry} />
      ) : rows.loading ? (
        <Waiting label={t.loading} shape="list" />
      ) : rows.count === 0 ? (
        <EmptyState icon={<Trash2 />} title={t.emptyTitle} text={t.emptyText} testId="trash-empty" />
      ) : (
        <ContactGrid
          label={t.grid}
          columns={columns}
          rows={rows}
          active={active}
          onActive={setActive}
          onOpen={(_at, row) => void go({ to: "/", search: { id: row.id } })}
          selection={selection}
          rowTestId="trash-row"
          testId="trash-grid"
          compact={(row) => (
            <div className={styles.compact}>
              <div className={styles.words}>{compactContact(row)}</div>
              {button(row)}
            </div>
          )}
        />
      )}
    </Page>
  );
}
