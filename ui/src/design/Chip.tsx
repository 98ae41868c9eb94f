import type { ReactNode } from "react";
import type { Colour } from "@/ipc";
import styles from "./Chip.module.css";

type Props = {
  colour?: Colour | undefined;
  children: ReactNode;
  /** As in a row of a grid. */
  small?: boolean;
  testId?: string;
  title?: string;
};

/** A word in its colour: a tag, a category. */
export function Chip({ colour = "plain", children, small = false, testId, title }: Props) {
  return (
    <span
      className={`${styles.chip} ${small ? styles.small : ""}`}
      data-colour={colour}
      data-testid={testId}
      title={title}
    >
      {children}
    </span>
  );
}
