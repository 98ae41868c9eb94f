import { SelectField } from "@/design/Field";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { RowAction, RowAnswer } from "@/ipc";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

const SHOWN = 20;
const NEW = "new";

/** A row that several contacts could be meant by, and whom a person chose. */
export type Answered = { asked: RowAction; answer: RowAnswer };

type Props = {
  rows: readonly RowAction[];
  answers: readonly Answered[];
  /** Whether somebody new may be made. */
  makes: boolean;
  onAnswer: (asked: RowAction, answer: RowAnswer | null) => void;
};

/** Rows that several contacts could be meant by: who it is, a person says. */
export function AskedRows({ rows, answers, makes, onAnswer }: Props) {
  const open = rows.filter((row) => row.candidates.length > 0 && !answers.some(({ asked }) => asked.row === row.row));
  if (open.length === 0 && answers.length === 0) return null;
  return (
    <div className={styles.section}>
      <h3>{t.whoIsMeant}</h3>
      <p className={styles.soft}>{t.whoIsMeantText}</p>
      <div className={styles.options}>
        {answers.map(({ asked, answer }) => (
          <Asked key={asked.row} asked={asked} answer={answer} makes={makes} onAnswer={onAnswer} />
        ))}
        {open.slice(0, SHOWN).map((asked) => (
          <Asked key={asked.row} asked={asked} answer={null} makes={makes} onAnswer={onAnswer} />
        ))}
      </div>
      {open.length > SHOWN ? (
        <p className={styles.soft}>{fill(t.askedShown, { shown: count(SHOWN), count: count(open.length) })}</p>
      ) : null}
    </div>
  );
}

type AskedProps = Pick<Props, "makes" | "onAnswer"> & { asked: RowAction; answer: RowAnswer | null };

function Asked({ asked, answer, makes, onAnswer }: AskedProps) {
  const { row, display, candidates } = asked;
  const choose = (chosen: string) =>
    onAnswer(asked, chosen === "" ? null : { row, contact: chosen === NEW ? null : chosen });
  return (
    <SelectField
      label={fill(t.whoIsOnLine, { line: count(row), name: display })}
      value={answer ? (answer.contact ?? NEW) : ""}
      onChange={(event) => choose(event.target.value)}
      data-testid={`asked-${row}`}
    >
      <option value="">{t.leftAlone}</option>
      {candidates.map(({ id, display: name, about }) => (
        <option key={id} value={id}>
          {about ? fill(t.candidate, { name, about }) : name}
        </option>
      ))}
      {makes ? <option value={NEW}>{t.somebodyNew}</option> : null}
    </SelectField>
  );
}
