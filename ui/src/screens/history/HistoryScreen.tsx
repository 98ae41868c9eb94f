import { History } from "lucide-react";
import { useState } from "react";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { Waiting } from "@/design/Waiting";
import { needsQuestion, useBatches } from "@/features/history/batches";
import { BatchGrid } from "@/features/history/BatchGrid";
import { historyStrings } from "@/features/history/strings";
import { UndoQuestion } from "@/features/history/UndoQuestion";
import { useUndo } from "@/features/undo/useUndo";
import type { Batch } from "@/ipc";
import { historyScreenStrings as t } from "./strings";

export function HistoryScreen() {
  const rows = useBatches();
  const { undo } = useUndo();
  const [asked, setAsked] = useState<Batch | null>(null);
  return (
    <Page title={t.title} fill>
      {rows.error ? (
        <ErrorNotice error={rows.error} onRetry={rows.retry} />
      ) : rows.loading ? (
        <Waiting label={t.loading} shape="list" />
      ) : rows.count === 0 ? (
        <EmptyState
          icon={<History />}
          title={historyStrings.emptyTitle}
          text={historyStrings.emptyText}
          testId="history-empty"
        />
      ) : (
        <BatchGrid
          rows={rows}
          now={Date.now()}
          onUndo={(batch) => (needsQuestion(batch) ? setAsked(batch) : void undo(batch.id))}
        />
      )}
      <UndoQuestion
        batch={asked}
        onClose={() => setAsked(null)}
        onConfirm={(batch) => {
          setAsked(null);
          void undo(batch.id);
        }}
      />
    </Page>
  );
}
