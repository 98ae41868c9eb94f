import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from "react";
import styles from "./Field.module.css";

type Frame = { label: string; hint?: ReactNode; error?: ReactNode };

function describedBy(id: string, { hint, error }: Frame): string | undefined {
  return [error ? `${id}-error` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ") || undefined;
}

function Words({ id, hint, error }: Frame & { id: string }) {
  return (
    <>
      {error ? (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </>
  );
}

/** What the control of a field is told by its frame. */
type Told = { id: string; "aria-invalid": true | undefined; "aria-describedby": string | undefined };
type Around = Frame & { className?: string | undefined; children: (told: Told) => ReactNode };

/** A control with its name above it and what is to be said about it below. */
function Framed({ className, children, ...frame }: Around) {
  const id = useId();
  return (
    <div className={`${styles.field} ${className ?? ""}`}>
      <label htmlFor={id} className={styles.label}>
        {frame.label}
      </label>
      {children({ id, "aria-invalid": frame.error ? true : undefined, "aria-describedby": describedBy(id, frame) })}
      <Words id={id} {...frame} />
    </div>
  );
}

export function TextField({ label, hint, error, className, ...rest }: Frame & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Framed label={label} hint={hint} error={error} className={className}>
      {(told) => <input {...told} className={styles.input} autoComplete="off" {...rest} />}
    </Framed>
  );
}

/** Text with line breaks. */
export function AreaField({
  label,
  hint,
  error,
  className,
  ...rest
}: Frame & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Framed label={label} hint={hint} error={error} className={className}>
      {(told) => <textarea {...told} rows={4} className={`${styles.input} ${styles.area}`} {...rest} />}
    </Framed>
  );
}

export function SelectField({
  label,
  hint,
  error,
  children,
  className,
  ...rest
}: Frame & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Framed label={label} hint={hint} error={error} className={className}>
      {(told) => (
        <select {...told} className={styles.input} {...rest}>
          {children}
        </select>
      )}
    </Framed>
  );
}

export function CheckField({ label, hint, className, ...rest }: Frame & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className={styles.check}>
        <input id={id} type="checkbox" aria-describedby={describedBy(id, { label, hint })} {...rest} />
        {label}
      </label>
      <Words id={id} label={label} hint={hint} />
    </div>
  );
}
