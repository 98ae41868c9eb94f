import { Link } from "@tanstack/react-router";
import { ListChecks, ListFilter, TableProperties } from "lucide-react";
import type { ReactNode } from "react";
import { titleWhenCut } from "@/design/titleWhenCut";
import { columnOf } from "@/features/contacts/own";
import { listFilter } from "@/format/filters";
import { type List, type SavedViewRow, useRead } from "@/ipc";
import { appStrings as t } from "../strings";
import styles from "./AtHand.module.css";

/** Saved views by folder, and lists: in the side bar, while there is one. */
export function Saved() {
  const views = useRead("views_list", {}).data?.views ?? [];
  const lists = useRead("lists_list", {}).data?.lists ?? [];
  const folders = [...new Set(views.map((row) => row.view.folder))];
  return (
    <>
      {folders.map((folder) => (
        <Places key={folder} title={folder || t.views}>
          {views
            .filter((row) => row.view.folder === folder)
            .map((row) => (
              <ViewLink key={row.id} row={row} />
            ))}
        </Places>
      ))}
      {lists.length > 0 ? (
        <Places title={t.lists}>
          {lists.map((list) => (
            <ListLink key={list.id} list={list} />
          ))}
        </Places>
      ) : null}
    </>
  );
}

function Places({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function ViewLink({ row }: { row: SavedViewRow }) {
  const { name, filter, sort, sort_field, descending, grouping } = row.view;
  return (
    <li>
      <Link
        to="/"
        search={{
          view: row.id,
          ...(filter ? { f: filter } : {}),
          sort: sort_field === null ? sort : columnOf(sort_field),
          ...(descending ? { desc: true } : {}),
          ...(grouping ? { group: grouping } : {}),
        }}
        className={styles.person ?? ""}
        activeOptions={{ exact: true, includeSearch: true }}
        data-testid="nav-view"
      >
        <TableProperties aria-hidden="true" className={styles.sign} />
        <span className={styles.name} onPointerEnter={titleWhenCut}>
          {name}
        </span>
      </Link>
    </li>
  );
}

/** A list as the filter that means those on it. */
function ListLink({ list }: { list: List }) {
  const Sign = list.members === null ? ListFilter : ListChecks;
  return (
    <li>
      <Link
        to="/"
        search={{ f: listFilter(list.name) }}
        className={styles.person ?? ""}
        activeOptions={{ exact: true, includeSearch: true }}
        data-testid="nav-list"
      >
        <Sign aria-hidden="true" className={styles.sign} />
        <span className={styles.name} onPointerEnter={titleWhenCut}>
          {list.name}
        </span>
      </Link>
    </li>
  );
}
