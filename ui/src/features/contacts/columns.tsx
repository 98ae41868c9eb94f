import { Ban } from "lucide-react";
import { Avatar } from "@/design/Avatar";
import { Chip } from "@/design/Chip";
import type { Column } from "@/design/grid/column";
import { Highlight } from "@/design/Highlight";
import { ago, moment } from "@/format/dates";
import { ownText } from "@/format/own";
import type { FieldDefinition, SearchHit } from "@/ipc";
import styles from "./columns.module.css";
import { groupOf, MatchedValue } from "./FoundIn";
import { ownColumn } from "./own";
import { reachStrings } from "./reachStrings";
import type { BookRow } from "./rows";
import { contactStrings as t } from "./strings";
import { useTagColours } from "./tagColours";

function Name({ row }: { row: BookRow }) {
  return (
    <span className={styles.name}>
      <Avatar name={row.display} />
      <span className={styles.text}>
        {row.display ? <Highlight text={row.display} ranges={row.marks?.display} /> : t.unnamed}
      </span>
      {row.outside ? <Outside /> : null}
      {row.unsent ? <span className={styles.unsent} role="img" aria-label={t.unsent} title={t.unsent} /> : null}
    </span>
  );
}

/** The filter does not mean it: it stays until the view is left. */
function Outside() {
  return (
    <Chip small colour="yellow" title={t.outsideWhy} testId="row-outside">
      {t.outside}
    </Chip>
  );
}

export function Tags({ tags }: { tags: readonly string[] }) {
  const colours = useTagColours();
  return tags.map((tag) => (
    <Chip key={tag} small colour={colours(tag)}>
      {tag}
    </Chip>
  ));
}

function Categories({ row }: { row: BookRow }) {
  return row.categories.map(({ group, name, colour }) => (
    <Chip key={group} small colour={colour} title={group}>
      {name}
    </Chip>
  ));
}

/** A sign that the person does not want to be reached this way at all. */
function Unwanted({ row, channel }: { row: BookRow; channel: "call" | "email" }) {
  if (!row.do_not.includes(channel)) return null;
  const why = reachStrings.objection.person[channel];
  return (
    <span className={styles.unwanted} role="img" aria-label={why} title={why}>
      <Ban />
    </span>
  );
}

function FoundIn({ hit }: { hit: SearchHit }) {
  return (
    <>
      <span className={styles.soft}>{groupOf(hit)} </span>
      <MatchedValue hit={hit} />
    </>
  );
}

function ownColumnOf(field: FieldDefinition): Column<BookRow> {
  const number = ["integer", "decimal", "money", "percent"].includes(field.kind);
  return {
    key: ownColumn(field),
    header: field.name,
    track: "minmax(0, 1fr)",
    sortable: true,
    cell: (row) => <bdi>{ownText(field, row.custom[field.key], t)}</bdi>,
    ...(number ? { align: "end" as const } : {}),
  };
}

/** Columns of the book; of what was found the last tells where it matched. */
export function contactColumns(now: number, found: boolean, own: readonly FieldDefinition[] = []): Column<BookRow>[] {
  const columns: Column<BookRow>[] = [
    {
      key: "display",
      header: t.columns.name,
      track: "minmax(0, 2fr)",
      sortable: true,
      cell: (row) => <Name row={row} />,
    },
    {
      key: "company",
      header: t.fields.company,
      track: "minmax(0, 1.2fr)",
      sortable: true,
      cell: (row) => <Highlight text={row.company} ranges={row.marks?.company} />,
    },
    {
      key: "title",
      header: t.fields.title,
      track: "minmax(0, 1fr)",
      from: 58,
      cell: (row) => <Highlight text={row.title} ranges={row.marks?.title} />,
    },
    {
      key: "email",
      header: t.fields.emails,
      track: "minmax(0, 1.6fr)",
      cell: (row) => (
        <>
          <Unwanted row={row} channel="email" />
          <Highlight text={row.email} ranges={row.marks?.email} />
        </>
      ),
    },
    {
      key: "phone",
      header: t.fields.phones,
      // Wide enough for an international number, which is no use cut short.
      track: "minmax(9.5rem, 1fr)",
      from: 46,
      cell: (row) => (
        <>
          <Unwanted row={row} channel="call" />
          <Highlight text={row.phone} ranges={row.marks?.phone} />
        </>
      ),
    },
  ];
  if (found) {
    columns.push({
      key: "matched",
      header: t.columns.matched,
      track: "minmax(0, 1.5fr)",
      from: 58,
      cell: (row) => (row.hit ? <FoundIn hit={row.hit} /> : null),
    });
    return columns;
  }
  columns.push(
    { key: "place", header: t.columns.place, track: "minmax(0, 0.8fr)", from: 66, cell: (row) => row.place },
    { key: "tags", header: t.columns.tags, track: "minmax(0, 1fr)", from: 74, cell: (row) => <Tags tags={row.tags} /> },
    {
      key: "categories",
      header: t.columns.categories,
      track: "minmax(0, 1fr)",
      from: 84,
      cell: (row) => <Categories row={row} />,
    },
    {
      key: "updated_at",
      header: t.columns.updated,
      track: "minmax(0, 0.8fr)",
      sortable: true,
      from: 52,
      cell: (row) => (
        <time className={styles.soft} title={moment(row.updated_at)}>
          {ago(row.updated_at, now)}
        </time>
      ),
    },
    ...own.map(ownColumnOf),
  );
  return columns;
}

/** With which status each is on the list that is shown: second, wherever the others stand. */
export function withStatus(columns: readonly Column<BookRow>[]): Column<BookRow>[] {
  const status: Column<BookRow> = {
    key: "status",
    header: t.columns.status,
    track: "minmax(0, 0.8fr)",
    wanted: columns.some((column) => column.wanted),
    cell: (row) => row.status,
  };
  return columns.toSpliced(1, 0, status);
}

/** A contact in two lines. */
export function compactContact(row: BookRow) {
  const second = [
    { key: "status", text: row.status ?? "", ranges: undefined },
    { key: "company", text: row.company, ranges: row.marks?.company },
    { key: "title", text: row.title, ranges: row.marks?.title },
    { key: "email", text: row.email, ranges: row.marks?.email },
    { key: "phone", text: row.phone, ranges: row.marks?.phone },
  ].filter((part) => part.text);
  return (
    <span className={styles.compact}>
      <Avatar name={row.display} />
      <span className={styles.lines}>
        <span className={styles.first}>
          {row.display ? <Highlight text={row.display} ranges={row.marks?.display} /> : t.unnamed}{" "}
          {row.outside ? <Outside /> : null}
        </span>
        <span className={styles.second}>
          {second.map((part) => (
            <span key={part.key} className={styles.part}>
              <Highlight text={part.text} ranges={part.ranges} />
            </span>
          ))}
        </span>
      </span>
    </span>
  );
}
