import { Link } from "@tanstack/react-router";
import { Ban, BriefcaseBusiness, Building2, Copy, Globe, Mail, Phone } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { ago, moment } from "@/format/dates";
import { fill } from "@/format/text";
import { type Contact, useRead } from "@/ipc";
import type { CardEditing } from "../editing";
import { against, againstRow, channelOf } from "../objections";
import { externalUrl } from "../reach";
import { reachStrings as reach } from "../reachStrings";
import { contactStrings as t } from "../strings";
import { JobChangeDialog } from "./JobChangeDialog";
import { Pane } from "./Pane";
import { useReachOut } from "./ReachOut";
import styles from "./Relations.module.css";
import { copyValue } from "./RowTools";
import { Wishes } from "./Wishes";
import { Work } from "./Work";

const SIGNS = { emails: <Mail />, phones: <Phone />, links: <Globe /> };
const NAMES = { emails: t.write, phones: t.call, links: t.openLink };

type Props = { contact: Contact; editing: CardEditing; onUndo: (batch: string) => void };

/** Ways to reach the person, the company, and what is known about the record itself. */
export function Relations({ contact, editing, onUndo }: Props) {
  const [changing, setChanging] = useState(false);
  const reachOut = useReachOut();
  const reaches = useRead("contacts_reach", { id: contact.id, purpose: null }, { keepPrevious: true }).data?.rows ?? [];
  const ways = (["emails", "phones", "links"] as const).flatMap((field) =>
    contact[field].flatMap((row) => {
      const url = externalUrl(field, row);
      return url ? [{ field, row, url }] : [];
    }),
  );
  const shortId = contact.id.slice(-8);
  return (
    <Pane label={t.relations}>
      <h3>{t.quickActions}</h3>
      {ways.length === 0 ? (
        <p className={styles.soft}>{fill(t.reachEmpty, { name: contact.display || t.unnamed })}</p>
      ) : null}
      <ul className={styles.ways}>
        {ways.map(({ field, row, url }) => {
          const channel = channelOf(field);
          const path = `${field}/${row.id}`;
          const refused = channel !== null && against(reaches, path, channel).length > 0;
          const name = fill(NAMES[field], { value: row.value });
          return (
            <li key={row.id}>
              <Button
                icon={refused ? <Ban /> : SIGNS[field]}
                className={`${styles.way} ${refused ? styles.refused : ""}`}
                aria-label={
                  refused ? [name, fill(reach.mark, { why: againstRow(reaches, path).join(", ") })].join(". ") : name
                }
                onClick={() => void reachOut(field, row, url)}
                data-testid={`reach-${field}`}
              >
                {row.value}
              </Button>
            </li>
          );
        })}
      </ul>
      <Wishes contact={contact} editing={editing} />
      <h3>{t.companyTitle}</h3>
      {contact.company ? (
        <p className={styles.company}>
          <Building2 aria-hidden="true" />
          <span>
            {contact.company_id ? (
              <Link to="/companies/$id" params={{ id: contact.company_id }} data-testid="company-link">
                {contact.company}
              </Link>
            ) : (
              <strong>{contact.company}</strong>
            )}
            <br />
            <span className={styles.soft}>{[contact.title, contact.department].filter(Boolean).join(" · ")}</span>
          </span>
        </p>
      ) : (
        <p className={styles.soft}>{t.companyEmpty}</p>
      )}
      <p>
        <Button small icon={<BriefcaseBusiness />} onClick={() => setChanging(true)} data-testid="job-change">
          {t.jobChange}
        </Button>
      </p>
      <Work contact={contact} onUndo={onUndo} />
      <JobChangeDialog contact={contact} open={changing} onClose={() => setChanging(false)} onUndo={onUndo} />
      <h3>{t.aboutTitle}</h3>
      <p className={styles.soft} title={moment(contact.created_at)}>
        {fill(t.created, { when: ago(contact.created_at, Date.now()) })}
      </p>
      <p className={styles.soft} title={moment(contact.updated_at)}>
        {fill(t.updated, { when: ago(contact.updated_at, Date.now()) })}
      </p>
      <p className={styles.id}>
        {fill(t.shortId, { id: shortId })}
        <IconButton
          label={fill(t.copy, { value: shortId })}
          icon={<Copy />}
          onClick={() => void copyValue(contact.id)}
        />
      </p>
    </Pane>
  );
}
