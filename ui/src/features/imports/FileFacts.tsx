import { bytes, count } from "@/format/numbers";
import type { ImportPreview } from "@/ipc";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

/** What was found out about a file. */
export function FileFacts({ preview }: { preview: ImportPreview }) {
  const facts = [
    [t.size, bytes(preview.bytes)],
    [t.rows, count(preview.rows_estimate)],
    [t.headerLine, preview.header_line === null ? t.noHeader : count(preview.header_line)],
    [t.preset, preview.preset ?? t.noPreset],
  ] as const;
  return (
    <dl className={styles.facts} aria-label={t.facts}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
