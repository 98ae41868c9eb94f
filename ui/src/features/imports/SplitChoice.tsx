import { Button } from "@/design/Button";
import { fill } from "@/format/text";
import styles from "./imports.module.css";
import type { byGroup, Source } from "./mapping";
import { MOST_PIECES, ownText, piecesOf, quoted, SEPARATORS, type Separator, type Split } from "./split";
import { importStrings as t } from "./strings";
import { TargetSelect } from "./TargetSelect";

/** The choice that stands for a separator of one's own. */
const OWN = "own";

type Props = {
  source: Source;
  split: Split;
  groups: ReturnType<typeof byGroup>;
  onSplit: (split: Split) => void;
};

/** At what the cells of a column are taken apart, what comes of the examples, and where each piece goes. */
export function SplitChoice({ source, split, groups, onSplit }: Props) {
  const own = ownText(split.at);
  const apart = source.samples.map((sample) => piecesOf(sample, split));
  const { targets } = split;
  return (
    <div className={styles.split}>
      <div className={styles.newField}>
        <select
          className={styles.select}
          value={own === null ? split.at : OWN}
          aria-label={fill(t.splitAt, { column: source.name })}
          data-testid={`split-at-${source.id}`}
          onChange={(event) => {
            const at = event.target.value;
            onSplit({ ...split, at: at === OWN ? quoted(" - ") : (at as Separator) });
          }}
        >
          {SEPARATORS.map((at) => (
            <option key={at} value={at}>
              {t.separators[at]}
            </option>
          ))}
          <option value={OWN}>{t.ownSeparator}</option>
        </select>
        {own === null ? null : (
          <input
            className={styles.select}
            value={own}
            maxLength={20}
            required
            aria-label={fill(t.splitText, { column: source.name })}
            data-testid={`split-text-${source.id}`}
            onChange={(event) => onSplit({ ...split, at: quoted(event.target.value) })}
          />
        )}
      </div>
      <ol className={styles.pieces}>
        {targets.map((target, nth) => {
          const samples = apart.map((pieces) => pieces[nth] ?? "").filter(Boolean);
          const name = fill(t.piece, { number: nth + 1, column: source.name });
          return (
            <li key={nth}>
              <span className={styles.pieceSamples} title={samples.join(" · ")}>
                {samples.join(" · ") || t.noPiece}
              </span>
              <TargetSelect
                source={{ id: `${source.id}-${nth + 1}`, name, header: "", samples }}
                target={target}
                groups={groups}
                piece
                onTarget={(chosen) => onSplit({ ...split, targets: targets.with(nth, chosen) })}
              />
            </li>
          );
        })}
      </ol>
      <div className={styles.pieceActions}>
        <Button
          small
          disabled={targets.length >= MOST_PIECES}
          data-testid={`split-more-${source.id}`}
          onClick={() => onSplit({ ...split, targets: [...targets, ""] })}
        >
          {t.morePieces}
        </Button>
        <Button
          small
          disabled={targets.length <= 2}
          data-testid={`split-fewer-${source.id}`}
          onClick={() => onSplit({ ...split, targets: targets.slice(0, -1) })}
        >
          {t.fewerPieces}
        </Button>
      </div>
    </div>
  );
}
