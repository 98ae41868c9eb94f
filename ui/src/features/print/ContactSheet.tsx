import type { ReactNode } from "react";
import type { Contact } from "@/ipc";
import styles from "./print.module.css";
import { printStrings as t } from "./strings";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

type Row = { id: string; value: string; label: string };

function Rows({ title, rows }: { title: string; rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <Part title={title}>
      {rows.map((row) => (
        <p key={row.id}>
          <bdi>{row.value}</bdi> <span className={styles.soft}>{row.label}</span>
        </p>
      ))}
    </Part>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return text === "" ? null : (
    <Part title={title}>
      <p className={styles.text}>{text}</p>
    </Part>
  );
}

/** Everything that is known about somebody, on a page of its own. */
export function ContactSheet({ contact }: { contact: Contact }) {
  const { sections } = t;
  const categories = contact.categories.map(({ group, name }) => `${group}: ${name}`).join(", ");
  const { channels, best_times, topics } = contact.preferences;
  return (
    <article className={styles.sheet}>
      <h1>{contact.display}</h1>
      <p className={styles.soft}>{[contact.title, contact.department, contact.company].filter(Boolean).join(" · ")}</p>
      <Rows title={sections.phones} rows={contact.phones} />
      <Rows title={sections.emails} rows={contact.emails} />
      <Rows title={sections.addresses} rows={contact.addresses} />
      <Rows title={sections.links} rows={contact.links} />
      <Text title={sections.birthday} text={contact.birthday ?? ""} />
      <Rows title={sections.dates} rows={contact.dates} />
      <Text title={sections.tags} text={contact.tags.join(", ")} />
      <Text title={sections.categories} text={categories} />
      <Text
        title={sections.preferences}
        text={[channels.join(", "), best_times, topics].filter((part) => part !== "").join(" · ")}
      />
      <Text title={sections.notes} text={contact.notes} />
    </article>
  );
}
