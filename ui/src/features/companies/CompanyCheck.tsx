import { Button } from "@/design/Button";
import { useSettled } from "@/design/useSettled";
import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./companies.module.css";
import { companyStrings as t } from "./strings";

type Props = { as: "phones" | "links" | "postcode"; country?: string; text: string; onUse: (text: string) => void };

/** Long enough after the last key that a half-typed number is not called wrong. */
const AFTER = 400;

/** What is to be said about a text while it is typed: how it will be kept, and what looks like a slip. */
export function CompanyCheck({ as, country = "", text, onUse }: Props) {
  const settled = useSettled(text, AFTER);
  const input = { key: as, label: "", value: settled, country: country || null };
  const checked = useRead("values_check", input, { enabled: settled.trim() !== "" && settled === text });
  if (settled !== text || !checked.data) return null;
  const { written, hint, meant, problem } = checked.data;
  if (!written && !hint && !meant && !problem) return null;
  return (
    <div className={styles.check} role="status" data-testid="company-check">
      {problem ? <p>{fill(t.checkProblem, { problem })}</p> : null}
      {hint ? <p>{hint}</p> : null}
      {meant ? (
        // The field keeps the focus: leaving it would save the slip.
        <Button small onMouseDown={(event) => event.preventDefault()} onClick={() => onUse(meant)}>
          {fill(t.checkMeant, { meant })}
        </Button>
      ) : null}
      {written && !meant ? <p>{fill(t.checkWritten, { written })}</p> : null}
    </div>
  );
}
