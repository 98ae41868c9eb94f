import { X } from "lucide-react";
import { IconButton } from "@/design/Button";
import { fill } from "@/format/text";
import styles from "./NewContact.module.css";
import type { Pasted } from "./pasted";
import { contactStrings as t } from "./strings";

type Props = { values: readonly Pasted[]; onDrop: (value: Pasted) => void };

/** What was read from a signature besides the fields of the form; each can be left out. */
export function PastedValues({ values, onDrop }: Props) {
  if (values.length === 0) return null;
  return (
    <ul className={styles.pasted} aria-label={t.pastedToo}>
      {values.map((value) => (
        <li key={`${value.field} ${value.text}`} data-testid="pasted-value">
          <span className={styles.soft}>{t.fields[value.field as keyof typeof t.fields] ?? value.field}</span>
          <span>{value.doubtful ? fill(t.pastedGuess, { text: value.text }) : value.text}</span>
          <IconButton label={fill(t.pastedDrop, { text: value.text })} icon={<X />} onClick={() => onDrop(value)} />
        </li>
      ))}
    </ul>
  );
}
