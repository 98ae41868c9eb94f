import { Check, X } from "lucide-react";
import { Dialog } from "@/design/Dialog";
import { ErrorNotice } from "@/design/Notice";
import { fill } from "@/format/text";
import { type Explanation, useRead } from "@/ipc";
import styles from "./filters.module.css";
import { filterStrings as t } from "./strings";

type Props = { filter: string; id: string; open: boolean; onClose: () => void };

/** Each condition with its answer for one contact, and with what the contact has there. */
export function WhyDialog({ filter, id, open, onClose }: Props) {
  const explained = useRead("contacts_explain", { filter, id }, { enabled: open });
  const { data, error } = explained;
  return (
    <Dialog title={t.whyTitle} open={open} onClose={onClose} reading testId="why-dialog">
      {error ? <ErrorNotice error={error} /> : null}
      {data ? (
        <>
          <p className={styles.verdict}>{fill(data.meant ? t.meant : t.notMeant, { name: data.display })}</p>
          {data.why.holds && !data.meant ? <p>{t.away}</p> : null}
          <ul className={styles.reasons}>
            <Reason why={data.why} />
          </ul>
        </>
      ) : null}
    </Dialog>
  );
}

function Reason({ why }: { why: Explanation }) {
  const answer = why.holds ? t.yes : t.no;
  return (
    <li>
      <p className={styles.reason}>
        <span className={why.holds ? styles.holds : styles.fails} role="img" aria-label={answer} title={answer}>
          {why.holds ? <Check aria-hidden="true" /> : <X aria-hidden="true" />}
        </span>
        <code>{why.part}</code>
        {why.parts.length > 0 ? null : (
          <span className={styles.soft}>{why.values.length > 0 ? why.values.join(" · ") : t.nothing}</span>
        )}
      </p>
      {why.parts.length > 0 ? (
        <ul className={styles.reasons}>
          {why.parts.map((part, at) => (
            <Reason key={at} why={part} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}
