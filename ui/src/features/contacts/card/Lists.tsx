import { Link } from "@tanstack/react-router";
import { ListPlus, X } from "lucide-react";
import { useId, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { Menu } from "@/design/Menu";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { listFilter } from "@/format/filters";
import { fill } from "@/format/text";
import { type BatchDone, type Contact, type OnList, useRead, useWrite } from "@/ipc";
import { contactStrings as t } from "../strings";
import styles from "./People.module.css";
import { Pane } from "./Pane";

type Props = { contact: Contact; onUndo: (batch: string) => void };

/** On which lists the contact was put, and with which status. */
export function Lists({ contact, onUndo }: Props) {
  const on = useRead("lists_of", { id: contact.id }).data?.on ?? [];
  const lists = useRead("lists_list", {}).data?.lists ?? [];
  const others = lists.filter((list) => list.members !== null && !on.some((own) => own.list.id === list.id));
  const add = useWrite("lists_add").mutateAsync;
  const remove = useWrite("lists_remove").mutateAsync;
  if (lists.every((list) => list.members === null)) return null;
  const done = (said: string) => (answer: BatchDone) =>
    toast(said, answer.batch ? { label: t.undo, run: () => onUndo(answer.batch ?? "") } : undefined);
  const put = (list: string, name: string, status: string) =>
    void add({ list, ids: [contact.id], status }).then(
      done(fill(status ? t.lists.changed : t.lists.added, { name, status })),
      toastError,
    );
  const take = (list: string, name: string) =>
    void remove({ list, ids: [contact.id], status: "" }).then(done(fill(t.lists.removed, { name })), toastError);
  return (
    <Pane label={t.lists.title}>
      <header className={styles.header}>
        <h3>{t.lists.title}</h3>
        {others.length === 0 ? null : (
          <Menu
            trigger={
              <Button small look="quiet" icon={<ListPlus />} data-testid="list-add">
                {t.lists.add}
              </Button>
            }
            items={others.map(({ id, name }) => ({ key: id, label: name, run: () => put(id, name, "") }))}
          />
        )}
      </header>
      {on.length === 0 ? <p className={styles.soft}>{t.lists.empty}</p> : null}
      <ul className={styles.list}>
        {on.map((own) => (
          <Membership
            key={own.list.id}
            own={own}
            onStatus={(status) => put(own.list.id, own.list.name, status)}
            onRemove={() => take(own.list.id, own.list.name)}
          />
        ))}
      </ul>
    </Pane>
  );
}

type MembershipProps = { own: OnList; onStatus: (status: string) => void; onRemove: () => void };

function Membership({ own: { list, status }, onStatus, onRemove }: MembershipProps) {
  return (
    <li className={styles.membership} data-testid="membership">
      <Link to="/" search={{ f: listFilter(list.name) }} className={styles.who ?? ""}>
        {list.name}
      </Link>
      {list.kind === "event" ? (
        <EventStatus list={list.id} name={list.name} status={status} onStatus={onStatus} />
      ) : list.kind === "campaign" ? (
        <CampaignStatus key={status} list={list.id} name={list.name} status={status} onStatus={onStatus} />
      ) : (
        <span />
      )}
      <IconButton label={fill(t.lists.remove, { name: list.name })} icon={<X />} onClick={onRemove} />
    </li>
  );
}

type StatusProps = { list: string; name: string; status: string; onStatus: (status: string) => void };

function EventStatus({ list, name, status, onStatus }: StatusProps) {
  const statuses = useRead("lists_statuses", { list }).data?.statuses ?? [status];
  return (
    <select
      className={styles.status}
      aria-label={fill(t.lists.status, { name })}
      value={status}
      onChange={(event) => onStatus(event.target.value)}
      data-testid="list-status"
    >
      {statuses.map((word) => (
        <option key={word} value={word}>
          {word}
        </option>
      ))}
    </select>
  );
}

/** A campaign's statuses are words of one's own; those that are used are offered. */
function CampaignStatus({ list, name, status, onStatus }: StatusProps) {
  const id = useId();
  const [typed, setTyped] = useState(status);
  const statuses = useRead("lists_statuses", { list }).data?.statuses ?? [];
  const save = () => {
    const next = typed.trim();
    if (next === "") setTyped(status);
    else if (next !== status) onStatus(next);
  };
  return (
    <>
      <input
        className={styles.status}
        aria-label={fill(t.lists.status, { name })}
        value={typed}
        list={id}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === "Enter") save();
          if (event.key === "Escape") setTyped(status);
        }}
        data-testid="list-status"
      />
      <datalist id={id}>
        {statuses.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
    </>
  );
}
