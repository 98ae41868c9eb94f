import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { fill } from "@/format/text";
import type { FieldChange, SyncPlanned } from "@/ipc";
import { canHold } from "./plan";
import styles from "./rehearsal.module.css";
import { syncStrings as t } from "./strings";
import { changeWords, type Reading } from "./words";

/** The name itself stands above what is told. */
const OF_THE_NAME: ReadonlySet<string> = new Set(["given", "family", "middle", "prefix", "suffix", "display"]);
const TOLD = 6;

type Props = {
  line: SyncPlanned;
  held: boolean;
  reading: Reading;
  person: (record: string, name: string) => ReactNode;
  onHold: (hold: boolean) => void;
};

/** One thing that would be done, with a tick that lets it be. */
export function PlannedLine({ line, held, reading, person, onHold }: Props) {
  const name = line.display || t.somebody;
  const fixed = !canHold(line);
  return (
    <li className={styles.line} data-testid="planned" data-held={held || undefined}>
      <input
        type="checkbox"
        aria-label={fill(t.tick, { name })}
        checked={line.action === "list" || (!held && !fixed)}
        disabled={fixed}
        title={fixed ? (line.action === "list" ? t.listNote : t.doubtNote) : undefined}
        onChange={(event) => onHold(!event.target.checked)}
        data-testid="planned-tick"
      />
      <div className={styles.what}>
        <p className={styles.name}>{line.here ? person(line.record, name) : name}</p>
        {line.into ? <p className={styles.soft}>{fill(t.into, { name: line.into })}</p> : null}
        {["create", "pair", "doubt"].includes(line.action) ? (
          <p className={styles.soft}>{newWords(line.changes, reading)}</p>
        ) : line.action === "list" ? (
          <Members changes={line.changes} />
        ) : (
          <Changes changes={line.changes} reading={reading} />
        )}
      </div>
    </li>
  );
}

/** Who comes on a list, and who leaves it. */
function Members({ changes }: { changes: readonly FieldChange[] }) {
  const comes = changes.flatMap(({ before, after }) => (before === null && typeof after === "string" ? [after] : []));
  const leaves = changes.flatMap(({ before }) => (typeof before === "string" ? [before] : []));
  return (
    <>
      {comes.length > 0 ? <p className={styles.soft}>{fill(t.comesOn, { names: some(comes, ", ") })}</p> : null}
      {leaves.length > 0 ? <p className={styles.soft}>{fill(t.goesOff, { names: some(leaves, ", ") })}</p> : null}
    </>
  );
}

const some = (words: readonly string[], between: string): string =>
  [...words.slice(0, TOLD), ...(words.length > TOLD ? ["…"] : [])].join(between);

function newWords(changes: readonly FieldChange[], reading: Reading): string {
  const told = changes
    .filter(({ path }) => !OF_THE_NAME.has(path))
    .map(({ path, after }) => reading.text(path, after))
    .filter(Boolean);
  return some(told, " · ");
}

function Changes({ changes, reading }: { changes: readonly FieldChange[]; reading: Reading }) {
  if (changes.length === 0) return null;
  return (
    <dl className={styles.changes}>
      {changes.map((change) => {
        const { before, after } = changeWords(change, reading);
        return (
          <div key={change.path} data-testid="planned-change">
            <dt>{reading.label(change.path)}</dt>
            <dd>
              {before ? <del>{before}</del> : null}
              {before ? <ArrowRight role="img" aria-label={t.becomes} /> : null}
              {after ? <ins>{after}</ins> : <em>{t.emptied}</em>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
