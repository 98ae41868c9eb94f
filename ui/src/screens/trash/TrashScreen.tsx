import { useNavigate } from "@tanstack/react-router";
import { RotateCcw, Trash2, X } from "lucide-react";
import { useCallback, useState } from "react";
import { Button } from "@/design/Button";
import type { Column } from "@/design/grid/column";
import { DataGrid } from "@/design/grid/DataGrid";
import { useSelection } from "@/design/grid/useSelection";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { compactContact, contactColumns } from "@/features/contacts/columns";
import { type BookRow, useViewRows } from "@/features/contacts/rows";
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
  const rows = useViewRows({ sort: "updated_at", descending: true, state: "trashed", query: null });
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
  const chosen = selection.ids.size;
  return (
    <Page
      title={t.title}
      fill
      actions={
        chosen > 0 ? (
          <section aria-label={t.bulkBar} className={styles.bulk}>
            <p role="status">{fill(t.selected, { count: count(chosen) })}</p>
            {chosen < rows.count ? (
              <Button small look="quiet" busy={selection.gathering} onClick={selection.all}>
                {fill(t.selectAll, { count: count(rows.count) })}
              </Button>
            ) : null}
            <Button
              small
              icon={<RotateCcw />}
              busy={selection.gathering}
              onClick={() => void bringBack([...selection.ids], "")}
            >
              {t.restore}
            </Button>
            <Button small look="quiet" icon={<X />} onClick={selection.clear}>
              {t.clear}
            </Button>
          </section>
        ) : rows.count > 0 ? (
          <p role="status">{plural(rows.count, t.countOne, t.countOther, count(rows.count))}</p>
        ) : null
      }
    >
      {rows.error ? (
        <ErrorNotice error={rows.error} onRetry={rows.retry} />
      ) : rows.loading || rows.count === 0 ? (
        <EmptyState
          icon={<Trash2 />}
          title={rows.loading ? t.loading : t.emptyTitle}
          text={rows.loading ? "" : t.emptyText}
          testId="trash-empty"
        />
      ) : (
        <DataGrid<BookRow>
          label={t.grid}
          columns={columns}
          count={rows.count}
          rowAt={rows.rowAt}
          rowId={(row) => row.id}
          rowName={(row) => row.display}
          onStretch={rows.onStretch}
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
