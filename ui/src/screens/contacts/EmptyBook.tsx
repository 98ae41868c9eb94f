import { FileDown } from "lucide-react";
import { Button } from "@/design/Button";
import { EmptyState } from "@/design/Page";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { useWrite } from "@/ipc";
import { screenStrings as t } from "./strings";

/** The first screen of an empty vault. */
export function EmptyBook({ onImport, onNew }: { onImport: () => void; onNew: () => void }) {
  const sample = useWrite("imports_sample");
  return (
    <EmptyState icon={<FileDown />} title={t.emptyTitle} text={t.emptyText} testId="empty-state">
      <Button look="primary" onClick={onImport} data-testid="empty-import">
        {t.emptyImport}
      </Button>
      <Button
        busy={sample.isPending}
        onClick={() => sample.mutate({}, { onError: toastError, onSuccess: () => toast(t.sampleStarted) })}
        data-testid="open-sample"
      >
        {t.emptySample}
      </Button>
      <Button look="quiet" onClick={onNew}>
        {t.emptyNew}
      </Button>
    </EmptyState>
  );
}
