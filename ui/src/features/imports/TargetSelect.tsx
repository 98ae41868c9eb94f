import { fill } from "@/format/text";
import type { TargetChoice } from "@/ipc";
import styles from "./imports.module.css";
import { type byGroup, newField, proposed, type Source, TO_NOTES, toNewField } from "./mapping";
import { NewFieldChoice } from "./NewFieldChoice";
import { SplitChoice } from "./SplitChoice";
import { proposedSplit, splitOf, toSplit } from "./split";
import { importStrings as t } from "./strings";

/** The choices that stand for a field that is not there yet, and for a column that is taken apart. */
const NEW = "new";
const SPLIT = "split";

type Props = {
  source: Source;
  target: string;
  groups: ReturnType<typeof byGroup>;
  onTarget: (target: string) => void;
  /** Whether it is a piece already. */
  piece?: boolean;
};

/** Where a column or a piece of one goes, and what is still to be said about that. */
export function TargetSelect({ source, target, groups, onTarget, piece = false }: Props) {
  const field = newField(target);
  const split = piece ? null : splitOf(target);
  const choose = (chosen: string) => {
    if (chosen === NEW) onTarget(toNewField(proposed(source)));
    else if (chosen === SPLIT) onTarget(toSplit(proposedSplit(source.samples)));
    else onTarget(chosen);
  };
  return (
    <>
      <select
        className={styles.select}
        value={field ? NEW : split ? SPLIT : target}
        aria-label={fill(t.targetOf, { column: source.name })}
        data-testid={`mapping-${source.id}`}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t.ignored}</option>
        <option value={TO_NOTES}>{t.toNotes}</option>
        {groups.map(({ group, choices }) => (
          <optgroup key={group} label={group}>
            {choices.map((choice: TargetChoice) => (
              <option key={choice.target} value={choice.target}>
                {choice.label}
              </option>
            ))}
          </optgroup>
        ))}
        <option value={NEW}>{t.newField}</option>
        {piece ? null : <option value={SPLIT}>{t.split}</option>}
      </select>
      {field ? (
        <NewFieldChoice
          id={source.id}
          name={source.name}
          field={field}
          onField={(changed) => onTarget(toNewField(changed))}
        />
      ) : null}
      {split ? (
        <SplitChoice source={source} split={split} groups={groups} onSplit={(changed) => onTarget(toSplit(changed))} />
      ) : null}
    </>
  );
}
