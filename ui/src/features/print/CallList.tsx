import type { Contact } from "@/ipc";
import styles from "./print.module.css";
import { printStrings as t } from "./strings";

/** One line for each: who, where, which numbers, and room to write. */
export function CallList({ contacts }: { contacts: readonly Contact[] }) {
  return (
    <table className={styles.calls}>
      <thead>
        <tr>
          <th>{t.name}</th>
          <th>{t.company}</th>
          <th>{t.phone}</th>
          <th className={styles.room}>{t.last}</th>
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <tr key={contact.id}>
            <td>
              {contact.display}
              {contact.preferences.best_times ? (
                <div className={styles.soft}>{contact.preferences.best_times}</div>
              ) : null}
            </td>
            <td>
              {contact.company}
              {contact.title ? <div className={styles.soft}>{contact.title}</div> : null}
            </td>
            <td>
              {contact.preferences.do_not_call
                ? t.notAsked
                : contact.phones
                    .filter((phone) => !phone.do_not_call)
                    .map((phone) => (
                      <div key={phone.id}>
                        <bdi>{phone.value}</bdi> <span className={styles.soft}>{phone.label}</span>
                      </div>
                    ))}
            </td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
