import type { ReactNode } from "react";
import styles from "./companies.module.css";

/** A part of a company's page, framed. */
export function CompanyPart({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={styles.card} aria-label={label}>
      {children}
    </section>
  );
}
