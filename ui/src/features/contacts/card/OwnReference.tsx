import { useCallback, useRef, useState } from "react";
import { ownEdit, ownPath, ownTyped } from "@/format/own";
import { type Contact, type FieldDefinition, useRead } from "@/ipc";
import type { CardEditing } from "../editing";
import { useFieldEdit } from "../useFieldEdit";
import { type Offer, OfferedText } from "./OfferedText";

type Props = { contact: Contact; field: FieldDefinition; editing: CardEditing };

const OFFERED = 8;

/** A contact or a company that a field names: those that answer to what is typed are offered. */
export function OwnReference({ contact, field, editing }: Props) {
  const picked = useRef<Offer | null>(null);
  const [open, setOpen] = useState(false);
  const toEdit = useCallback(
    (text: string) => ownEdit(field, picked.current?.name === text ? picked.current.id : text),
    [field],
  );
  const edit = useFieldEdit(contact, ownPath(field), ownTyped(field, contact.custom[field.key]), toEdit, editing);
  const asking = open && edit.dirty && edit.text.trim() !== "";
  const people = useRead(
    "contacts_search",
    { query: edit.text, limit: OFFERED },
    { enabled: asking && field.kind === "contact", keepPrevious: true },
  );
  const companies = useRead(
    "companies_suggest",
    { text: edit.text, limit: OFFERED },
    { enabled: asking && field.kind === "company", keepPrevious: true },
  );
  const offers: readonly Offer[] =
    field.kind === "contact"
      ? (people.data?.hits.map((hit) => ({ id: hit.id, name: hit.display, more: hit.company })) ?? [])
      : (companies.data?.companies ?? []);
  return (
    <OfferedText
      label={field.name}
      edit={edit}
      testId={`own-${field.key}`}
      {...(field.help ? { hint: field.help } : {})}
      offers={offers}
      onAsking={setOpen}
      onPick={(offer) => {
        picked.current = offer;
      }}
    />
  );
}
