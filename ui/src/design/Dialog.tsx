import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button, IconButton } from "./Button";
import styles from "./Dialog.module.css";
import { designStrings as t } from "./strings";

type DialogProps = {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Under the content, at the end side. */
  actions?: ReactNode;
  wide?: boolean;
  /** Words to read and nothing to press: the keys scroll it. */
  reading?: boolean;
  testId?: string;
};

/** Whether it is or was open: a screen has ten dialogs, and what was never opened need not be there. */
function useEver(open: boolean): boolean {
  const ever = useRef(open);
  ever.current ||= open;
  return ever.current;
}

export function Dialog({
  title,
  open,
  onClose,
  children,
  actions,
  wide = false,
  reading = false,
  testId,
}: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  if (!useEver(open)) return null;
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={`${styles.popup} ${wide ? styles.wide : ""}`}
          data-testid={testId}
          {...(reading ? { initialFocus: body } : {})}
        >
          <header className={styles.header}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close render={<IconButton label={t.close} icon={<X />} />} />
          </header>
          <div
            ref={body}
            className={styles.body}
            {...(reading ? { role: "group", "aria-label": title, tabIndex: 0 } : {})}
          >
            {children}
          </div>
          {actions ? <footer className={styles.footer}>{actions}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

type ConfirmProps = {
  title: string;
  text: ReactNode;
  action: string;
  danger?: boolean;
  open: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that is worth a question. */
export function Confirm({ title, text, action, danger = false, open, busy = false, onConfirm, onClose }: ConfirmProps) {
  if (!useEver(open)) return null;
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.popup}>
          <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className={styles.body}>
            {text}
          </AlertDialog.Description>
          <footer className={styles.footer}>
            <AlertDialog.Close render={<Button />}>{t.cancel}</AlertDialog.Close>
            <Button look={danger ? "danger" : "primary"} busy={busy} onClick={onConfirm} data-testid="confirm">
              {action}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
