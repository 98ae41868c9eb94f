import { User } from "lucide-react";
import { hueOf, initials } from "@/format/text";
import styles from "./Avatar.module.css";

type Props = { name: string; large?: boolean; /** A picture in place of the initials. */ picture?: string | null };

/** A disc with the initials of a name, or a picture. Decoration: the name stands beside it. */
export function Avatar({ name, large = false, picture = null }: Props) {
  if (picture)
    return <img alt="" className={`${styles.disc} ${styles.picture} ${large ? styles.large : ""}`} src={picture} />;
  return (
    <span aria-hidden="true" className={`${styles.disc} ${large ? styles.large : ""}`} data-hue={hueOf(name, 8)}>
      {initials(name) || <User />}
    </span>
  );
}
