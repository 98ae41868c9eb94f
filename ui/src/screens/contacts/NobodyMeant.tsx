import { FunnelX } from "lucide-react";
import { Button } from "@/design/Button";
import { EmptyState } from "@/design/Page";
import { screenStrings as t } from "./strings";

/** A filter means nobody. */
export function NobodyMeant({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon={<FunnelX />} title={t.nobodyMeant} text={t.nobodyMeantText} testId="nobody-meant">
      <Button onClick={onClear}>{t.clearFilter}</Button>
    </EmptyState>
  );
}
