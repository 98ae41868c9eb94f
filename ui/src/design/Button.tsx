import type { ButtonHTMLAttributes, ReactNode } from "react";
import { hint } from "./Hint";
import styles from "./Button.module.css";

type Look = "primary" | "plain" | "quiet" | "danger";

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: Look;
  icon?: ReactNode;
  busy?: boolean;
  small?: boolean;
};

export function Button({
  look = "plain",
  icon,
  busy = false,
  small = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const classes = [styles.button, styles[look], small ? styles.small : "", className ?? ""].join(" ");
  return (
    <button type="button" className={classes} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {icon}
      <span>{children}</span>
    </button>
  );
}

export type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> & {
  label: string;
  icon: ReactNode;
  keys?: string;
};

/** A button that shows a sign only; its name is in its label and, on hover or focus, beside it. */
export function IconButton({ label, icon, keys, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      className={`${styles.icon} ${className ?? ""}`}
      {...hint(label, keys)}
      {...rest}
    >
      {icon}
    </button>
  );
}
