import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import { Button } from "./Button";
import { designStrings as t } from "./strings";
import styles from "./TypedCheck.module.css";
import { useSettled } from "./useSettled";

/** Which field a text is for, as far as checking it is concerned; whether it is kept whatever it is. */
export type CheckedAs = { key: string; label?: string; country?: string; anyway?: boolean };

type Props = { as: CheckedAs; text: string; onUse: (text: string) => void };

/** Long enough after the last key that a half-typed address is not called wrong. */
const AFTER = 400;

/** What is to be said about a text while it is typed: how it will be kept, and what looks like a slip. */
export function TypedCheck({ as, text, onUse }: Props) {
  const settled = useSettled(text, AFTER);
  const input = { key: as.key, label: as.label ?? "", value: settled, country: as.country || null };
  const checked = useRead("values_check", input, { enabled: settled.trim() !== "" && settled === text });
  if (settled !== text || !checked.data) return null;
  const { written, hint, meant, problem } = checked.data;
  if (!written && !hint && !meant && !problem) return null;
  return (
    <div className={styles.check} role="status" data-testid="typed-check">
      {problem ? <p className={styles.problem}>{fill(as.anyway ? t.checkOdd : t.checkProblem, { problem })}</p> : null}
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      {meant ? (
        // The field keeps the focus: leaving it would save the slip.
        <Button small onMouseDown={(event) => event.preventDefault()} onClick={() => onUse(meant)} data-testid="meant">
          {fill(t.checkMeant, { meant })}
        </Button>
      ) : null}
      {written && !meant ? <p className={styles.written}>{fill(t.checkWritten, { written })}</p> : null}
    </div>
  );
}
