import { Ellipsis, File, FileText, Image, Paperclip, Save, Trash2, UserRound } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { Menu } from "@/design/Menu";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { bytes } from "@/format/numbers";
import { fill } from "@/format/text";
import { type Attachment, type Contact, pickFile, saveFile, useWrite } from "@/ipc";
import type { CardEditing } from "../editing";
import { useFilesDropped } from "../filesDropped";
import { contactStrings as t } from "../strings";
import { FilePreview } from "./FilePreview";
import styles from "./Files.module.css";
import { Pane } from "./Pane";

type Props = { contact: Contact; editing: CardEditing; onUndo: (batch: string) => void };

/** The files of a contact: attached by button, drop or paste; looked at, saved, made the picture, taken away. */
export function Files({ contact, editing, onUndo }: Props) {
  const add = useWrite("attachments_add");
  const paste = useWrite("attachments_paste");
  const save = useWrite("attachments_save");
  const [shown, setShown] = useState<Attachment | null>(null);
  const { id, seq } = contact;

  const said = (name: string, batch: string | null) =>
    toast(fill(t.fileAttached, { name }), batch ? { label: t.undo, run: () => onUndo(batch) } : undefined);
  const attach = (path: string) =>
    add
      .mutateAsync({ id, path, label: "", photo: false })
      .then(({ attachment, batch }) => said(attachment.name, batch), toastError);
  useFilesDropped((paths) => void paths.reduce((before, path) => before.then(() => attach(path)), Promise.resolve()));

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0];
      if (!file || event.clipboardData?.getData("text/plain")) return;
      event.preventDefault();
      void base64Of(file)
        .then((base64) => paste.mutateAsync({ id, name: file.name || t.filePasted, base64 }))
        .then(({ attachment, batch }) => said(attachment.name, batch), toastError);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  });

  const change = (edit: { path: string; set: string } | { path: string; clear: true }) =>
    void editing.save([edit], seq).catch(toastError);
  async function saveCopy(file: Attachment) {
    const path = await saveFile(t.fileSave, file.name, []);
    if (path === null) return;
    await save
      .mutateAsync({ id, attachment: file.id, path })
      .then(() => toast(fill(t.fileSaved, { path })), toastError);
  }
  return (
    <Pane label={t.fields.attachments}>
      <header className={styles.header}>
        <h3>{t.fields.attachments}</h3>
        <Button
          small
          look="quiet"
          icon={<Paperclip />}
          busy={add.isPending || paste.isPending}
          onClick={() => void pickFile(t.filePick, []).then((path) => (path ? attach(path) : undefined))}
          data-testid="file-add"
        >
          {t.fileAdd}
        </Button>
      </header>
      {contact.attachments.length === 0 ? <p className={styles.soft}>{t.filesEmpty}</p> : null}
      <ul className={styles.files}>
        {contact.attachments.map((file) => (
          <li key={file.id} className={styles.file} data-testid="file">
            <button type="button" className={styles.name} onClick={() => setShown(file)} data-testid="file-show">
              {signOf(file)}
              <span className={styles.words}>{file.name}</span>
            </button>
            <span className={styles.soft}>
              {contact.photo === file.id
                ? t.filePhoto
                : file.label
                  ? `${file.label} · ${bytes(file.size)}`
                  : bytes(file.size)}
            </span>
            <Menu
              trigger={
                <IconButton
                  label={fill(t.rowActions, { value: file.name })}
                  icon={<Ellipsis />}
                  data-testid="file-actions"
                />
              }
              items={[
                { key: "save", label: t.fileSaveCopy, icon: <Save />, run: () => void saveCopy(file) },
                ...(file.mime.startsWith("image/")
                  ? [
                      contact.photo === file.id
                        ? {
                            key: "photo",
                            label: t.filePhotoNot,
                            icon: <UserRound />,
                            run: () => change({ path: "photo", clear: true }),
                          }
                        : {
                            key: "photo",
                            label: t.fileAsPhoto,
                            icon: <UserRound />,
                            run: () => change({ path: "photo", set: file.id }),
                          },
                    ]
                  : []),
                {
                  key: "remove",
                  label: t.remove,
                  icon: <Trash2 />,
                  danger: true,
                  run: () => change({ path: `attachments/${file.id}`, clear: true }),
                },
              ]}
            />
          </li>
        ))}
      </ul>
      <FilePreview contact={id} file={shown} onClose={() => setShown(null)} onSave={(file) => void saveCopy(file)} />
    </Pane>
  );
}

function signOf(file: Attachment) {
  if (file.mime.startsWith("image/")) return <Image aria-hidden />;
  return file.mime.startsWith("text/") || file.mime === "application/pdf" ? (
    <FileText aria-hidden />
  ) : (
    <File aria-hidden />
  );
}

/** The bytes of a file as the door takes them. */
async function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).split(",")[1] ?? ""));
    reader.addEventListener("error", () => reject(reader.error ?? new Error(file.type)));
    reader.readAsDataURL(file);
  });
}
