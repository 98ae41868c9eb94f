import { User } from "lucide-react";
import { hueOf, initials } from "@/format/text";
import styles from "./Avatar.module.css";

/** A disc with the initials of a name. Decoration: the name stands beside it. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span aria-hidden="true" className={`${styles.disc} ${large ? styles.large : ""}`} data-hue={hueOf(name, 8)}>
      {initials(name) || <User />}
    </span>
  );
}
