import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import type { Column } from "@/design/grid/column";
import { DataGrid } from "@/design/grid/DataGrid";
import { ago, moment } from "@/format/dates";
import { fill } from "@/format/text";
import type { Batch } from "@/ipc";
import { type BatchRows, batchCounts } from "./batches";
import styles from "./BatchGrid.module.css";
import { historyStrings as t } from "./strings";

type Props = { rows: BatchRows; now: number; onUndo: (batch: Batch) => void };

export function BatchGrid({ rows, now, onUndo }: Props) {
  const [active, setActive] = useState<number | null>(null);
  const columns: Column<Batch>[] = [
    { key: "what", header: t.what, track: "minmax(0, 3fr)", cell: (batch) => <Label batch={batch} /> },
    { key: "origin", header: t.origin, track: "minmax(0, 1fr)", from: 44, cell: (batch) => t.origins[batch.origin] },
    { key: "actor", header: t.actor, track: "minmax(0, 1fr)", from: 60, cell: actorName },
    { key: "counts", header: t.counts, track: "minmax(0, 1.4fr)", cell: batchCounts },
    {
      key: "when",
      header: t.when,
      track: "minmax(0, 1fr)",
      cell: (batch) => <time title={moment(batch.at)}>{ago(batch.at, now)}</time>,
    },
    {
      key: "undo",
      header: t.action,
      track: "6rem",
      align: "end",
      cell: (batch) => <UndoCell batch={batch} onUndo={onUndo} />,
    },
  ];
  return (
    <DataGrid
      label={t.gridLabel}
      columns={columns}
      count={rows.count}
      rowAt={(at) => rows.batches[at]}
      rowId={(batch) => batch.id}
      rowName={(batch) => batch.label}
      onStretch={rows.onStretch}
      active={active}
      onActive={setActive}
      rowTestId="history-row"
      testId="history-grid"
      compact={(batch) => (
        <div className={styles.compact}>
          <div className={styles.words}>
            <Label batch={batch} />
            <span className={styles.facts}>{[ago(batch.at, now), batchCounts(batch)].join(" · ")}</span>
          </div>
          <UndoCell batch={batch} onUndo={onUndo} />
        </div>
      )}
    />
  );
}

const actorName = (batch: Batch) => (batch.actor === "me" ? t.me : batch.actor);

function Label({ batch }: { batch: Batch }) {
  return <span className={batch.reverted_by ? styles.reverted : styles.label}>{batch.label}</span>;
}

function UndoCell({ batch, onUndo }: { batch: Batch; onUndo: (batch: Batch) => void }) {
  if (batch.reverted_by) return <span className={styles.facts}>{t.undone}</span>;
  return (
    <Button
      small
      look="quiet"
      icon={<Undo2 />}
      aria-label={fill(t.undoNamed, { label: batch.label })}
      data-testid="history-undo"
      onClick={(event) => {
        event.stopPropagation();
        onUndo(batch);
      }}
    >
      {t.undo}
    </Button>
  );
}
