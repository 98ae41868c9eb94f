import { BriefcaseBusiness } from "lucide-react";
import type { ReactNode } from "react";
import { vaultStrings as t } from "./strings";
import styles from "./vault.module.css";

/** The screens before the vault is open: one thing at a time, in the middle. */
export function Frame({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <main className={styles.frame}>
      <div className={styles.sheet}>
        <p className={styles.brand}>
          <BriefcaseBusiness aria-hidden="true" />
          {t.product}
        </p>
        <h1 className={styles.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}
