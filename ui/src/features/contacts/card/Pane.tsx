import type { ReactNode } from "react";
import styles from "./Pane.module.css";

/** A part of the card: its things one under another, under small headings. */
export function Pane({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={styles.pane} aria-label={label}>
      {children}
    </section>
  );
}
