import { type KeyboardEvent, useState } from "react";
import { useListbox } from "@/design/useListbox";
import { contactStrings as t } from "../strings";
import type { FieldEdit } from "../useFieldEdit";
import { InlineText } from "./InlineText";
import styles from "./OfferedText.module.css";

export type Offer = { id: string; name: string; /** What tells namesakes apart. */ more?: string };

type Props = {
  label: string;
  edit: FieldEdit;
  testId: string;
  hint?: string;
  autoFocus?: boolean;
  bare?: boolean;
  /** What answers to what is typed; asked for only while somebody types. */
  offers: readonly Offer[];
  /** Whether offers are wanted now. */
  onAsking: (asking: boolean) => void;
  onPick?: (offer: Offer) => void;
};

/** A field with choices under it: one of them, or what was typed. */
export function OfferedText({ edit, offers, onAsking, onPick, ...field }: Props) {
  const [open, setOpen] = useState(false);
  const offered = open && edit.dirty && edit.text.trim() !== "" ? offers : [];
  const listbox = useListbox(offered.length, pick, open, t.suggestions);

  function show(next: boolean) {
    setOpen(next);
    onAsking(next);
  }

  function pick(at: number) {
    const offer = offered[at];
    if (!offer) return;
    onPick?.(offer);
    show(false);
    edit.onChange(offer.name);
    void edit.save();
  }

  function onKey(event: KeyboardEvent): boolean {
    if (event.key === "Escape" && open && offered.length > 0) {
      event.preventDefault();
      show(false);
      return true;
    }
    if (event.key.length === 1 || event.key === "Backspace") show(true);
    return listbox.onKey(event);
  }

  return (
    <div className={styles.anchor}>
      <InlineText
        {...field}
        edit={edit}
        input={listbox.input}
        onKey={onKey}
        onLeave={() => show(false)}
        onEnter={() => show(false)}
      />
      {offered.length > 0 ? (
        <ul className={styles.list} {...listbox.list}>
          {offered.map((offer, at) => (
            <li key={offer.id} className={styles.option} {...listbox.option(at)}>
              {[offer.name, offer.more].filter(Boolean).join(" · ")}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
