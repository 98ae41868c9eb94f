import { useCallback } from "react";
import { checkedAs, ownEdit, ownPath, ownText, ownTyped } from "@/format/own";
import type { Contact, FieldDefinition } from "@/ipc";
import type { CardEditing } from "../editing";
import { contactStrings as t } from "../strings";
import { useFieldEdit } from "../useFieldEdit";
import { InlineText } from "./InlineText";
import { OwnChoice } from "./OwnChoice";
import { OwnReference } from "./OwnReference";

type Props = { contact: Contact; field: FieldDefinition; editing: CardEditing };

const KEYBOARDS: Partial<Record<FieldDefinition["kind"], "email" | "tel" | "url">> = {
  email: "email",
  phone: "tel",
  url: "url",
};

/** One field of one's own, edited as its kind wants. */
export function OwnField(props: Props) {
  const { kind } = props.field;
  if (kind === "boolean" || kind === "choice" || kind === "multi_choice" || kind === "file")
    return <OwnChoice {...props} />;
  if (kind === "contact" || kind === "company") return <OwnReference {...props} />;
  return <OwnTyped {...props} />;
}

function OwnTyped({ contact, field, editing }: Props) {
  const toEdit = useCallback((text: string) => ownEdit(field, text), [field]);
  const value = contact.custom[field.key];
  const edit = useFieldEdit(contact, ownPath(field), ownTyped(field, value), toEdit, editing);
  const example = { date: t.ownDayHint, date_time: t.ownTimeHint, money: t.ownMoneyHint }[field.kind as string];
  const hint = field.help || example;
  const keyboard = KEYBOARDS[field.kind];
  const check = checkedAs(field);
  return (
    <InlineText
      label={field.name}
      edit={edit}
      testId={`own-${field.key}`}
      shown={ownText(field, value, t)}
      multiline={field.kind === "long_text"}
      {...(hint ? { hint } : {})}
      {...(keyboard ? { inputMode: keyboard } : {})}
      {...(check ? { check } : {})}
      {...(field.required && value === undefined ? { placeholder: t.ownRequired } : {})}
    />
  );
}
