import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { day } from "@/format/dates";
import { fill } from "@/format/text";
import type { Consent, Contact } from "@/ipc";
import { reachStrings as t } from "../reachStrings";
import { ConsentDialog } from "./ConsentDialog";
import styles from "./Wishes.module.css";

const NO: readonly Consent["state"][] = ["declined", "withdrawn"];

/** What somebody agreed to or not, entry by entry, the newest first; entries are added and never changed. */
export function Consents({ contact }: { contact: Contact }) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      <div className={styles.head}>
        <h3>{t.consent}</h3>
        <Button small look="quiet" icon={<Plus />} onClick={() => setAdding(true)} data-testid="consent-add">
          {t.consentAdd}
        </Button>
      </div>
      {contact.consents.length === 0 ? <p className={styles.soft}>{t.consentNone}</p> : null}
      <ul className={styles.entries}>
        {contact.consents.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      <ConsentDialog contact={contact} open={adding} onClose={() => setAdding(false)} />
    </>
  );
}

function Entry({ entry }: { entry: Consent }) {
  const { purpose, state, basis, channel } = entry;
  const facts = [fill(t.consentFacts, { day: day(entry.day), basis: t.bases[basis] })];
  if (channel) facts.push(t.channel[channel]);
  return (
    <li className={styles.entry} data-testid="consent-entry">
      <span className={NO.includes(state) ? styles.no : ""}>
        {fill(t.consentLine, { purpose, state: t.consentWords[state] })}
      </span>
      <span className={styles.soft}>{facts.join(" · ")}</span>
      {[entry.how, entry.evidence].filter(Boolean).map((words) => (
        <span key={words} className={styles.soft}>
          {words}
        </span>
      ))}
    </li>
  );
}
