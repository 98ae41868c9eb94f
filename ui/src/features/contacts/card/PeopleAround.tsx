import { Link } from "@tanstack/react-router";
import { Plus, Users, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Contact, useRead, useWrite } from "@/ipc";
import { contactStrings as t } from "../strings";
import styles from "./People.module.css";
import { Pane } from "./Pane";
import { RelationForm } from "./RelationForm";

type Props = { contact: Contact; onUndo: (batch: string) => void };

/** Who the contact is related to, and the chain of referrals around them. */
export function PeopleAround({ contact, onUndo }: Props) {
  const [adding, setAdding] = useState(false);
  /** The one with whom common acquaintances are shown. */
  const [both, setBoth] = useState<string | null>(null);
  const around = useRead("relations_list", { id: contact.id });
  const remove = useWrite("relations_remove").mutateAsync;
  const { relations = [], referrals = [] } = around.data ?? {};
  const end = (id: string, name: string) =>
    void remove({ id }).then(
      ({ batch }) =>
        toast(fill(t.around.ended, { name }), batch ? { label: t.undo, run: () => onUndo(batch) } : undefined),
      toastError,
    );
  const through = referrals.filter((one) => one.steps < 0);
  const brought = referrals.filter((one) => one.steps > 0);
  return (
    <Pane label={t.around.title}>
      <header className={styles.header}>
        <h3>{t.around.title}</h3>
        <Button small look="quiet" icon={<Plus />} onClick={() => setAdding(true)} data-testid="relation-add">
          {t.around.add}
        </Button>
      </header>
      {adding ? (
        <RelationForm contact={contact} onUndo={onUndo} onClose={() => setAdding(false)} />
      ) : relations.length === 0 ? (
        <p className={styles.soft}>{t.around.empty}</p>
      ) : null}
      <ul className={styles.list}>
        {relations.map((one) => (
          <li key={one.id} className={styles.relation} data-testid="relation">
            <span className={styles.soft}>{one.kind}</span>
            <span className={styles.who}>
              <Person id={one.contact}>{one.display}</Person>
              {one.note || one.company || one.strength ? (
                <span className={styles.soft}>
                  {[one.company, one.note, strengthOf(one.strength)].filter(Boolean).join(" · ")}
                </span>
              ) : null}
              {both === one.contact ? <Mutual one={contact.id} other={one.contact} /> : null}
            </span>
            <IconButton
              label={fill(t.around.mutual, { name: contact.display, other: one.display })}
              icon={<Users />}
              aria-pressed={both === one.contact}
              onClick={() => setBoth(both === one.contact ? null : one.contact)}
              data-testid="relation-mutual"
            />
            <IconButton
              label={fill(t.around.end, { name: one.display })}
              icon={<X />}
              onClick={() => end(one.id, one.display)}
            />
          </li>
        ))}
      </ul>
      {[
        { key: "through", label: t.around.through, people: through },
        { key: "brought", label: t.around.brought, people: brought },
      ].map(({ key, label, people }) =>
        people.length > 0 ? (
          <p key={key} className={styles.chain}>
            <span className={styles.soft}>{label}</span>{" "}
            {people.map((one, at) => (
              <span key={one.id}>
                {at > 0 ? ", " : ""}
                <Person id={one.id}>{one.display}</Person>
              </span>
            ))}
          </p>
        ) : null,
      )}
    </Pane>
  );
}

function strengthOf(strength: number): string {
  const words: Record<number, string> = t.around.strengths;
  return strength > 0 ? (words[strength] ?? "").toLocaleLowerCase() : "";
}

/** Who is related to both of two. */
function Mutual({ one, other }: { one: string; other: string }) {
  const { people } = useRead("relations_mutual", { one, other }).data ?? {};
  if (!people) return null;
  return (
    <span className={styles.soft} role="status" data-testid="mutual">
      {people.length === 0 ? t.around.mutualNobody : `${t.around.mutualPeople} `}
      {people.map((person, at) => (
        <span key={person.id}>
          {at > 0 ? ", " : ""}
          <Person id={person.id}>{person.display}</Person>
        </span>
      ))}
    </span>
  );
}

function Person({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link to="/" search={{ id }}>
      {children}
    </Link>
  );
}
