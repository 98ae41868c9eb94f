import { useState } from "react";
import { Button } from "@/design/Button";
import { count, share } from "@/format/numbers";
import { fill } from "@/format/text";
import type { ColumnMapping, Filling, Mapping, TargetChoice } from "@/ipc";
import { FILLINGS } from "./choices";
import styles from "./imports.module.css";
import { byGroup } from "./mapping";
import { importStrings as t } from "./strings";
import { TargetSelect } from "./TargetSelect";

const FIRST = 60;

type Props = {
  guessed: Mapping;
  mapping: Mapping;
  targets: readonly TargetChoice[];
  onTarget: (column: number, target: string) => void;
  /** What is done where a contact has a value already; missing where nobody is changed. */
  onFilling: ((column: number, filling: Filling | null) => void) | undefined;
};

export const columnName = (column: ColumnMapping): string =>
  column.header || fill(t.columnNumber, { number: column.column + 1 });

type FillingProps = {
  column: ColumnMapping;
  onFilling: (column: number, filling: Filling | null) => void;
};

/** What is done with a column's values where a contact has some already. */
function FillingSelect({ column, onFilling }: FillingProps) {
  return (
    <select
      className={styles.select}
      value={column.filling ?? ""}
      disabled={column.target === ""}
      aria-label={fill(t.fillingOf, { column: columnName(column) })}
      data-testid={`filling-${column.column}`}
      onChange={(event) => onFilling(column.column, (event.target.value || null) as Filling | null)}
    >
      <option value="">{t.fillings.usual}</option>
      {FILLINGS.map((filling) => (
        <option key={filling} value={filling}>
          {t.fillings[filling]}
        </option>
      ))}
    </select>
  );
}

/** Where each column goes: the guess, how sure it is, examples, and the choice. */
export function MappingTable({ guessed, mapping, targets, onTarget, onFilling }: Props) {
  const [all, setAll] = useState(false);
  const shown = all ? mapping.columns : mapping.columns.slice(0, FIRST);
  const groups = byGroup(targets);
  return (
    <>
      <div className={styles.scrolling}>
        <table className={styles.mapping}>
          <thead>
            <tr>
              <th scope="col">{t.column}</th>
              <th scope="col" className={styles.wideOnly}>
                {t.samples}
              </th>
              <th scope="col">{t.target}</th>
              <th scope="col" className={onFilling ? undefined : styles.wideOnly}>
                {onFilling ? t.fillingShort : t.sure}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column, at) => {
              const guess = guessed.columns[at];
              const chosen = guess?.target !== column.target;
              return (
                <tr key={column.column} data-ignored={column.target === "" || undefined}>
                  <th scope="row">
                    {columnName(column)}
                    <span className={styles.samplesUnder}>{column.samples.slice(0, 2).join(" · ")}</span>
                  </th>
                  <td className={`${styles.samples} ${styles.wideOnly}`}>{column.samples.slice(0, 3).join(" · ")}</td>
                  <td>
                    <TargetSelect
                      source={{
                        id: String(column.column),
                        name: columnName(column),
                        header: column.header,
                        samples: column.samples,
                      }}
                      target={column.target}
                      groups={groups}
                      onTarget={(target) => onTarget(column.column, target)}
                    />
                  </td>
                  <td className={onFilling ? undefined : `${styles.sure} ${styles.wideOnly}`}>
                    {onFilling ? (
                      <FillingSelect column={column} onFilling={onFilling} />
                    ) : chosen ? (
                      t.chosen
                    ) : column.guessed_by === "none" ? (
                      t.guessedBy.none
                    ) : (
                      `${share(column.confidence)} ${t.guessedBy[column.guessed_by]}`
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown.length < mapping.columns.length ? (
        <Button small onClick={() => setAll(true)}>
          {fill(t.moreColumns, { count: count(mapping.columns.length - shown.length) })}
        </Button>
      ) : null}
    </>
  );
}
