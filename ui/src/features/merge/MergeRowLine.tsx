import { Star } from "lucide-react";
import { IconButton } from "@/design/Button";
import { fill } from "@/format/text";
import type { MergedRow } from "@/ipc";
import styles from "./MergeTable.module.css";
import { mergeStrings as t } from "./strings";

type Props = {
  row: MergedRow;
  text: string;
  /** Names of the records that have it. */
  of: string[];
  everywhere: boolean;
  onKeep: (kept: boolean) => void;
  onPrimary: (() => void) | null;
};

/** An e-mail, a phone, a job, a tag: it comes along unless it is unticked. */
export function MergeRowLine({ row, text, of, everywhere, onKeep, onPrimary }: Props) {
  const parts = (row.value ?? {}) as { primary?: boolean; until?: string };
  const canBePrimary = typeof parts === "object" && "primary" in parts && !parts.until;
  return (
    <div className={`${styles.row} ${row.kept ? "" : styles.left}`} data-testid="merge-row">
      <label className={styles.keep}>
        <input
          type="checkbox"
          checked={row.kept}
          onChange={(event) => onKeep(event.target.checked)}
          aria-label={fill(t.include, { value: text })}
        />
        <span className={styles.value}>{text}</span>
      </label>
      {everywhere ? null : <span className={styles.from}>{fill(t.of, { names: of.join(", ") })}</span>}
      {!canBePrimary || !row.kept ? null : parts.primary && onPrimary ? (
        <span className={styles.primary}>{t.primary}</span>
      ) : onPrimary ? (
        <IconButton
          label={fill(t.makePrimary, { value: text })}
          icon={<Star />}
          onClick={onPrimary}
          data-testid="merge-primary"
        />
      ) : null}
    </div>
  );
}
