import { Plus, Rows3, X } from "lucide-react";
import { useId } from "react";
import { Button, IconButton } from "@/design/Button";
import { Menu } from "@/design/Menu";
import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import { FilterLine } from "./FilterLine";
import styles from "./filters.module.css";
import { filterStrings as t } from "./strings";
import {
  adding,
  emptyGroup,
  emptyLine,
  type Group,
  type Kept,
  type Known,
  type Node,
  within,
  withoutPart,
  withPart,
} from "./tree";

type Props = { group: Group; known: Known; onChange: (group: Group) => void; onRemove?: (() => void) | undefined };

/** Conditions in groups; groups stand in groups as deep as somebody likes. */
export function FilterBuilder({ group, known: around, onChange, onRemove }: Props) {
  const id = useId();
  const known = within(around, group.of);
  const row = around.rows.find(({ of }) => of === group.of);
  return (
    <div className={styles.group} role="group" aria-label={t.group} data-testid="filter-group">
      <div className={styles.groupHead}>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={group.not}
            onChange={(event) => onChange({ ...group, not: event.target.checked })}
          />
          {t.not}
        </label>
        <label htmlFor={id}>{row ? fill(t.matchRow, { row: row.name }) : t.match}</label>
        <select
          id={id}
          className={styles.select}
          value={group.join}
          onChange={(event) => onChange({ ...group, join: event.target.value as Group["join"] })}
          data-testid="filter-join"
        >
          <option value="all">{t.all}</option>
          <option value="any">{t.any}</option>
        </select>
        {onRemove ? <IconButton label={t.removeGroup} icon={<X />} onClick={onRemove} /> : null}
      </div>
      {group.parts.map((part, at) => (
        <Part
          // Lines have no names of their own, and keep their place.
          key={at}
          node={part}
          known={known}
          onChange={(next) => onChange(withPart(group, at, next))}
          onRemove={() => onChange(withoutPart(group, at))}
        />
      ))}
      <div className={styles.groupFoot}>
        <Button
          small
          look="quiet"
          icon={<Plus />}
          onClick={() => onChange(adding(group, emptyLine(known)))}
          data-testid="filter-add"
        >
          {t.addCondition}
        </Button>
        <Button
          small
          look="quiet"
          icon={<Plus />}
          onClick={() => onChange(adding(group, emptyGroup(group, known, null)))}
          data-testid="filter-add-group"
        >
          {t.addGroup}
        </Button>
        {known.rows.length === 0 ? null : (
          <Menu
            trigger={
              <Button small look="quiet" icon={<Rows3 />} data-testid="filter-add-row">
                {t.addRow}
              </Button>
            }
            items={known.rows.map(({ of, name }) => ({
              key: of,
              label: name,
              run: () => onChange(adding(group, emptyGroup(group, known, of))),
            }))}
          />
        )}
      </div>
    </div>
  );
}

type PartProps = { node: Node; known: Known; onChange: (node: Node) => void; onRemove: () => void };

function Part({ node, known, onChange, onRemove }: PartProps) {
  if (node.kind === "line") return <FilterLine line={node} known={known} onChange={onChange} onRemove={onRemove} />;
  if (node.kind === "group")
    return <FilterBuilder group={node} known={known} onChange={onChange} onRemove={onRemove} />;
  return <KeptPart node={node} onRemove={onRemove} />;
}

/** What the builder has no words for is shown as text and stays. */
function KeptPart({ node, onRemove }: { node: Kept; onRemove: () => void }) {
  const text = useRead("filters_print", { filter: node.filter }).data?.text ?? "";
  return (
    <div className={styles.line}>
      <code className={styles.kept}>{text}</code>
      <IconButton label={t.remove.replace("{condition}", text)} icon={<X />} onClick={onRemove} />
    </div>
  );
}
