import { type FormEvent, useId, useState } from "react";
import { Button } from "@/design/Button";
import { SelectField, TextField } from "@/design/Field";
import { toast } from "@/design/toasts";
import { useSettled } from "@/design/useSettled";
import { fill } from "@/format/text";
import { type CommandError, type Contact, useRead, useWrite } from "@/ipc";
import { contactStrings as t } from "../strings";
import styles from "./People.module.css";

const STRENGTHS = [0, 1, 2, 3] as const;

type Props = { contact: Contact; onUndo: (batch: string) => void; onClose: () => void };

/** Somebody, and what they are to the contact. */
export function RelationForm({ contact, onUndo, onClose }: Props) {
  const list = useId();
  const add = useWrite("relations_add");
  const kinds = useRead("relations_kinds", {}).data?.kinds ?? [];
  const [kind, setKind] = useState("manager");
  const [typed, setTyped] = useState("");
  const [note, setNote] = useState("");
  const [strength, setStrength] = useState(0);
  const [error, setError] = useState<CommandError | null>(null);
  const query = useSettled(typed.trim(), 120);
  const found = useRead("contacts_search", { query, limit: 8 }, { enabled: query !== "", keepPrevious: true });
  const people = (found.data?.hits ?? []).filter((hit) => hit.id !== contact.id);
  // Namesakes are told apart by their company.
  const nameOf = (hit: { display: string; company: string }) => [hit.display, hit.company].filter(Boolean).join(", ");
  const chosen = people.find((hit) => nameOf(hit) === typed) ?? (people.length === 1 ? people[0] : undefined);
  const sides = kinds.flatMap((one) => (one.name === one.reverse ? [one.name] : [one.name, one.reverse]));

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!chosen) return;
    try {
      const { batch } = await add.mutateAsync({
        one: chosen.id,
        kind,
        reverse: null,
        other: contact.id,
        strength,
        note: note.trim(),
      });
      const said = fill(t.around.added, { name: chosen.display, kind });
      toast(said, batch ? { label: t.undo, run: () => onUndo(batch) } : undefined);
      onClose();
    } catch (thrown) {
      setError(thrown as CommandError);
    }
  }
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <SelectField label={t.around.kind} value={kind} onChange={(event) => setKind(event.target.value)}>
        {sides.map((side) => (
          <option key={side} value={side}>
            {side}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t.around.person}
        value={typed}
        list={list}
        autoFocus
        {...(error ? { error: error.message } : {})}
        onChange={(event) => setTyped(event.target.value)}
        data-testid="relation-person"
      />
      <datalist id={list}>
        {people.map((hit) => (
          <option key={hit.id} value={nameOf(hit)} />
        ))}
      </datalist>
      <SelectField
        label={t.around.strength}
        value={strength}
        onChange={(event) => setStrength(Number(event.target.value))}
        data-testid="relation-strength"
      >
        {STRENGTHS.map((one) => (
          <option key={one} value={one}>
            {t.around.strengths[one]}
          </option>
        ))}
      </SelectField>
      <TextField label={t.around.note} value={note} onChange={(event) => setNote(event.target.value)} />
      <div className={styles.actions}>
        <Button small look="primary" type="submit" disabled={!chosen} busy={add.isPending} data-testid="relation-save">
          {t.around.save}
        </Button>
        <Button small look="quiet" onClick={onClose}>
          {t.around.cancel}
        </Button>
      </div>
    </form>
  );
}
