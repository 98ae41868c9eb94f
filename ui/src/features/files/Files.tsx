import { Ellipsis, File, FileText, Image, Paperclip, Save, Trash2, UserRound } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { Menu } from "@/design/Menu";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { bytes } from "@/format/numbers";
import { fill } from "@/format/text";
import { type Attachment, type Edit, type FieldEntity, pickFile, saveFile, useWrite } from "@/ipc";
import { useFilesDropped } from "./filesDropped";
import { fileStrings as t } from "./strings";
import { FilePreview } from "./FilePreview";
import styles from "./Files.module.css";

type Props = {
  /** Whose they are. */
  of: FieldEntity;
  id: string;
  files: readonly Attachment[];
  /** The one that is the picture; undefined where there are no pictures. */
  photo?: string | null;
  heading: "h2" | "h3";
  onEdit: (edit: Edit) => void;
  onUndo: (batch: string) => void;
};

/** Files of a contact or a company: attached by button, drop or paste; looked at, saved, made the picture, taken away. */
export function Files({ of, id, files, photo, heading: Heading, onEdit, onUndo }: Props) {
  const add = useWrite("attachments_add");
  const paste = useWrite("attachments_paste");
  const save = useWrite("attachments_save");
  const [shown, setShown] = useState<Attachment | null>(null);

  const said = (name: string, batch: string | null) =>
    toast(fill(t.attached, { name }), batch ? { label: t.undo, run: () => onUndo(batch) } : undefined);
  const attach = (path: string) =>
    add
      .mutateAsync({ of, id, path, label: "", photo: false })
      .then(({ attachment, batch }) => said(attachment.name, batch), toastError);
  useFilesDropped((paths) => void paths.reduce((before, path) => before.then(() => attach(path)), Promise.resolve()));

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0];
      if (!file || event.clipboardData?.getData("text/plain")) return;
      event.preventDefault();
      void base64Of(file)
        .then((base64) => paste.mutateAsync({ of, id, name: file.name || t.pasted, base64 }))
        .then(({ attachment, batch }) => said(attachment.name, batch), toastError);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  });

  async function saveCopy(file: Attachment) {
    const path = await saveFile(t.save, file.name, []);
    if (path === null) return;
    await save
      .mutateAsync({ of, id, attachment: file.id, path })
      .then(() => toast(fill(t.saved, { path })), toastError);
  }
  return (
    <>
      <header className={styles.header}>
        <Heading>{t.title}</Heading>
        <Button
          small
          look="quiet"
          icon={<Paperclip />}
          busy={add.isPending || paste.isPending}
          onClick={() => void pickFile(t.pick, []).then((path) => (path ? attach(path) : undefined))}
          data-testid="file-add"
        >
          {t.add}
        </Button>
      </header>
      {files.length === 0 ? <p className={styles.soft}>{t.empty}</p> : null}
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.id} className={styles.file} data-testid="file">
            <button type="button" className={styles.name} onClick={() => setShown(file)} data-testid="file-show">
              {signOf(file)}
              <span className={styles.words}>{file.name}</span>
            </button>
            <span className={styles.soft}>
              {photo === file.id ? t.photo : file.label ? `${file.label} · ${bytes(file.size)}` : bytes(file.size)}
            </span>
            <Menu
              trigger={
                <IconButton
                  label={fill(t.actions, { value: file.name })}
                  icon={<Ellipsis />}
                  data-testid="file-actions"
                />
              }
              items={[
                { key: "save", label: t.saveCopy, icon: <Save />, run: () => void saveCopy(file) },
                ...(photo !== undefined && file.mime.startsWith("image/")
                  ? [
                      photo === file.id
                        ? {
                            key: "photo",
                            label: t.photoNot,
                            icon: <UserRound />,
                            run: () => onEdit({ path: "photo", clear: true }),
                          }
                        : {
                            key: "photo",
                            label: t.asPhoto,
                            icon: <UserRound />,
                            run: () => onEdit({ path: "photo", set: file.id }),
                          },
                    ]
                  : []),
                {
                  key: "remove",
                  label: t.remove,
                  icon: <Trash2 />,
                  danger: true,
                  run: () => onEdit({ path: `attachments/${file.id}`, clear: true }),
                },
              ]}
            />
          </li>
        ))}
      </ul>
      <FilePreview of={of} id={id} file={shown} onClose={() => setShown(null)} onSave={(file) => void saveCopy(file)} />
    </>
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
