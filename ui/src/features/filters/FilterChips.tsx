import { X } from "lucide-react";
import { fill } from "@/format/text";
import { type Filter, useRead } from "@/ipc";
import styles from "./filters.module.css";
import { needsValue } from "./operators";
import { filterStrings as t } from "./strings";
import { filterOfTree, type Known, type Node, treeOf, withoutPart } from "./tree";

type Props = { filter: Filter; known: Known; onChange: (filter: Filter) => void };

/** The conditions that stand side by side, each of which can be taken away. */
export function FilterChips({ filter, known, onChange }: Props) {
  const tree = treeOf(filter, known);
  return (
    <ul className={styles.chips} aria-label={t.chips}>
      {tree.parts.map((part, at) => (
        <li key={at} className={styles.chip} data-testid="filter-chip">
          {at > 0 && tree.join === "any" ? <span className={styles.soft}>{t.or}</span> : null}
          <Chip node={part} onRemove={() => onChange(filterOfTree(withoutPart(tree, at)))} />
        </li>
      ))}
    </ul>
  );
}

function Chip({ node, onRemove }: { node: Node; onRemove: () => void }) {
  const printed = useRead("filters_print", { filter: filterOfTree(node) }, { enabled: node.kind !== "line" });
  const words =
    node.kind === "line"
      ? [node.field || t.anywhere, t.ops[node.operator], needsValue(node.operator) ? node.value : ""].join(" ").trim()
      : (printed.data?.text ?? "");
  return (
    <>
      <span className={styles.words}>{words}</span>
      <button
        type="button"
        className={styles.away}
        aria-label={fill(t.remove, { condition: words })}
        onClick={onRemove}
      >
        <X aria-hidden="true" />
      </button>
    </>
  );
}
