import { History } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { Waiting } from "@/design/Waiting";
import { type Contact, useRead } from "@/ipc";
import { CHILD_KEYS, SCALAR_GROUPS, scalarValue, valueText } from "../fields";
import { contactStrings as t } from "../strings";
import { useOwnFields } from "../useOwnFields";
import styles from "./AsOf.module.css";

type Line = { key: string; label: string; was: string; now: string };

/** The contact as it was at the end of a day, beside how it is now. */
export function AsOf({ contact }: { contact: Contact }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button small look="quiet" icon={<History />} onClick={() => setOpen(true)} data-testid="as-of-open">
        {t.asOf.open}
      </Button>
      <Dialog title={t.asOf.title} open={open} onClose={() => setOpen(false)} wide testId="as-of">
        {open ? <Past contact={contact} /> : null}
      </Dialog>
    </>
  );
}

function Past({ contact }: { contact: Contact }) {
  const [day, setDay] = useState(() => localDay(new Date()));
  const at = endOf(day);
  const past = useRead("contacts_as_of", { id: contact.id, at: at ?? 0 }, { enabled: at !== null, keepPrevious: true });
  const own = useOwnFields();
  const lines = past.data ? linesOf(past.data, contact, own) : [];
  return (
    <div className={styles.past}>
      <TextField
        type="date"
        label={t.asOf.day}
        value={day}
        max={localDay(new Date())}
        onChange={(event) => setDay(event.target.value)}
        data-testid="as-of-day"
      />
      {past.error ? <ErrorNotice error={past.error} /> : null}
      {past.isPending && at !== null ? <Waiting label={t.cardLoading} shape="card" /> : null}
      {past.data ? (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.asOf.field}</th>
              <th scope="col">{t.asOf.past}</th>
              <th scope="col">{t.asOf.now}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key} className={line.was === line.now ? "" : styles.other} data-testid="as-of-line">
                <th scope="row">{line.label}</th>
                <td>{line.was || t.empty}</td>
                <td>{line.was === line.now ? t.asOf.same : line.now || t.empty}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

/** What either has, in the order of the card. */
function linesOf(then: Contact, now: Contact, own: ReturnType<typeof useOwnFields>): Line[] {
  const line = (key: string, label: string, read: (contact: Contact) => string): Line => ({
    key,
    label,
    was: read(then),
    now: read(now),
  });
  const scalars = SCALAR_GROUPS.flatMap(({ fields }) => fields).filter(({ key }) => key !== "display");
  return [
    line("display", t.fields.display, (contact) => contact.display),
    ...scalars.map(({ key }) => line(key, t.fields[key], (contact) => scalarValue(contact, key))),
    ...CHILD_KEYS.map((key) => line(key, t.fields[key], (contact) => valueText(contact[key]))),
    line("tags", t.fields.tags, (contact) => contact.tags.join(", ")),
    line("categories", t.fields.categories, (contact) =>
      contact.categories.map((held) => `${held.group}: ${held.name}`).join(", "),
    ),
    line("attachments", t.fields.attachments, (contact) => valueText(contact.attachments)),
    ...own.map((field) => line(field.id, field.name, (contact) => valueText(contact.custom[field.key]))),
    line("notes", t.fields.notes, (contact) => contact.notes),
  ].filter(({ was, now: is }) => was !== "" || is !== "");
}

const two = (part: number) => String(part).padStart(2, "0");
const localDay = (of: Date) => `${of.getFullYear()}-${two(of.getMonth() + 1)}-${two(of.getDate())}`;

/** The last instant of a day here; null while it is half typed. */
function endOf(day: string): number | null {
  const start = new Date(`${day}T00:00:00`);
  if (Number.isNaN(start.getTime())) return null;
  return new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1).getTime() - 1;
}
