import { Save } from "lucide-react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { ErrorNotice } from "@/design/Notice";
import { Waiting } from "@/design/Waiting";
import { bytes } from "@/format/numbers";
import { fill } from "@/format/text";
import { type Attachment, useRead } from "@/ipc";
import { contactStrings as t } from "../strings";
import styles from "./Files.module.css";

type Props = {
  contact: string;
  file: Attachment | null;
  onClose: () => void;
  onSave: (file: Attachment) => void;
};

/** A picture or a text of a contact, looked at inside the window: no readable copy is made. */
export function FilePreview({ contact, file, onClose, onSave }: Props) {
  const shown = useRead("attachments_show", { id: contact, attachment: file?.id ?? "" }, { enabled: file !== null });
  return (
    <Dialog
      title={file?.name ?? ""}
      open={file !== null}
      onClose={onClose}
      wide
      reading={Boolean(shown.data?.text)}
      testId="file-preview"
      actions={
        file ? (
          <Button icon={<Save />} onClick={() => onSave(file)}>
            {t.fileSaveCopy}
          </Button>
        ) : null
      }
    >
      {file && shown.isPending ? <Waiting label={t.fileOpening} shape="card" /> : null}
      {shown.error ? <ErrorNotice error={shown.error} /> : null}
      {shown.data?.picture ? <img className={styles.picture} src={shown.data.picture} alt={file?.name ?? ""} /> : null}
      {shown.data && shown.data.text !== null ? <pre className={styles.text}>{shown.data.text}</pre> : null}
      {shown.data?.more ? <p className={styles.soft}>{t.fileMore}</p> : null}
      {file && shown.data && shown.data.picture === null && shown.data.text === null ? (
        <p className={styles.soft}>{fill(t.fileNotShown, { size: bytes(file.size) })}</p>
      ) : null}
    </Dialog>
  );
}
