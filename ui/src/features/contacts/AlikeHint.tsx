import { UserRoundCheck } from "lucide-react";
import { Button } from "@/design/Button";
import { useSettled } from "@/design/useSettled";
import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./AlikeHint.module.css";
import type { NewContact } from "./patch";
import { contactStrings as t } from "./strings";

/** Between two keys of somebody who types slowly. */
const PAUSE = 250;

/** Who might be here already, while somebody new is being typed. A hint: nothing is refused. */
export function AlikeHint({ form, onOpen }: { form: NewContact; onOpen: (id: string) => void }) {
  const { given, family, email, phone } = useSettled(form, PAUSE);
  const typed = [given, family, email, phone].some((text) => text.trim() !== "");
  const found = useRead("contacts_alike", { given, family, email, phone }, { enabled: typed, keepPrevious: true });
  const people = typed ? (found.data?.people ?? []) : [];
  return (
    // Always there, so that what comes into it is read out.
    <div role="status" className={people.length > 0 ? styles.hint : ""}>
      {people.length > 0 ? (
        <>
          <p className={styles.title}>
            <UserRoundCheck aria-hidden="true" />
            {t.alikeTitle}
          </p>
          <ul className={styles.people}>
            {people.map(({ contact, by }) => {
              const name = contact.display || t.unnamed;
              return (
                <li key={contact.id} className={styles.person}>
                  <span className={styles.words}>
                    <strong>{name}</strong>
                    <span className={styles.detail}>
                      {[contact.title, contact.company, ...by.map((same) => t.alikeBy[same])]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </span>
                  <Button
                    small
                    aria-label={fill(t.alikeOpenOne, { name })}
                    onClick={() => onOpen(contact.id)}
                    data-testid="alike-open"
                  >
                    {t.alikeOpen}
                  </Button>
                </li>
              );
            })}
          </ul>
        </>
      ) : null}
    </div>
  );
}
