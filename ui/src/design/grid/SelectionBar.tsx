import { X } from "lucide-react";
import type { ReactNode } from "react";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { Button } from "../Button";
import { designStrings as t } from "../strings";
import styles from "./SelectionBar.module.css";
import type { GridSelection } from "./useSelection";

type Props = { label: string; selection: GridSelection; total: number; className?: string; children: ReactNode };

/** How many rows are selected, all of them, none of them, and what can be done with them. */
export function SelectionBar({ label, selection, total, className, children }: Props) {
  const chosen = selection.ids.size;
  return (
    <section className={`${styles.bar} ${className ?? ""}`} aria-label={label} data-testid="bulk-bar">
      <p className={styles.chosen} role="status">
        {selection.gathering ? t.gathering : fill(t.selected, { count: count(chosen) })}
      </p>
      {chosen < total ? (
        <Button small look="quiet" busy={selection.gathering} onClick={selection.all} data-testid="select-all">
          {fill(t.selectAll, { count: count(total) })}
        </Button>
      ) : null}
      <div className={styles.tools}>
        {children}
        <Button small look="quiet" icon={<X />} onClick={selection.clear} data-testid="bulk-clear">
          {t.clearSelection}
        </Button>
      </div>
    </section>
  );
}
