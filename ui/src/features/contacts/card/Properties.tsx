import { ChevronDown, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { Menu } from "@/design/Menu";
import type { Contact } from "@/ipc";
import type { CardEditing } from "../editing";
import { CHILD_KEYS, type FieldKey, SCALAR_GROUPS, scalarValue, type ScalarKey } from "../fields";
import { contactStrings as t } from "../strings";
import { Collection } from "./Collection";
import { OwnFields } from "./OwnFields";
import styles from "./Properties.module.css";
import { ScalarField } from "./ScalarField";

type Props = {
  contact: Contact;
  editing: CardEditing;
  /** Whether there is time for more than who it is and how they are reached. */
  settled: boolean;
};

/** What of the collections comes with the first picture. */
const FIRST: readonly FieldKey[] = ["emails", "phones"];

/** Every field of a contact, edited where it stands. Empty ones stay out of the way until they are asked for. */
export function Properties({ contact, editing, settled }: Props) {
  const [showEmpty, setShowEmpty] = useState(false);
  const [added, setAdded] = useState<readonly FieldKey[]>([]);
  const wanted = (key: FieldKey) => showEmpty || added.includes(key) || editing.draftOf(key) !== undefined;
  const scalarShown = (key: ScalarKey, always: boolean) => always || scalarValue(contact, key) !== "" || wanted(key);
  const childShown = (key: (typeof CHILD_KEYS)[number]) =>
    contact[key].length > 0 || key === "emails" || key === "phones" || wanted(key);

  const hidden: FieldKey[] = [
    ...SCALAR_GROUPS.flatMap(({ fields }) =>
      fields.filter((field) => !scalarShown(field.key, field.always ?? false)).map((field) => field.key),
    ),
    ...CHILD_KEYS.filter((key) => !childShown(key)),
  ];
  const [name, work, more] = SCALAR_GROUPS.map(({ group, fields }) => {
    const shown = fields.filter((field) => scalarShown(field.key, field.always ?? false));
    if (shown.length === 0) return null;
    return (
      <section key={group} className={styles.group} aria-label={t.groups[group]}>
        {shown.map(({ key }) => (
          <ScalarField key={key} contact={contact} field={key} editing={editing} autoFocus={added.at(-1) === key} />
        ))}
      </section>
    );
  });
  return (
    <section className={styles.properties} aria-label={t.properties}>
      {name}
      {work}
      {CHILD_KEYS.filter((key) => childShown(key) && (settled || FIRST.includes(key))).map((key) => (
        <Collection
          key={`${key} ${added.includes(key)}`}
          contact={contact}
          field={key}
          editing={editing}
          adding={added.at(-1) === key}
        />
      ))}
      {settled ? more : null}
      {settled ? <OwnFields contact={contact} editing={editing} showEmpty={showEmpty} /> : null}
      {settled ? (
        <div className={styles.foot}>
          {hidden.length > 0 ? (
            <Menu
              trigger={
                <Button small icon={<Plus />} data-testid="add-field">
                  {t.addField}
                </Button>
              }
              items={hidden.map((key) => ({
                key,
                label: t.fields[key],
                run: () => setAdded((known) => [...known, key]),
              }))}
            />
          ) : null}
          <Button
            small
            look="quiet"
            icon={<ChevronDown className={showEmpty ? styles.up : ""} />}
            aria-expanded={showEmpty}
            onClick={() => setShowEmpty(!showEmpty)}
            data-testid="show-empty"
          >
            {showEmpty ? t.hideEmpty : t.showEmpty}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
