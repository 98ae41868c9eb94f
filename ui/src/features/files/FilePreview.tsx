import { Save } from "lucide-react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { ErrorNotice } from "@/design/Notice";
import { Waiting } from "@/design/Waiting";
import { bytes } from "@/format/numbers";
import { fill } from "@/format/text";
import { type Attachment, type FieldEntity, useRead } from "@/ipc";
import { fileStrings as t } from "./strings";
import styles from "./Files.module.css";

type Props = {
  of: FieldEntity;
  id: string;
  file: Attachment | null;
  onClose: () => void;
  onSave: (file: Attachment) => void;
};

/** A picture or a text, looked at inside the window: no readable copy is made. */
export function FilePreview({ of, id, file, onClose, onSave }: Props) {
  const shown = useRead("attachments_show", { of, id, attachment: file?.id ?? "" }, { enabled: file !== null });
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
            {t.saveCopy}
          </Button>
        ) : null
      }
    >
      {file && shown.isPending ? <Waiting label={t.opening} shape="card" /> : null}
      {shown.error ? <ErrorNotice error={shown.error} /> : null}
      {shown.data?.picture ? <img className={styles.picture} src={shown.data.picture} alt={file?.name ?? ""} /> : null}
      {shown.data && shown.data.text !== null ? <pre className={styles.text}>{shown.data.text}</pre> : null}
      {shown.data?.more ? <p className={styles.soft}>{t.more}</p> : null}
      {file && shown.data && shown.data.picture === null && shown.data.text === null ? (
        <p className={styles.soft}>{fill(t.notShown, { size: bytes(file.size) })}</p>
      ) : null}
    </Dialog>
  );
}
