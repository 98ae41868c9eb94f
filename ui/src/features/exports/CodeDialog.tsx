import { Dialog } from "@/design/Dialog";
import { ErrorNotice } from "@/design/Notice";
import { Waiting } from "@/design/Waiting";
import { fill } from "@/format/text";
import { type Contact, useRead } from "@/ipc";
import styles from "./exports.module.css";
import { fieldName } from "./losses";
import { exportStrings as t } from "./strings";

type Props = { contact: Contact | null; onClose: () => void; fieldNames: Readonly<Record<string, string>> };

/** A contact as a QR code that a phone reads off the screen. */
export function CodeDialog({ contact, onClose, fieldNames }: Props) {
  return (
    <Dialog title={t.code} open={contact !== null} onClose={onClose} reading testId="code-dialog">
      {contact ? <Code contact={contact} fieldNames={fieldNames} /> : null}
    </Dialog>
  );
}

function Code({ contact, fieldNames }: { contact: Contact; fieldNames: Props["fieldNames"] }) {
  const code = useRead("contacts_code", { id: contact.id });
  if (code.error) return <ErrorNotice error={code.error} />;
  if (!code.data) return <Waiting label={t.codeLoading} shape="card" />;
  const { size, path, left } = code.data;
  const fields = left.map((field) => fieldName(field, fieldNames)).join(", ");
  return (
    <div className={styles.code}>
      <svg
        role="img"
        aria-label={fill(t.codeOf, { name: contact.display })}
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        data-testid="code"
      >
        <path d={path} fill="currentColor" />
      </svg>
      <p>{contact.display}</p>
      <p className={styles.soft}>{t.codeText}</p>
      {left.length > 0 ? <p className={styles.soft}>{fill(t.codeLeft, { fields })}</p> : null}
    </div>
  );
}
