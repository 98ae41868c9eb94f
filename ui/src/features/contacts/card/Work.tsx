import { Link } from "@tanstack/react-router";
import { CalendarX, Ellipsis, Pencil, Plus, Star, Trash2 } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { CheckField, TextField } from "@/design/Field";
import { Menu } from "@/design/Menu";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { useSettled } from "@/design/useSettled";
import { day, typedDay } from "@/format/dates";
import { fill } from "@/format/text";
import { type CommandError, type Contact, useRead, useWrite, type WorkRow } from "@/ipc";
import { contactStrings as t } from "../strings";
import styles from "./People.module.css";

type Props = { contact: Contact; onUndo: (batch: string) => void };

const PARTS = ["company", "title", "department", "role", "since", "until"] as const;

/** What is said of a job; what is null stays. */
type Said = Record<(typeof PARTS)[number], string | null> & { main: boolean };
const NOTHING: Said = {
  company: null,
  title: null,
  department: null,
  role: null,
  since: null,
  until: null,
  main: false,
};

/** All jobs, former and present: somebody may have several at once, of which one shows as company and title. */
export function Work({ contact, onUndo }: Props) {
  const [typing, setTyping] = useState<string | null>(null);
  const work = useRead("work_list", { id: contact.id }, { keepPrevious: true }).data?.work ?? [];
  const set = useWrite("work_set").mutateAsync;
  const remove = useWrite("work_remove").mutateAsync;
  const said = (words: string, batch: string | null) =>
    toast(words, batch ? { label: t.undo, run: () => onUndo(batch) } : undefined);
  const change = async (id: string | null, edit: Said) => {
    const { batch } = await set({ contact: contact.id, id, ...edit });
    said(t.work.saved, batch);
    setTyping(null);
  };
  const quick = (id: string, edit: Partial<Said>) => void change(id, { ...NOTHING, ...edit }).catch(toastError);
  return (
    <div className={styles.form} data-testid="work">
      <header className={styles.header}>
        <h3>{t.work.title}</h3>
        <Button small look="quiet" icon={<Plus />} onClick={() => setTyping("new")} data-testid="work-add">
          {t.work.add}
        </Button>
      </header>
      {typing === "new" ? (
        <WorkForm row={null} onSave={(edit) => change(null, edit)} onClose={() => setTyping(null)} />
      ) : null}
      {work.length === 0 ? <p className={styles.soft}>{t.work.empty}</p> : null}
      <ul className={styles.list}>
        {work.map((row) => (
          <li key={row.id} data-testid="work-row">
            <div className={styles.membership}>
              <span className={styles.who}>
                <span>
                  {[row.title, row.department, row.role].filter(Boolean).join(" · ")}
                  {row.title && row.company ? ", " : ""}
                  {row.company_id ? (
                    <Link to="/companies/$id" params={{ id: row.company_id }}>
                      {row.company}
                    </Link>
                  ) : null}
                </span>
              </span>
              <span className={styles.soft}>
                {[row.main ? t.work.main : "", datesOf(row)].filter(Boolean).join(" · ")}
              </span>
              <Menu
                trigger={
                  <IconButton
                    label={fill(t.rowActions, { value: row.company || row.title })}
                    icon={<Ellipsis />}
                    data-testid="work-actions"
                  />
                }
                items={[
                  { key: "edit", label: t.work.edit, icon: <Pencil />, run: () => setTyping(row.id) },
                  ...(row.until === "" && !row.main
                    ? [
                        {
                          key: "main",
                          label: t.work.makeMain,
                          icon: <Star />,
                          run: () => quick(row.id, { main: true }),
                        },
                      ]
                    : []),
                  ...(row.until === ""
                    ? [
                        {
                          key: "end",
                          label: t.work.end,
                          icon: <CalendarX />,
                          run: () => quick(row.id, { until: today() }),
                        },
                      ]
                    : []),
                  {
                    key: "remove",
                    label: t.work.remove,
                    icon: <Trash2 />,
                    danger: true,
                    run: () =>
                      void remove({ contact: contact.id, id: row.id }).then(
                        ({ batch }) => said(t.work.removed, batch),
                        toastError,
                      ),
                  },
                ]}
              />
            </div>
            {typing === row.id ? (
              <WorkForm row={row} onSave={(edit) => change(row.id, edit)} onClose={() => setTyping(null)} />
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

type FormProps = { row: WorkRow | null; onSave: (edit: Said) => Promise<void>; onClose: () => void };

function WorkForm({ row, onSave, onClose }: FormProps) {
  const list = useId();
  const [typed, setTyped] = useState(() => ({
    company: row?.company ?? "",
    title: row?.title ?? "",
    department: row?.department ?? "",
    role: row?.role ?? "",
    since: row?.since ?? "",
    until: row?.until ?? "",
  }));
  const [main, setMain] = useState(row?.main ?? false);
  const [error, setError] = useState<CommandError | null>(null);
  const text = useSettled(typed.company, 150);
  const known = useRead("companies_suggest", { text, limit: 8 }, { enabled: text.trim() !== "", keepPrevious: true });
  function submit(event: FormEvent) {
    event.preventDefault();
    const edit = { ...typed, since: typedDay(typed.since), until: typedDay(typed.until), main };
    onSave(edit).catch((thrown) => setError(thrown as CommandError));
  }
  return (
    <form className={styles.form} aria-label={row ? row.company || row.title : t.work.add} onSubmit={submit}>
      {PARTS.map((part) => (
        <TextField
          key={part}
          label={t.work.parts[part]}
          value={typed[part]}
          autoFocus={part === "company"}
          {...(part === "company" ? { list } : {})}
          {...(error && (error.wire.field ?? "company") === part ? { error: error.message } : {})}
          onChange={(event) => setTyped({ ...typed, [part]: event.target.value })}
          data-testid={`work-${part}`}
        />
      ))}
      <datalist id={list}>
        {(known.data?.companies ?? []).map((one) => (
          <option key={one.id} value={one.name} />
        ))}
      </datalist>
      {row?.main ? null : (
        <CheckField label={t.work.makeMain} checked={main} onChange={(event) => setMain(event.target.checked)} />
      )}
      <div className={styles.actions}>
        <Button small look="primary" type="submit" data-testid="work-save">
          {t.work.save}
        </Button>
        <Button small look="quiet" onClick={onClose}>
          {t.around.cancel}
        </Button>
      </div>
    </form>
  );
}

function datesOf({ since, until }: WorkRow): string {
  if (since && until) return fill(t.work.sinceUntil, { since: day(since), until: day(until) });
  if (until) return fill(t.work.until, { until: day(until) });
  return since ? fill(t.work.since, { since: day(since) }) : "";
}

const two = (part: number) => String(part).padStart(2, "0");
function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
