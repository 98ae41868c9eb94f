import { type ClipboardEvent, type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { ownEdit, ownPath } from "@/format/own";
import { fill } from "@/format/text";
import { call, type Contact, useWrite } from "@/ipc";
import { AlikeHint } from "./AlikeHint";
import styles from "./NewContact.module.css";
import { NewOwnFields } from "./NewOwnFields";
import { PastedValues } from "./PastedValues";
import { fromSignature, type Pasted } from "./pasted";
import { createPatch, type NewContact as Form } from "./patch";
import { contactStrings as t } from "./strings";
import { useOwnFields } from "./useOwnFields";

const EMPTY: Form = { given: "", family: "", company: "", title: "", email: "", phone: "" };
const FIELDS: { key: keyof Form; label: string; path: string; inputMode?: "email" | "tel" }[] = [
  { key: "given", label: t.fields.given, path: "given" },
  { key: "family", label: t.fields.family, path: "family" },
  { key: "company", label: t.fields.company, path: "company" },
  { key: "title", label: t.fields.title, path: "title" },
  { key: "email", label: t.fields.emails, path: "emails", inputMode: "email" },
  { key: "phone", label: t.fields.phones, path: "phones", inputMode: "tel" },
];

type Props = {
  open: boolean;
  onClose: () => void;
  onCreated: (contact: Contact) => void;
  /** Somebody who is here already; what was typed stays. */
  onOpen: (id: string) => void;
  onUndo: (batch: string) => void;
};

/** Somebody new. A refusal stands under its field, and nothing that was typed is lost. */
export function NewContact({ open, onClose, onCreated, onOpen, onUndo }: Props) {
  const [form, setForm] = useState(EMPTY);
  const [nobody, setNobody] = useState(false);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const [pasted, setPasted] = useState<readonly Pasted[]>([]);
  const needed = useOwnFields().filter((field) => field.required && field.default === "");
  const create = useWrite("contacts_create");
  const refused = create.error?.wire.field?.split("/")[0];
  const placed =
    FIELDS.some((field) => field.path === refused) ||
    needed.some((field) => [field.key, ownPath(field)].includes(create.error?.wire.field ?? ""));

  /** Several lines are a signature, and fill the form. */
  function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData("text/plain");
    if (text.trim().split("\n").length < 2) return;
    event.preventDefault();
    call("signatures_read", { text })
      .then((read) => {
        const { typed, rest } = fromSignature(read);
        setForm({ ...form, ...typed });
        setPasted(rest);
        setNobody(false);
      })
      .catch(toastError);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const patch = [...createPatch(form), ...pasted.map((value) => value.edit)];
    setNobody(patch.length === 0);
    if (patch.length === 0) return;
    const owned = needed.filter((field) => own[field.key]?.trim()).map((field) => ownEdit(field, own[field.key] ?? ""));
    create.mutate(
      { patch: [...patch, ...owned], region: null },
      {
        onSuccess: ({ contact, batch }) => {
          setForm(EMPTY);
          setOwn({});
          setPasted([]);
          if (batch)
            toast(fill(t.createdToast, { name: contact.display }), { label: t.undo, run: () => onUndo(batch) });
          onCreated(contact);
        },
      },
    );
  }
  return (
    <Dialog title={t.newTitle} open={open} onClose={onClose} testId="new-contact-dialog">
      <form className={styles.form} onSubmit={submit} onPaste={paste}>
        <p className={styles.soft}>{t.pasteHint}</p>
        {FIELDS.map(({ key, label, path, inputMode }, at) => (
          <TextField
            key={key}
            label={label}
            value={form[key]}
            inputMode={inputMode}
            autoFocus={at === 0}
            data-testid={`new-${key}`}
            error={path === refused ? create.error?.message : at === 0 && nobody ? t.createEmpty : undefined}
            onChange={(event) => {
              setForm({ ...form, [key]: event.target.value });
              setNobody(false);
            }}
          />
        ))}
        <NewOwnFields
          fields={needed}
          typed={own}
          refused={create.error}
          onChange={(key, text) => setOwn({ ...own, [key]: text })}
        />
        <PastedValues values={pasted} onDrop={(gone) => setPasted(pasted.filter((value) => value !== gone))} />
        <AlikeHint form={form} onOpen={onOpen} />
        {create.error && !placed ? <ErrorNotice error={create.error} /> : null}
        <Button type="submit" look="primary" busy={create.isPending} data-testid="new-create">
          {t.create}
        </Button>
      </form>
    </Dialog>
  );
}
