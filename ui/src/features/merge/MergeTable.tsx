import { type CSSProperties, useId, useState } from "react";
import { Button } from "@/design/Button";
import { fill } from "@/format/text";
import type { MergedField, MergeShown } from "@/ipc";
import { byCollection, type Chosen, isSettled, keepRow, preferRow, take } from "./choices";
import styles from "./MergeTable.module.css";
import { MergeRowLine } from "./MergeRowLine";
import { mergeStrings as t } from "./strings";

export type Reading = { label: (path: string) => string; text: (path: string, value: unknown) => string };

type Props = {
  shown: MergeShown;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  /** Lets another record be the one that stays. */
  onKeep: (id: string) => void;
  reading: Reading;
  /** Fields whose values can stand under each other. */
  unites: (path: string) => boolean;
};

/** Records side by side, what differs in them, and what they become. */
export function MergeTable({ shown, chosen, onChoose, onKeep, reading, unites }: Props) {
  const [all, setAll] = useState(false);
  const { records, fields, rows } = shown;
  const open = fields.filter((field) => all || !isSettled(field));
  const hidden = fields.length - open.length;
  const style = { "--sides": records.length } as CSSProperties;
  return (
    <div className={styles.table} style={style} data-testid="merge-table">
      <div className={styles.head}>
        <span />
        {records.map((record, at) => (
          <label key={record.id} className={`${styles.side} ${at === 0 ? styles.stays : ""}`}>
            <input
              type="radio"
              name="keep"
              checked={at === 0}
              onChange={() => onKeep(record.id)}
              aria-label={fill(t.keep, { name: record.display })}
            />
            <span className={styles.name}>{record.display}</span>
            <span className={styles.fate}>{at === 0 ? t.kept : t.ends}</span>
          </label>
        ))}
        <span className={styles.resultHead}>{t.result}</span>
      </div>
      {open.length === 0 && rows.length === 0 ? <p className={styles.quiet}>{t.allSame}</p> : null}
      {open.map((field) => (
        <FieldLine
          key={field.path}
          field={field}
          names={records.map((record) => record.display)}
          reading={reading}
          unites={unites(field.path)}
          onTake={(at) => onChoose(take(chosen, field.path, at === "all" ? "all" : (records[at]?.id ?? "all")))}
        />
      ))}
      {hidden > 0 || all ? (
        <div className={styles.more}>
          <Button small look="quiet" onClick={() => setAll(!all)} data-testid="merge-same">
            {all ? t.hideSame : t.showSame}
          </Button>
        </div>
      ) : null}
      {byCollection(rows).map(([collection, lines]) => (
        <div key={collection} role="group" aria-label={reading.label(collection)} className={styles.collection}>
          <p className={styles.label} aria-hidden>
            {reading.label(collection)}
          </p>
          <div className={styles.rows}>
            {lines.map((row) => (
              <MergeRowLine
                key={row.path}
                row={row}
                text={reading.text(row.path, row.value)}
                of={row.of.map((at) => records[at]?.display ?? "")}
                everywhere={row.of.length === records.length}
                onKeep={(kept) => onChoose(keepRow(chosen, row.path, kept))}
                onPrimary={lines.length > 1 ? () => onChoose(preferRow(chosen, row.path)) : null}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

type LineProps = {
  field: MergedField;
  names: string[];
  reading: Reading;
  unites: boolean;
  onTake: (at: number | "all") => void;
};

function FieldLine({ field, names, reading, unites, onTake }: LineProps) {
  const name = useId();
  const label = reading.label(field.path);
  const result = reading.text(field.path, field.result);
  const taken = field.values.findIndex((value) => value !== null && reading.text(field.path, value) === result);
  const both = unites && taken < 0;
  return (
    <div
      role="radiogroup"
      aria-labelledby={name}
      className={styles.line}
      data-testid={`merge-${field.path}`}
      data-relation={field.relation}
    >
      <div className={styles.label} id={name}>
        {label} <span className={styles.relation}>{t.relations[field.relation]}</span>
      </div>
      {field.values.map((value, at) => {
        const text = reading.text(field.path, value);
        const whose = names[at] ?? "";
        return (
          <label key={whose + at.toString()} className={`${styles.option} ${text ? "" : styles.none}`}>
            <input
              type="radio"
              name={name}
              checked={at === taken}
              disabled={!text}
              onChange={() => onTake(at)}
              aria-label={fill(t.take, { field: label, name: whose })}
            />
            <span className={styles.whose}>{whose}</span>
            <span className={styles.value}>{text || t.nothing}</span>
          </label>
        );
      })}
      <div className={styles.result}>
        <span className={styles.value}>{result || t.nothing}</span>
        {unites && field.values.filter(Boolean).length > 1 ? (
          <label className={styles.both}>
            <input
              type="radio"
              name={name}
              checked={both}
              onChange={() => onTake("all")}
              aria-label={fill(t.take, { field: label, name: t.both })}
            />
            {t.both}
          </label>
        ) : null}
      </div>
    </div>
  );
}
