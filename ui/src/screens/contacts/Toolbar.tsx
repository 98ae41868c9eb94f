import {
  ArrowDownUp,
  Columns3,
  Ellipsis,
  FileDown,
  FileUp,
  Funnel,
  ListChecks,
  Merge,
  PencilLine,
  Plus,
  Rows3,
  Trash2,
} from "lucide-react";
import { Button, IconButton } from "@/design/Button";
import { SelectionBar } from "@/design/grid/SelectionBar";
import type { GridSelection } from "@/design/grid/useSelection";
import { Menu, type MenuItem } from "@/design/Menu";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import type { SortField } from "@/ipc";
import styles from "./ContactsScreen.module.css";
import { screenStrings as t } from "./strings";

type Props = {
  shown: number;
  total: number;
  /** How many of them are only similar. */
  similar: number;
  finding: boolean;
  sort: SortField | null;
  /** What a list is sorted by that is sorted by a field of one's own. */
  ownSort?: string | undefined;
  onSort: (sort: SortField | null) => void;
  onNew: () => void;
  onImport: () => void;
  onExport: () => void;
  onColumns: () => void;
  onGroup: () => void;
  filtering: boolean;
  onFilter: () => void;
};

/** What the list is, and what can be done with it. */
export function Toolbar(props: Props) {
  const { shown, total, similar, finding, sort, ownSort, onSort } = props;
  const { onNew, onImport, onColumns, onGroup, filtering, onFilter } = props;
  const all = count(total);
  const partly = shown < total;
  const sentence = !finding
    ? plural(total, t.countOne, t.countOther, all)
    : partly
      ? fill(t.foundBest, { shown: count(shown), count: all })
      : similar > 0
        ? fill(t.foundSimilar, { count: count(total - similar), similar: count(similar) })
        : plural(total, t.foundOne, t.foundOther, all);
  const sorts = Object.entries(t.sorts) as [SortField, string][];
  const sorted = ownSort ?? (sort ? t.sorts[sort] : t.byRank);
  return (
    <header className={styles.toolbar}>
      <h1 className={styles.title}>{t.title}</h1>
      <p className={styles.count} role="status" data-testid="count">
        {sentence}
      </p>
      {finding && partly ? (
        <Button small look="quiet" onClick={() => onSort("display")}>
          {t.showAll}
        </Button>
      ) : null}
      <div className={styles.tools}>
        <Menu
          trigger={
            <Button
              look="quiet"
              icon={<ArrowDownUp />}
              aria-label={fill(t.sortedBy, { field: sorted })}
              className={styles.collapsible ?? ""}
            >
              {sorted}
            </Button>
          }
          items={[
            ...(finding ? [{ key: "rank", label: t.byRank, run: () => onSort(null) }] : []),
            ...sorts.map(([key, label]) => ({ key, label, run: () => onSort(key) })),
            { key: "group", label: t.group, icon: <Rows3 />, run: onGroup },
          ]}
        />
        <IconButton
          label={t.filter}
          keys="shift+f"
          icon={<Funnel />}
          aria-pressed={filtering}
          onClick={onFilter}
          data-testid="filter-open"
        />
        <IconButton
          label={t.columns}
          keys="shift+c"
          icon={<Columns3 />}
          className={styles.wideTool ?? ""}
          onClick={onColumns}
          data-testid="columns-open"
        />
        <IconButton
          label={t.export}
          keys="shift+e"
          icon={<FileDown />}
          className={styles.wideTool ?? ""}
          onClick={props.onExport}
          data-testid="export-open"
        />
        <Button
          icon={<FileUp />}
          onClick={onImport}
          data-testid="import-open"
          aria-label={t.import}
          className={styles.collapsible ?? ""}
        >
          {t.import}
        </Button>
        <Button
          look="primary"
          icon={<Plus />}
          onClick={onNew}
          data-testid="new-contact"
          aria-label={t.newContact}
          className={styles.collapsible ?? ""}
        >
          {t.newContact}
        </Button>
      </div>
    </header>
  );
}

/** So many can still be compared side by side. */
const COMPARABLE = 6;

type BulkProps = {
  selection: GridSelection;
  total: number;
  onMerge: () => void;
  onTrash: () => void;
  onEdit: () => void;
  /** Changes the status on the list that is shown. */
  onStatus: (() => void) | null;
  /** What else can be done with them. */
  tools: readonly MenuItem[];
};

/** Stands where the toolbar stood while rows are selected. */
export function BulkBar({ selection, total, onMerge, onTrash, onEdit, onStatus, tools }: BulkProps) {
  const chosen = selection.ids.size;
  return (
    <SelectionBar label={t.bulkBar} selection={selection} total={total} className={styles.bulk ?? ""}>
      {chosen > 1 && chosen <= COMPARABLE ? (
        <Button small icon={<Merge />} onClick={onMerge} data-testid="bulk-merge">
          {t.merge}
        </Button>
      ) : null}
      {onStatus ? (
        <Button
          small
          icon={<ListChecks />}
          busy={selection.gathering}
          onClick={onStatus}
          data-testid="bulk-list-status"
        >
          {t.status}
        </Button>
      ) : null}
      <Button small icon={<PencilLine />} busy={selection.gathering} onClick={onEdit} data-testid="bulk-edit">
        {t.edit}
      </Button>
      <Button small icon={<Trash2 />} busy={selection.gathering} onClick={onTrash} data-testid="bulk-trash">
        {t.trash}
      </Button>
      <Menu trigger={<IconButton label={t.moreTools} icon={<Ellipsis />} data-testid="bulk-more" />} items={tools} />
    </SelectionBar>
  );
}
