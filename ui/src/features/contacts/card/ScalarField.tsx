import { useCallback, useId } from "react";
import { day } from "@/format/dates";
import { languageName } from "@/format/languages";
import type { Contact } from "@/ipc";
import type { CardEditing } from "../editing";
import { scalarValue, type ScalarKey } from "../fields";
import { scalarEdit } from "../patch";
import { contactStrings as t } from "../strings";
import { type FieldEdit, useFieldEdit } from "../useFieldEdit";
import { CompanyField } from "./CompanyField";
import { InlineText } from "./InlineText";
import { isLocked, LockToggle } from "./LockToggle";

/** Fields that never leave this machine, and have no lock therefore. */
const STAYS: ReadonlySet<ScalarKey> = new Set(["best_times", "topics"]);

type Props = { contact: Contact; field: ScalarKey; editing: CardEditing; autoFocus?: boolean; bare?: boolean };

/** The part somebody plays in a purchase: the usual ones are offered, any other is one too. */
function RoleField(props: { label: string; edit: FieldEdit; testId: string; autoFocus: boolean; bare: boolean }) {
  const list = useId();
  return (
    <>
      <InlineText {...props} hint={t.roleHint} input={{ list }} />
      <datalist id={list}>
        {t.roles.map((role) => (
          <option key={role} value={role} />
        ))}
      </datalist>
    </>
  );
}

/** A field of one value. */
export function ScalarField({ contact, field, editing, autoFocus = false, bare = false }: Props) {
  const toEdit = useCallback((text: string) => scalarEdit(field, text), [field]);
  const edit = useFieldEdit(contact, field, scalarValue(contact, field), toEdit, editing);
  const lock = bare || STAYS.has(field) ? null : <LockToggle contact={contact} path={field} editing={editing} />;
  const shared = {
    label: t.fields[field],
    edit,
    testId: `field-${field}`,
    autoFocus,
    bare,
    ...(isLocked(contact, field) ? { after: lock } : { atHand: lock }),
  };
  if (field === "company") return <CompanyField {...shared} />;
  if (field === "notes") return <InlineText {...shared} multiline placeholder={t.notesHint} />;
  if (field === "display") return <InlineText {...shared} placeholder={contact.display} hint={t.displayHint} />;
  if (field === "birthday") return <InlineText {...shared} shown={day(edit.text)} hint={t.birthdayHint} />;
  if (field === "role") return <RoleField {...shared} />;
  if (field === "time_zone" || field === "language") {
    const hint = field === "time_zone" ? t.timeZoneHint : t.languageHint;
    const shown = field === "language" ? languageName(edit.text) : edit.text;
    return <InlineText {...shared} shown={shown} hint={hint} check={{ key: field }} />;
  }
  return <InlineText {...shared} />;
}
