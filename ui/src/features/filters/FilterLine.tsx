import { X } from "lucide-react";
import { useId } from "react";
import { IconButton } from "@/design/Button";
import { useSettled } from "@/design/useSettled";
import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./filters.module.css";
import { needsValue, type Operator, operatorsOf } from "./operators";
import { filterStrings as t } from "./strings";
import { about, type Known, type Line, offered } from "./tree";

type Props = { line: Line; known: Known; onChange: (line: Line) => void; onRemove: () => void };

/** One condition: a field, how it is compared, and with what. */
export function FilterLine({ line, known, onChange, onRemove }: Props) {
  const field = known.fields.get(line.field);
  const operators = line.field === "" ? (["has"] as const) : operatorsOf(field?.kind ?? "text");
  return (
    <div className={styles.line} data-testid="filter-line">
      <select
        className={styles.select}
        aria-label={t.field}
        value={line.field}
        onChange={(event) => onChange(about(line, event.target.value, known))}
        data-testid="filter-field"
      >
        {known.prefix === "" ? <option value="">{t.anywhere}</option> : null}
        {offered(known).map(({ title, paths }) =>
          title === "" ? (
            <Paths key={title} paths={paths} />
          ) : (
            <optgroup key={title} label={title}>
              <Paths paths={paths} />
            </optgroup>
          ),
        )}
      </select>
      <select
        className={styles.select}
        aria-label={t.operator}
        value={line.operator}
        onChange={(event) => onChange({ ...line, operator: event.target.value as Operator })}
        data-testid="filter-operator"
      >
        {operators.map((operator) => (
          <option key={operator} value={operator}>
            {t.ops[operator]}
          </option>
        ))}
      </select>
      {needsValue(line.operator) ? <Value line={line} known={known} onChange={onChange} /> : null}
      <IconButton
        label={fill(t.remove, { condition: line.field || t.anywhere })}
        icon={<X />}
        onClick={onRemove}
        data-testid="filter-remove"
      />
    </div>
  );
}

function Paths({ paths }: { paths: readonly string[] }) {
  return paths.map((path) => (
    <option key={path} value={path}>
      {path}
    </option>
  ));
}

function Value({ line, known, onChange }: Omit<Props, "onRemove">) {
  const id = useId();
  const field = known.fields.get(line.field);
  const typed = useSettled(line.value, 150);
  const words = field?.kind === "text";
  const suggested = useRead(
    "filters_suggest",
    { field: known.prefix + line.field, text: typed, limit: 12 },
    { enabled: words, keepPrevious: true },
  );
  const values = field && field.choices.length > 0 ? field.choices : (suggested.data?.values ?? []);
  const span = line.operator === "last" || line.operator === "next";
  const day = field?.kind === "day" || field?.kind === "anniversary" || field?.kind === "instant";
  return (
    <>
      <input
        className={styles.value}
        aria-label={t.value}
        placeholder={span ? t.spanHint : day ? t.dayHint : undefined}
        value={line.value}
        list={id}
        autoComplete="off"
        onChange={(event) => onChange({ ...line, value: event.target.value })}
        data-testid="filter-value"
      />
      <datalist id={id}>
        {values.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </>
  );
}
