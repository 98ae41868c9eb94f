import { type ChildKey, LABELS } from "../fields";

/** What the offered labels of rows of a kind are called; once a card, for all rows. */
export const labelsOf = (field: ChildKey) => `labels-${field}`;

/** The labels that are offered for rows of a kind. */
export function Labels({ field }: { field: ChildKey }) {
  return (
    <datalist id={labelsOf(field)}>
      {LABELS[field].map((label) => (
        <option key={label} value={label} />
      ))}
    </datalist>
  );
}
