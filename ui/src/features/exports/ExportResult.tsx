import { Button } from "@/design/Button";
import { bytes, count } from "@/format/numbers";
import { fileName, fill } from "@/format/text";
import type { ExportDone } from "@/ipc";
import styles from "./exports.module.css";
import { lossText } from "./losses";
import { exportStrings as t } from "./strings";

type Props = {
  done: ExportDone;
  fieldNames: Readonly<Record<string, string>>;
  onAgain: () => void;
  onClose: () => void;
};

/** What an export wrote, and what the file could not carry. */
export function ExportResult({ done, fieldNames, onAgain, onClose }: Props) {
  const told = { count: count(done.contacts), file: fileName(done.path), size: bytes(done.bytes) };
  return (
    <div className={styles.form} data-testid="export-result">
      <p role="status">{fill(done.contacts === 1 ? t.writtenOne : t.written, told)}</p>
      {done.losses.length === 0 ? (
        <p>{t.whole}</p>
      ) : (
        <section className={styles.losses} aria-label={t.losses}>
          <h3>{t.losses}</h3>
          <ul>
            {done.losses.map((loss) => (
              <li key={`${loss.field} ${loss.kind}`}>{lossText(loss, fieldNames)}</li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles.actions}>
        <Button onClick={onAgain}>{t.again}</Button>
        <Button look="primary" onClick={onClose} data-testid="export-done">
          {t.done}
        </Button>
      </div>
    </div>
  );
}
