import { CircleHelp, ListPlus, Pencil, Save, SlidersHorizontal, Trash2, X } from "lucide-react";
import { type FormEvent, type ReactNode, useEffect, useId, useMemo, useState } from "react";
import { Button, IconButton } from "@/design/Button";
import { Menu } from "@/design/Menu";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { call, type Filter, type SavedView, type SavedViewRow, useRead, useWrite } from "@/ipc";
import { FilterBuilder } from "./FilterBuilder";
import { FilterChips } from "./FilterChips";
import styles from "./filters.module.css";
import { ListMenu } from "./ListMenu";
import { useNamedList, withListNamed } from "./namedList";
import { RenameViewDialog, SaveListDialog, SaveViewDialog } from "./SaveDialog";
import { filterStrings as t } from "./strings";
import { filterOfTree, type Group, type Known, knownOf, treeOf } from "./tree";
import { WhyDialog } from "./WhyDialog";

type Props = {
  /** The filter in its text form; empty for everybody. */
  text: string;
  onChange: (text: string) => void;
  onClose: () => void;
  /** The contact whose card is open. */
  openId: string | null;
  /** What is shown, to be saved. */
  shown: SavedView;
  /** The saved view that it came from. */
  saved: SavedViewRow | null;
  onSaved: (row: SavedViewRow) => void;
  onUndo: (batch: string) => void;
  children?: ReactNode;
};

/** Whom the list shows: as text, as chips, or built condition by condition. */
export function FilterBar({ text, onChange, onClose, openId, shown, saved, onSaved, onUndo, children }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(text);
  const [building, setBuilding] = useState(false);
  const [asking, setAsking] = useState<"view" | "rename" | "list" | "why" | null>(null);
  useEffect(() => setTyped(text), [text]);
  const read = useRead("filters_read", { text }, { keepPrevious: true });
  const wrong = useRead("filters_read", { text: typed }, { enabled: typed !== text });
  const error = (typed === text ? read : wrong).error;
  const listed = useRead("filters_fields", {}).data;
  const known: Known = useMemo(() => knownOf(listed?.fields ?? [], listed?.rows ?? []), [listed]);
  const save = useWrite("views_save");
  const remove = useWrite("views_delete");
  const list = useNamedList(text === "" ? null : (read.data?.filter ?? null));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!error) onChange(typed.trim());
  }
  async function change(filter: Filter) {
    try {
      onChange((await call("filters_print", { filter })).text);
    } catch (thrown) {
      toastError(thrown);
    }
  }
  const saveOver = (row: SavedViewRow) =>
    save.mutate(
      { id: row.id, view: { ...shown, name: row.view.name, folder: row.view.folder } },
      {
        onSuccess: (kept) => {
          toast(fill(t.viewSaved, { name: kept.view.name }));
          onSaved(kept);
        },
        onError: toastError,
      },
    );
  const trash = (row: SavedViewRow) =>
    remove.mutate(
      { id: row.id },
      {
        onSuccess: ({ batch }) => {
          const undo = batch ? { label: t.undo, run: () => onUndo(batch) } : undefined;
          toast(fill(t.viewDeleted, { name: row.view.name }), undo);
          onClose();
        },
        onError: toastError,
      },
    );

  return (
    <section className={styles.bar} aria-label={t.bar} data-testid="filter-bar">
      <form className={styles.row} onSubmit={submit}>
        <input
          id={id}
          className={styles.text}
          aria-label={t.text}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          placeholder={t.placeholder}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          // Who opened the bar wants to type.
          autoFocus={text === ""}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={submit}
          data-testid="filter-text"
        />
        <Button
          small
          look={building ? "primary" : "plain"}
          icon={<SlidersHorizontal />}
          aria-expanded={building}
          onClick={() => setBuilding(!building)}
          data-testid="filter-build"
        >
          {t.builder}
        </Button>
        <Menu
          trigger={
            <Button small icon={<Save />} data-testid="filter-save">
              {t.save}
            </Button>
          }
          items={[
            ...(saved ? [{ key: "over", label: t.saveView, icon: <Save />, run: () => saveOver(saved) }] : []),
            { key: "view", label: t.saveViewAs, icon: <Save />, run: () => setAsking("view") },
            { key: "list", label: t.saveList, icon: <ListPlus />, run: () => setAsking("list") },
            ...(saved
              ? [
                  { key: "rename", label: t.viewRename, icon: <Pencil />, run: () => setAsking("rename") },
                  { key: "delete", label: t.viewDelete, icon: <Trash2 />, danger: true, run: () => trash(saved) },
                ]
              : []),
          ]}
        />
        {list ? (
          <ListMenu
            key={list.id}
            list={list}
            onRenamed={({ name }) => {
              if (name !== list.name && read.data) void change(withListNamed(read.data.filter, name));
            }}
            onGone={onClose}
            onUndo={onUndo}
          />
        ) : null}
        {openId === null || text === "" ? null : (
          <IconButton label={t.why} icon={<CircleHelp />} onClick={() => setAsking("why")} data-testid="filter-why" />
        )}
        {children}
        <IconButton label={t.clear} icon={<X />} onClick={onClose} data-testid="filter-clear" />
      </form>
      {error ? (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error.message} {error.wire.hint}
        </p>
      ) : null}
      {building && read.data && listed ? (
        <Builder
          key={read.data.text}
          filter={read.data.filter}
          known={known}
          onChange={(filter) => void change(filter)}
        />
      ) : read.data && text !== "" ? (
        <FilterChips filter={read.data.filter} known={known} onChange={(filter) => void change(filter)} />
      ) : null}
      <SaveViewDialog view={shown} open={asking === "view"} onClose={() => setAsking(null)} onSaved={onSaved} />
      {saved ? <RenameViewDialog row={saved} open={asking === "rename"} onClose={() => setAsking(null)} /> : null}
      <SaveListDialog filter={text} open={asking === "list"} onClose={() => setAsking(null)} />
      {openId === null ? null : (
        <WhyDialog filter={text} id={openId} open={asking === "why"} onClose={() => setAsking(null)} />
      )}
    </section>
  );
}

type BuilderProps = { filter: Filter; known: Known; onChange: (filter: Filter) => void };

/** Keeps what is being built until it is applied: half a condition is no filter yet. */
function Builder({ filter, known, onChange }: BuilderProps) {
  const [tree, setTree] = useState<Group>(() => treeOf(filter, known));
  return (
    <div className={styles.builder}>
      <FilterBuilder group={tree} known={known} onChange={setTree} />
      <Button small look="primary" onClick={() => onChange(filterOfTree(tree))} data-testid="filter-apply">
        {t.apply}
      </Button>
    </div>
  );
}
