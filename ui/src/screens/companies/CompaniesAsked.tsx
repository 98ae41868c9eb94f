import { ArrowDownWideNarrow, ArrowUpNarrowWide } from "lucide-react";
import { Button } from "@/design/Button";
import { TextField } from "@/design/Field";
import { Menu } from "@/design/Menu";
import { fill } from "@/format/text";
import type { CommandError } from "@/ipc";
import styles from "./CompaniesScreen.module.css";
import type { CompanyOrder } from "./search";
import { companiesStrings as t } from "./strings";

type Props = {
  typed: string;
  onTyped: (text: string) => void;
  /** Why what is typed is no filter. */
  problem: CommandError | null;
  sorts: readonly { order: CompanyOrder; name: string }[];
  order: CompanyOrder;
  down: boolean;
  onOrder: (order: CompanyOrder) => void;
};

/** Which companies somebody asks for, and in which order. */
export function CompaniesAsked({ typed, onTyped, problem, sorts, order, down, onOrder }: Props) {
  const sorted = sorts.find((known) => known.order === order)?.name ?? t.sorts.name;
  return (
    <div className={styles.asked}>
      <TextField
        className={styles.search}
        label={t.search}
        hint={fill(t.filterHint, { example: t.examples })}
        error={problem ? [problem.message, problem.wire.hint].filter(Boolean).join(" ") : undefined}
        value={typed}
        onChange={(event) => onTyped(event.target.value)}
        data-testid="companies-search"
      />
      <Menu
        trigger={
          <Button
            look="quiet"
            icon={down ? <ArrowDownWideNarrow /> : <ArrowUpNarrowWide />}
            aria-label={fill(down ? t.sortedDown : t.sortedUp, { field: sorted })}
            data-testid="companies-sort"
          >
            {sorted}
          </Button>
        }
        items={sorts.map(({ order: key, name }) => ({ key, label: name, run: () => onOrder(key) }))}
      />
    </div>
  );
}
