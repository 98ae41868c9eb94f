import { Link } from "@tanstack/react-router";
import { ArrowLeftRight, ListChecks, ListFilter, Pencil, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { TextField } from "@/design/Field";
import { Menu } from "@/design/Menu";
import { ErrorNotice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { day } from "@/format/dates";
import { fill } from "@/format/text";
import { type List, useRead, useWrite } from "@/ipc";
import styles from "./filters.module.css";
import { filterStrings as t } from "./strings";

type Props = {
  list: List;
  onRenamed: (list: List) => void;
  onGone: () => void;
  onUndo: (batch: string) => void;
};

/** What can be done with the list that is shown. */
export function ListMenu({ list, onRenamed, onGone, onUndo }: Props) {
  const [asking, setAsking] = useState<"name" | "filter" | "moves" | null>(null);
  const remove = useWrite("lists_delete");
  const follows = list.kind === "dynamic" || list.kind === "segment";
  const close = () => setAsking(null);
  const trash = () =>
    remove.mutate(
      { list: list.id },
      {
        onSuccess: ({ batch }) => {
          const undo = batch ? { label: t.undo, run: () => onUndo(batch) } : undefined;
          toast(fill(t.listDeleted, { name: list.name }), undo);
          onGone();
        },
        onError: toastError,
      },
    );
  return (
    <>
      <Menu
        trigger={
          <Button small icon={<ListChecks />} data-testid="list-menu">
            {t.list}
          </Button>
        }
        items={[
          { key: "name", label: t.listRename, icon: <Pencil />, run: () => setAsking("name") },
          ...(follows
            ? [{ key: "filter", label: t.listFollow, icon: <ListFilter />, run: () => setAsking("filter") }]
            : []),
          ...(list.kind === "segment"
            ? [{ key: "moves", label: t.listMoves, icon: <ArrowLeftRight />, run: () => setAsking("moves") }]
            : []),
          { key: "delete", label: t.listDelete, icon: <Trash2 />, danger: true, run: trash },
        ]}
      />
      <Dialog title={list.name} open={asking === "name" || asking === "filter"} onClose={close} testId="list-dialog">
        {asking === "name" || asking === "filter" ? (
          <ListForm key={asking} list={list} part={asking} onSaved={onRenamed} onClose={close} />
        ) : null}
      </Dialog>
      <Dialog
        title={fill(t.movesTitle, { name: list.name })}
        open={asking === "moves"}
        onClose={close}
        testId="moves-dialog"
      >
        {asking === "moves" ? <Moves list={list.id} /> : null}
      </Dialog>
    </>
  );
}

type FormProps = { list: List; part: "name" | "filter"; onSaved: (list: List) => void; onClose: () => void };

function ListForm({ list, part, onSaved, onClose }: FormProps) {
  const write = useWrite("lists_update");
  const [typed, setTyped] = useState(list[part]);
  function submit(event: FormEvent) {
    event.preventDefault();
    write.mutate(
      { list: list.id, name: null, filter: null, [part]: typed },
      {
        onSuccess: (saved) => {
          onSaved(saved);
          onClose();
        },
      },
    );
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={part === "name" ? t.name : t.text}
        value={typed}
        autoFocus
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        data-testid="list-typed"
      />
      {write.error ? <ErrorNotice error={write.error} /> : null}
      <Button type="submit" look="primary" busy={write.isPending} data-testid="list-save">
        {t.save}
      </Button>
    </form>
  );
}

/** Who entered a segment and who left it, the newest day first. */
function Moves({ list }: { list: string }) {
  const { data, error } = useRead("lists_moves", { list });
  if (error) return <ErrorNotice error={error} />;
  const moves = data?.moves ?? [];
  const days = [...new Set(moves.map((move) => move.day))];
  return (
    <div className={styles.moves}>
      {data && moves.length === 0 ? <p>{t.movesNone}</p> : null}
      {days.map((of) => (
        <section key={of} aria-label={day(of)}>
          <h3>{day(of)}</h3>
          <ul>
            {moves
              .filter((move) => move.day === of)
              .map((move) => (
                <li key={`${move.id} ${move.entered}`} data-testid="move">
                  <Link to="/" search={{ id: move.id }}>
                    {move.display}
                  </Link>{" "}
                  <span className={styles.soft}>{move.entered ? t.entered : t.left}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
