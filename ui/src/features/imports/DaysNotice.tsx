import { Button } from "@/design/Button";
import { Notice } from "@/design/Notice";
import { fill } from "@/format/text";
import type { DateOrder } from "@/ipc";
import { importStrings as t } from "./strings";

type Props = { days: readonly string[]; onOrder: (order: DateOrder) => void };

/** Days that could begin with the day or the month: a person knows which. */
export function DaysNotice({ days, onOrder }: Props) {
  return (
    <Notice
      tone="warning"
      title={t.whatIsFirst}
      actions={(["dmy", "mdy"] as const).map((order) => (
        <Button key={order} onClick={() => onOrder(order)} data-testid={`dates-${order}`}>
          {t.first[order]}
        </Button>
      ))}
    >
      <p>{fill(t.eitherDays, { days: days.join(", ") })}</p>
    </Notice>
  );
}
