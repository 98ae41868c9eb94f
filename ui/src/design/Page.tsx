import type { ReactNode } from "react";
import styles from "./Page.module.css";

/** The frame of a screen: one heading, what can be done here, the content. */
export function Page({
  title,
  actions,
  narrow = false,
  fill = false,
  reading = false,
  children,
}: {
  title: string;
  actions?: ReactNode;
  narrow?: boolean;
  fill?: boolean;
  /** Words to read and nothing to press: the keys scroll it. */
  reading?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      className={`${styles.page} ${fill ? styles.fill : ""}`}
      {...(reading ? { "aria-label": title, tabIndex: 0 } : {})}
    >
      <header className={`${styles.header} ${narrow ? styles.narrow : ""}`}>
        <h1 className={styles.title}>{title}</h1>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      <div className={`${styles.content} ${narrow ? styles.narrow : ""}`}>{children}</div>
    </section>
  );
}

/** Something that is not there yet, said in a way that invites. */
export function EmptyState({
  icon,
  title,
  text,
  children,
  testId,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  children?: ReactNode;
  testId?: string;
}) {
  return (
    <div className={styles.empty} data-testid={testId}>
      <div className={styles.sign}>{icon}</div>
      <h2>{title}</h2>
      <p>{text}</p>
      {children ? <div className={styles.actions}>{children}</div> : null}
    </div>
  );
}
