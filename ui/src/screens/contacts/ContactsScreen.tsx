import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { PencilLine } from "lucide-react";
import { memo, useCallback, useRef, useState } from "react";
import { Button } from "@/design/Button";
import { useSelection } from "@/design/grid/useSelection";
import { ErrorNotice, Notice } from "@/design/Notice";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { useMedia } from "@/design/useMedia";
import { useSecondPicture } from "@/design/useSecondPicture";
import { Waiting } from "@/design/Waiting";
import { ContactCard } from "@/features/contacts/card/ContactCard";
import { ColumnChooser } from "@/features/contacts/ColumnChooser";
import { ContactGrid } from "@/features/contacts/ContactGrid";
import { NewContact } from "@/features/contacts/NewContact";
import { isOwnColumn, ownKey } from "@/features/contacts/own";
import { contactStrings } from "@/features/contacts/strings";
import { BulkDialog, type Scope } from "@/features/bulk/BulkDialog";
import { FilterBar } from "@/features/filters/FilterBar";
import { pickImportFile } from "@/features/imports/pick";
import { useUndo } from "@/features/undo/useUndo";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import { type SortField, useReadAhead } from "@/ipc";
import { ContactFiles } from "./ContactFiles";
import styles from "./ContactsScreen.module.css";
import { EmptyBook } from "./EmptyBook";
import { NobodyFound } from "./NobodyFound";
import { NobodyMeant } from "./NobodyMeant";
import { type BookSort, type ContactsSearchParams, nextSort, orderOf } from "./search";
import { screenStrings as t } from "./strings";
import { GroupDialog } from "./GroupDialog";
import { BulkBar, Toolbar } from "./Toolbar";
import { TrashQuestion } from "./TrashQuestion";
import { useActiveRow } from "./useActiveRow";
import { useBook } from "./useBook";
import { useFollowing } from "./useFollowing";
import { useTrashing } from "./useTrashing";
import { useWaysOut } from "./useWaysOut";

const route = getRouteApi("/");

/** The contacts that the address asks for. */
export function ContactsScreen() {
  return <Contacts params={useFollowing(route.useSearch())} />;
}

const Contacts = memo(function Contacts({ params }: { params: ContactsSearchParams }) {
  const go = useNavigate();
  const narrow = useMedia("(max-width: 899px)");
  const { undo } = useUndo();
  const undoBatch = useCallback((batch: string) => void undo(batch), [undo]);

  const { wanted, answered, query, ranked, sort, filter, saved, headers, columns, shown, rows, keep, list } =
    useBook(params);
  const openId = params.id ?? null;
  const { active, moveTo, show, reveal } = useActiveRow(rows, openId, query);
  const likely = active === null || openId !== null ? undefined : rows.rowAt(active)?.id;
  useReadAhead("contacts_get", likely ? { id: likely } : null);
  // The card comes first; the list makes room for it in the next picture.
  const beside = openId !== null && !narrow;
  const settled = useSecondPicture(beside);
  const selection = useSelection(rows.count, rows.idsOf);
  const [choosing, setChoosing] = useState(false);
  const [grouping, setGrouping] = useState(false);
  const [editing, setEditing] = useState<Scope | null>(null);
  const out = useWaysOut(openId, selection.ids, { filter, view: saved, total: rows.total });
  const [focusToken, setFocusToken] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const focusGrid = () => grid.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
  const change = (next: (known: ContactsSearchParams) => ContactsSearchParams, replace = false) =>
    void go({ to: "/", search: next, replace, resetScroll: false });
  const open = (id: string | undefined, replace = false) =>
    change(({ id: _, ...rest }) => (id === undefined ? rest : { ...rest, id }), replace);
  const close = () => {
    open(undefined);
    setFocusToken(0);
    requestAnimationFrame(focusGrid);
  };

  function onActive(at: number | null) {
    moveTo(at);
    // While a card stands beside the list, it follows the keys.
    const row = at === null ? undefined : rows.rowAt(at);
    if (openId !== null && !narrow && row && row.id !== openId) open(row.id, true);
  }

  async function walk(step: number) {
    const at = (active ?? -1) + step;
    if (at < 0 || at >= rows.count) return;
    const [id] = await rows.idsOf(at, at);
    if (id === undefined) return;
    show(at, id);
    if (openId !== null) open(id, true);
  }

  const { trashRows, trashWanted, restore, asking, stopAsking } = useTrashing({
    rows,
    selection,
    active,
    openId,
    alone: narrow,
    onShow: (id) => open(id, true),
    onUndo: undoBatch,
  });

  const openFilter = () => change((known) => ({ ...known, f: known.f ?? "" }));
  useShortcuts(t.keysTitle, [
    { combos: ["mod+arrowdown", "mod+arrowright"], label: t.keys.next, run: () => void walk(1) },
    { combos: ["mod+arrowup", "mod+arrowleft"], label: t.keys.previous, run: () => void walk(-1) },
    { combos: ["delete"], label: t.keys.trash, run: trashWanted },
    { combos: ["shift+c"], label: t.keys.columns, run: () => setChoosing(true) },
    { combos: ["shift+f"], label: t.keys.filter, run: openFilter },
    ...(openId === null ? [] : [{ combos: ["escape"], label: t.keys.close, run: close }]),
  ]);

  const chosenScope = (): Scope => ({ filter: null, ids: [...selection.ids], total: selection.ids.size });
  const clearFilter = () => change(({ f: _, view: _view, ...rest }) => rest);
  const newContact = () => change((known) => ({ ...known, new: true }));
  const importFile = async () => {
    const path = await pickImportFile();
    if (path) void go({ to: "/import", search: { path } });
  };
  const sortBy = (next: { sort?: BookSort; desc?: boolean }) =>
    change(({ sort: _sort, desc: _desc, ...rest }) => ({ ...rest, ...next }), true);
  const chosen = selection.ids.size > 0 || selection.gathering;
  const nothing = !rows.loading && rows.count === 0 && !rows.error;
  const cardAlone = openId !== null && narrow;

  return (
    <div className={`${styles.screen} ${openId === null ? "" : styles.split}`}>
      {/* The toolbar, and the heading in it, are not there behind a card or a selection. */}
      {cardAlone || chosen ? <h1 className="off-screen">{t.title}</h1> : null}
      <div
        className={`${styles.list} ${cardAlone ? styles.behind : ""}`}
        inert={cardAlone}
        ref={grid}
        data-query={wanted ?? ""}
        aria-busy={!answered}
      >
        {chosen ? (
          <BulkBar
            selection={selection}
            total={rows.total}
            onMerge={() => void go({ to: "/merge", search: { ids: [...selection.ids] } })}
            onTrash={trashWanted}
            onEdit={() => setEditing(chosenScope())}
            onStatus={list ? () => setEditing({ ...chosenScope(), begin: { what: "list_on", list: list.id } }) : null}
            tools={out.chosenTools}
          />
        ) : (
          <Toolbar
            shown={rows.count}
            total={rows.total}
            similar={rows.similar}
            finding={query !== null}
            sort={ranked || isOwnColumn(sort) ? null : (sort as SortField)}
            ownSort={ranked ? undefined : isOwnColumn(sort) ? (headers.get(sort) ?? ownKey(sort)) : undefined}
            onSort={(next) => sortBy(next ? { sort: next, ...(next.endsWith("_at") ? { desc: true } : {}) } : {})}
            onNew={newContact}
            onImport={() => void importFile()}
            onExport={out.exportShown}
            onColumns={() => setChoosing(true)}
            onGroup={() => setGrouping(true)}
            filtering={params.f !== undefined}
            onFilter={openFilter}
          />
        )}
        {params.f === undefined ? null : (
          <FilterBar
            text={params.f}
            onChange={(f) => change((known) => ({ ...known, f }))}
            onClose={clearFilter}
            openId={openId}
            shown={{
              name: saved?.view.name ?? "",
              folder: saved?.view.folder ?? "",
              filter: params.f,
              ...orderOf(sort),
              descending: params.desc ?? false,
              grouping: params.group ?? "",
              columns: JSON.stringify(columns.known()),
            }}
            saved={saved}
            onUndo={undoBatch}
            onSaved={(row) => change((known) => ({ ...known, view: row.id, f: row.view.filter }), true)}
          >
            {filter === null || query !== null || rows.count === 0 ? null : (
              <Button
                small
                icon={<PencilLine />}
                onClick={() => setEditing({ filter, ids: [], total: rows.total })}
                data-testid="filter-edit-all"
              >
                {fill(t.editAll, { count: count(rows.total) })}
              </Button>
            )}
          </FilterBar>
        )}
        {rows.behind > 0 ? <Notice title={fill(t.behind, { count: count(rows.behind) })} /> : null}
        {rows.error ? (
          <div className={styles.problem}>
            <ErrorNotice error={rows.error} onRetry={rows.retry} />
          </div>
        ) : rows.loading ? (
          <Waiting label={t.loading} shape="list" />
        ) : nothing && filter !== null ? (
          <NobodyMeant onClear={clearFilter} />
        ) : nothing && query !== null ? (
          <NobodyFound
            query={query}
            didYouMean={rows.didYouMean}
            onSearch={(q) => change((known) => ({ ...known, q }))}
            onClear={() => change(({ q: _, ...rest }) => rest)}
          />
        ) : nothing ? (
          <EmptyBook onImport={() => void importFile()} onNew={newContact} />
        ) : (
          <ContactGrid
            label={contactStrings.grid}
            columns={shown}
            sections={rows.sections}
            arranging={columns.arranging}
            rows={rows}
            active={active}
            onActive={onActive}
            onOpen={(_at, row) => {
              open(row.id, openId !== null);
              if (document.activeElement?.getAttribute("role") === "grid" && narrow)
                setFocusToken((token) => token + 1);
            }}
            openId={openId}
            still={beside && !settled}
            selection={selection}
            {...(ranked ? {} : { sort: { key: sort, descending: params.desc ?? false } })}
            onSort={(key) => sortBy(nextSort(params, key as BookSort))}
            reveal={reveal}
            resetKey={[query, filter, params.sort, params.desc, params.group].join(" ")}
          />
        )}
      </div>
      {openId === null ? null : (
        <ContactCard
          id={openId}
          alone={narrow}
          focusToken={focusToken}
          onClose={close}
          onPrevious={active !== null && active > 0 ? () => void walk(-1) : null}
          onNext={active !== null && active < rows.count - 1 ? () => void walk(1) : null}
          onUndo={undoBatch}
          onTrash={(contact) => void trashRows([contact.id], contact.display)}
          onRestore={(contact) => void restore([contact.id], contact.display)}
          tools={out.cardTools}
          files={ContactFiles}
        />
      )}
      <NewContact
        open={params.new ?? false}
        onClose={() => change(({ new: _, ...rest }) => rest, true)}
        onOpen={(id) => change(({ new: _, ...rest }) => ({ ...rest, id }), true)}
        onCreated={(contact) => {
          keep(contact.id);
          change(({ new: _, ...rest }) => ({ ...rest, id: contact.id }), true);
        }}
        onUndo={undoBatch}
      />
      <BulkDialog
        scope={editing ?? { filter: null, ids: [], total: 0 }}
        open={editing !== null}
        onClose={() => setEditing(null)}
        onUndo={undoBatch}
        onDone={selection.clear}
      />
      <GroupDialog
        open={grouping}
        group={params.group ?? ""}
        onClose={() => setGrouping(false)}
        onChange={(group) => change(({ group: _, ...rest }) => (group ? { ...rest, group } : rest), true)}
      />
      <ColumnChooser
        open={choosing}
        onClose={() => setChoosing(false)}
        headers={headers}
        columns={columns.known()}
        arranged={columns.chosen.length > 0}
        onChange={columns.keep}
      />
      {out.dialogs}
      <TrashQuestion
        open={asking}
        chosen={selection.ids.size}
        onClose={stopAsking}
        onConfirm={() => void trashRows([...selection.ids], "")}
      />
    </div>
  );
});
