import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { fill } from "@/format/text";
import type { CommandError } from "@/ipc";
import { Button } from "./Button";
import styles from "./Notice.module.css";
import { designStrings as t } from "./strings";

type Tone = "info" | "warning" | "danger";
const SIGNS = { info: <Info />, warning: <TriangleAlert />, danger: <CircleAlert /> };

/** A sentence that matters, with what can be done about it. */
export function Notice({
  tone = "info",
  title,
  children,
  actions,
}: {
  tone?: Tone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === "danger" ? "alert" : "status"}>
      {SIGNS[tone]}
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {children}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
    </div>
  );
}

/** An error that came through the door: its sentence, its hint, its reference. */
export function ErrorNotice({ error, onRetry }: { error: CommandError; onRetry?: (() => void) | undefined }) {
  const { hint, incident } = error.wire;
  return (
    <Notice
      tone="danger"
      title={error.message}
      actions={onRetry ? <Button onClick={onRetry}>{t.tryAgain}</Button> : null}
    >
      {hint ? <p>{hint}</p> : null}
      {incident ? <p className={styles.incident}>{fill(t.reference, { incident })}</p> : null}
    </Notice>
  );
}
