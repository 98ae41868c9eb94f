import { Link } from "@tanstack/react-router";
import { Star } from "lucide-react";
import { Avatar } from "@/design/Avatar";
import { titleWhenCut } from "@/design/titleWhenCut";
import { useContactsAtHand } from "@/features/contacts/atHand";
import { contactStrings } from "@/features/contacts/strings";
import type { ContactRow } from "@/ipc";
import { appStrings as t } from "../strings";
import styles from "./AtHand.module.css";
import { Saved } from "./Saved";

/** Views, lists, favourites, and who was looked at last: in the side bar, while there is one. The palette has them at any width. */
export function AtHand() {
  const { favourites, recents } = useContactsAtHand();
  return (
    <div className={styles.hand}>
      <Saved />
      <People title={t.favourites} rows={favourites} testId="nav-favourite" starred />
      <People title={t.recents} rows={recents} testId="nav-recent" />
    </div>
  );
}

type Props = { title: string; rows: readonly ContactRow[]; testId: string; starred?: boolean };

function People({ title, rows, testId, starred = false }: Props) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link
              to="/"
              search={{ id: row.id }}
              className={styles.person ?? ""}
              activeOptions={{ exact: true, includeSearch: true }}
              data-testid={testId}
            >
              {starred ? <Star aria-hidden="true" className={styles.star} /> : <Avatar name={row.display} />}
              <span className={styles.name} onPointerEnter={titleWhenCut}>
                {row.display || contactStrings.unnamed}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
