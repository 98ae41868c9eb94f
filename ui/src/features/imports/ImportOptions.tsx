import { useState } from "react";
import { CheckField, SelectField, TextField } from "@/design/Field";
import type { Filling, ImportChoices, ImportMode } from "@/ipc";
import { FILLINGS, givenTags, givenText, MATCHES, MODES, withGiven, withGivenTags } from "./choices";
import styles from "./imports.module.css";
import { importStrings as t } from "./strings";

type Props = { choices: ImportChoices; onChoices: (choices: ImportChoices) => void };

/** Whom rows mean, what they may write, and what all of them get. */
export function ImportOptions({ choices, onChoices }: Props) {
  const changes = choices.mode !== "create";
  return (
    <section className={styles.section} aria-label={t.people}>
      <h2>{t.people}</h2>
      <div className={styles.options}>
        <SelectField
          label={t.mode}
          value={choices.mode}
          data-testid="import-mode"
          onChange={(event) => onChoices({ ...choices, mode: event.target.value as ImportMode, all: false })}
        >
          {MODES.map((mode) => (
            <option key={mode} value={mode}>
              {t.modes[mode]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t.matching}
          hint={choices.matching.length === 0 ? t.matchingHint : undefined}
          value={choices.matching.join(",")}
          disabled={choices.all}
          data-testid="import-matching"
          onChange={(event) => onChoices({ ...choices, matching: event.target.value.split(",").filter(Boolean) })}
        >
          {MATCHES.map((keys) => (
            <option key={keys.join(",")} value={keys.join(",")}>
              {t.matches[keys.join(",")]}
            </option>
          ))}
        </SelectField>
        {changes ? (
          <SelectField
            label={t.filling}
            hint={choices.filling === null ? t.fillingHint : undefined}
            value={choices.filling ?? ""}
            data-testid="import-filling"
            onChange={(event) => onChoices({ ...choices, filling: (event.target.value || null) as Filling | null })}
          >
            <option value="">{t.fillings.usual}</option>
            {FILLINGS.map((filling) => (
              <option key={filling} value={filling}>
                {t.fillings[filling]}
              </option>
            ))}
          </SelectField>
        ) : null}
      </div>
      <h3>{t.everybody}</h3>
      <div className={styles.options}>
        <TextField
          label={t.toList}
          value={choices.list ?? ""}
          maxLength={100}
          data-testid="import-list"
          onChange={(event) => onChoices({ ...choices, list: event.target.value || null })}
        />
        <Tags choices={choices} onChoices={onChoices} />
        <TextField
          label={t.toSource}
          value={givenText(choices.set, "source")}
          data-testid="import-source"
          onChange={(event) => onChoices({ ...choices, set: withGiven(choices.set, "source", event.target.value) })}
        />
      </div>
      <CheckField
        label={t.makeCategories}
        hint={t.makeCategoriesHint}
        checked={choices.make_categories}
        onChange={(event) => onChoices({ ...choices, make_categories: event.target.checked })}
        data-testid="import-make-categories"
      />
    </section>
  );
}

/** Tags keep the commas that are being typed. */
function Tags({ choices, onChoices }: Props) {
  const given = givenTags(choices.set);
  const [typed, setTyped] = useState(given);
  const shown = givenTags(withGivenTags([], typed)) === given ? typed : given;
  return (
    <TextField
      label={t.toTags}
      hint={t.toTagsHint}
      value={shown}
      data-testid="import-tags"
      onChange={(event) => {
        setTyped(event.target.value);
        onChoices({ ...choices, set: withGivenTags(choices.set, event.target.value) });
      }}
    />
  );
}
