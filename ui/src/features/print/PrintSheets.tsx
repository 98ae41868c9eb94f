import { useEffect } from "react";
import { createPortal } from "react-dom";
import { moment } from "@/format/dates";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import type { Contact } from "@/ipc";
import { CallList } from "./CallList";
import { ContactSheet } from "./ContactSheet";
import styles from "./print.module.css";
import { printStrings as t } from "./strings";

export type Printing = {
  what: "calls" | "sheets";
  contacts: readonly Contact[];
  /** When it was asked for, UTC milliseconds: each is printed once. */
  at: number;
};

/** What goes to the printer, beside the page and seen nowhere else. It stays until the next one: printers take their time. */
export function PrintSheets({ printing }: { printing: Printing | null }) {
  useEffect(() => {
    if (printing) window.print();
  }, [printing]);
  if (!printing) return null;
  const { what, contacts, at } = printing;
  const told = { date: moment(at), count: plural(contacts.length, t.one, t.many, count(contacts.length)) };
  return createPortal(
    <div className={styles.paper} data-print data-testid="print">
      {what === "calls" ? (
        <>
          <h1>{t.calls}</h1>
          <p className={styles.soft}>{fill(t.printed, told)}</p>
          <CallList contacts={contacts} />
        </>
      ) : (
        contacts.map((contact) => <ContactSheet key={contact.id} contact={contact} />)
      )}
    </div>,
    document.body,
  );
}
