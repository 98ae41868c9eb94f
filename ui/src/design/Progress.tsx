import { Progress as Base } from "@base-ui/react/progress";
import styles from "./Progress.module.css";

/** A bar from nothing to done; `value` is a share from 0 to 1, null while the end is not known. */
export function Progress({ label, value }: { label: string; value: number | null }) {
  return (
    <Base.Root value={value === null ? null : Math.round(value * 100)} aria-label={label}>
      <Base.Track className={styles.track}>
        <Base.Indicator className={styles.bar} />
      </Base.Track>
    </Base.Root>
  );
}
