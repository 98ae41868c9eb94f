import { useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { CheckField, SelectField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { fill } from "@/format/text";
import {
  call,
  type CommandError,
  type CustomKind,
  type FieldDefinition,
  type FieldEffect,
  type FieldEntity,
} from "@/ipc";
import {
  canBeUnique,
  fieldDraft,
  type FieldTyped,
  hasOptions,
  isWeighty,
  KINDS,
  takesDefault,
  takesPattern,
  takesRange,
  typedField,
} from "./draft";
import { EffectNotice } from "./EffectNotice";
import styles from "./fields.module.css";
import { OptionsEditor } from "./OptionsEditor";
import { fieldStrings as t } from "./strings";
import { useFieldWrites } from "./useFieldWrites";

type Props = {
  /** Null for a new one. */
  field: FieldDefinition | null;
  all: readonly FieldDefinition[];
  onClose: () => void;
};

/** A field made or changed; what a change does to values is told before it is made. */
export function FieldForm({ field, all, onClose }: Props) {
  const [typed, setTyped] = useState<FieldTyped>(() => typedField(field));
  const [effect, setEffect] = useState<FieldEffect | null>(null);
  const [error, setError] = useState<CommandError | null>(null);
  const [busy, setBusy] = useState(false);
  const writes = useFieldWrites();
  const change = (next: Partial<FieldTyped>) => {
    setEffect(null);
    setError(null);
    setTyped((known) => ({ ...known, ...next }));
  };
  const wrong = (part: string) => (error?.wire.field === part ? error.message : undefined);
  const named = ["kind", "name", "key", "pattern", "min", "max", "default", "currency", "options", "shown_when"];
  const elsewhere = error && !named.includes(error.wire.field ?? "") ? error : null;
  const text = (
    key: "name" | "key" | "group" | "help" | "default" | "min" | "max" | "pattern" | "currency",
    hint?: string,
  ) => (
    <TextField
      label={t[key]}
      value={typed[key]}
      onChange={(event) => change({ [key]: event.target.value })}
      data-testid={`field-${key}`}
      {...(hint ? { hint } : {})}
      {...(wrong(key) ? { error: wrong(key) } : {})}
    />
  );

  async function save() {
    setBusy(true);
    const draft = fieldDraft(typed, field);
    try {
      if (field === null) await writes.add(draft);
      else if (effect === null && isWeighty(draft)) {
        setEffect(await call("fields_plan", { id: field.id, change: draft }));
        return;
      } else await writes.set(field.id, draft);
      onClose();
    } catch (thrown) {
      setError(thrown as CommandError);
    } finally {
      setBusy(false);
    }
  }

  const others = all.filter((other) => other.entity === typed.entity && other.id !== field?.id);
  const { kind } = typed;
  return (
    <Dialog
      title={field ? fill(t.editTitle, { name: field.name }) : t.newTitle}
      open
      wide
      onClose={onClose}
      testId="field-form"
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look="primary" busy={busy} onClick={() => void save()} data-testid="field-save">
            {effect ? t.saveAnyway : t.save}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {elsewhere ? <ErrorNotice error={elsewhere} /> : null}
        {effect ? <EffectNotice effect={effect} /> : null}
        {text("name")}
        <div className={styles.pair}>
          <SelectField
            label={t.kind}
            value={kind}
            {...(wrong("kind") ? { error: wrong("kind") } : {})}
            onChange={(event) => change({ kind: event.target.value as CustomKind })}
            data-testid="field-kind"
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t.kinds[one]}
              </option>
            ))}
          </SelectField>
          {field ? null : (
            <SelectField
              label={t.ofLabel}
              value={typed.entity}
              onChange={(event) => change({ entity: event.target.value as FieldEntity })}
              data-testid="field-entity"
            >
              {Object.entries(t.of).map(([of, label]) => (
                <option key={of} value={of}>
                  {label}
                </option>
              ))}
            </SelectField>
          )}
          {kind === "money" ? text("currency", t.currencyHint) : null}
        </div>
        {hasOptions(kind) ? (
          <OptionsEditor field={field} typed={typed} error={wrong("options")} onChange={change} />
        ) : null}
        <CheckField
          label={t.requiredLabel}
          hint={t.requiredHint}
          checked={typed.required}
          onChange={(event) => change({ required: event.target.checked })}
          data-testid="field-required"
        />
        {canBeUnique(kind) ? (
          <CheckField
            label={t.uniqueLabel}
            hint={t.uniqueHint}
            checked={typed.unique}
            onChange={(event) => change({ unique: event.target.checked })}
            data-testid="field-unique"
          />
        ) : null}
        {takesRange(kind) ? (
          <div className={styles.pair}>
            {text("min", t.rangeHint)}
            {text("max")}
          </div>
        ) : null}
        {takesPattern(kind) ? text("pattern", t.patternHint) : null}
        {takesDefault(kind) ? text("default", t.defaultHint) : null}
        <div className={styles.pair}>
          {text("group", t.groupHint)}
          {text("help", t.helpHint)}
        </div>
        <div className={styles.pair}>
          <SelectField
            label={t.shownField}
            value={typed.shownField}
            onChange={(event) => change({ shownField: event.target.value })}
            {...(wrong("shown_when") ? { error: wrong("shown_when") } : {})}
          >
            <option value="">{t.shownAlways}</option>
            {others.map((other) => (
              <option key={other.id} value={other.key}>
                {other.name}
              </option>
            ))}
          </SelectField>
          {typed.shownField ? (
            <TextField
              label={t.shownValue}
              hint={t.shownValueHint}
              value={typed.shownValue}
              onChange={(event) => change({ shownValue: event.target.value })}
            />
          ) : null}
        </div>
        {text("key", t.keyHint)}
      </form>
    </Dialog>
  );
}
