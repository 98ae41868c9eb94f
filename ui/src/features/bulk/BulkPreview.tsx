import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { BulkReport } from "@/ipc";
import styles from "./bulk.module.css";
import { bulkStrings as t } from "./strings";

/** How many would change, and some of what. */
export function BulkPreview({ report }: { report: BulkReport }) {
  const [of] = report.counts;
  if (!of) return null;
  const numbers = { changed: count(of.changed), meant: count(report.meant), unchanged: count(of.unchanged) };
  return (
    <section className={styles.preview} role="status" data-testid="bulk-report">
      <p>{fill(t.would, numbers)}</p>
      {report.failed.length > 0 ? <p>{fill(t.failing, { count: count(report.failed.length) })}</p> : null}
      <ul className={styles.samples}>
        {of.samples.map((sample) => (
          <li key={sample.id}>
            <span className={styles.who}>{sample.display}</span>
            <span className={styles.change}>
              {fill(t.from, { before: shown(sample.before), after: shown(sample.after) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function shown(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : t.nothing;
}
