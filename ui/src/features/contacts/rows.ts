import { type QueryClient, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Section } from "@/design/grid/sections";
import {
  call,
  type CommandError,
  type ContactRow,
  type ContactsRowsRead,
  type ContactsView,
  type DidYouMean,
  readOptions,
  type SearchHit,
  useRead,
} from "@/ipc";

/** A row of the book; what was found carries what matched. */
export type BookRow = ContactRow & {
  marks?: SearchHit["highlights"];
  hit?: SearchHit;
  /** It stays for whoever made or edited it here; the filter does not mean it. */
  outside?: boolean;
  /** With which status it is on the list that is shown. */
  status?: string;
};

/** Rows by position, of which only the wanted stretch is in memory. */
export type BookRows = {
  count: number;
  /** How many there are in all, when only the best are here. */
  total: number;
  /** How many of those are only similar to what was searched for. */
  similar: number;
  /** A spelling that finds somebody, where nobody was found. */
  didYouMean: DidYouMean | null;
  loading: boolean;
  /** This is about what is asked for now; while an answer is on its way, it is about what was asked before. */
  answered: boolean;
  error: CommandError | null;
  retry: () => void;
  rowAt: (at: number) => BookRow | undefined;
  onStretch: (first: number, last: number) => void;
  idsOf: (first: number, last: number) => Promise<string[]>;
  positionOf: (id: string) => Promise<number | null>;
  /** Changes whenever the order may have. */
  version: string;
  behind: number;
  /** Headings, each with the number of rows below it. */
  sections: readonly Section[];
};

const CHUNK = 100;
const GATHER = 1000;

/** Everybody, in the order that the book opens in. */
export const WHOLE_BOOK: ContactsView = {
  sort: "display",
  descending: false,
  state: "active",
  query: null,
  sort_field: null,
  filter: null,
  keep: [],
  group: null,
};

const NO_FIELDS: readonly string[] = [];
const NO_SECTIONS: readonly Section[] = [];

/** Asks for the first rows of the book, for whoever shows them in a moment. */
export async function askForBook(client: QueryClient): Promise<void> {
  const { view } = await client.fetchQuery(readOptions("contacts_view", WHOLE_BOOK));
  await client.prefetchQuery(readOptions("contacts_rows", { view, offset: 0, limit: CHUNK, custom: [], list: null }));
}

/** The positions of the chunks that a stretch touches. */
export function chunksOf(first: number, last: number, size: number = CHUNK): number[] {
  if (last <= first) return [];
  const from = Math.floor(first / size);
  const to = Math.floor((last - 1) / size);
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

function withStatuses({ rows, statuses }: ContactsRowsRead): BookRow[] {
  return statuses.length === 0 ? rows : rows.map((row, at) => ({ ...row, status: statuses[at] ?? "" }));
}

/** The whole book, or what a query finds, in a chosen order. */
export function useViewRows(
  order: ContactsView,
  enabled = true,
  custom: readonly string[] = NO_FIELDS,
  list: string | null = null,
): BookRows {
  const client = useQueryClient();
  const view = useRead("contacts_view", order, { enabled, keepPrevious: true });
  const [chunks, setChunks] = useState<readonly number[]>([0]);
  // What was last seen stays on the screen until its successor is there.
  const seen = useRef(new Map<number, BookRow[]>());
  const key = JSON.stringify(order);
  const seenKey = useRef(key);
  if (seenKey.current !== key) {
    seenKey.current = key;
    seen.current = new Map([...seen.current].filter(([chunk]) => chunk === 0));
  }

  const viewId = view.data?.view;
  const count = view.data?.total ?? 0;
  const results = useQueries({
    queries: chunks
      .filter((chunk) => chunk * CHUNK < count)
      .map((chunk) => ({
        ...readOptions("contacts_rows", {
          view: viewId ?? 0,
          offset: chunk * CHUNK,
          limit: CHUNK,
          custom: [...custom],
          list,
        }),
        enabled: enabled && viewId !== undefined,
        gcTime: 60_000,
      })),
  });
  for (const { data } of results) if (data) seen.current.set(data.offset / CHUNK, withStatuses(data));

  const rowError = results.find((result) => result.error)?.error ?? null;
  const expired = rowError?.code === "not_found";
  useEffect(() => {
    if (expired) void client.invalidateQueries({ queryKey: ["contacts_view"] });
  }, [expired, viewId, client]);

  const outside = useMemo(() => new Set(view.data?.outside), [view.data]);
  const rowAt = useCallback(
    (at: number) => {
      const row = at < count ? seen.current.get(Math.floor(at / CHUNK))?.[at % CHUNK] : undefined;
      return row && outside.has(row.id) ? { ...row, outside: true } : row;
    },
    [count, outside],
  );
  const onStretch = useCallback((first: number, last: number) => {
    const next = chunksOf(first, last);
    setChunks((known) =>
      known.length === next.length && known.every((chunk, at) => chunk === next[at]) ? known : next,
    );
  }, []);
  const idsOf = useCallback(
    async (first: number, last: number) => {
      const near = rowAt(first);
      if (first === last && near) return [near.id];
      if (viewId === undefined) return [];
      const ids: string[] = [];
      for (let offset = first; offset <= last; offset += GATHER) {
        const { rows } = await call("contacts_rows", {
          view: viewId,
          offset,
          limit: Math.min(GATHER, last - offset + 1),
          custom: [],
          list: null,
        });
        for (const row of rows) ids.push(row.id);
      }
      return ids;
    },
    [rowAt, viewId],
  );
  const positionOf = useCallback(
    async (id: string) =>
      viewId === undefined ? null : (await call("contacts_position", { view: viewId, id })).position,
    [viewId],
  );
  const retry = useCallback(() => void client.invalidateQueries({ queryKey: ["contacts_view"] }), [client]);

  return {
    count,
    total: count - outside.size,
    similar: 0,
    didYouMean: null,
    loading: view.isPending && enabled,
    answered: !view.isPending && !view.isPlaceholderData,
    error: view.error ?? (expired ? null : rowError),
    retry,
    rowAt,
    onStretch,
    idsOf,
    positionOf,
    version: `view ${viewId ?? ""}`,
    behind: 0,
    sections: view.data?.groups ?? NO_SECTIONS,
  };
}

/** Hits that a search gives at once: what a screen shows, and some more. */
const FIRST = 60;
const BEST = 200;

/** The best hits of a query, with what matched. An answer to an older query is never shown as one to a newer. */
export function useFoundRows(query: string, enabled: boolean): BookRows {
  const client = useQueryClient();
  const [deep, setDeep] = useState<string | null>(null);
  const input = { query, limit: deep === query ? BEST : FIRST };
  const found = useRead("contacts_search", input, { enabled, keepPrevious: true });
  const rows = useMemo<BookRow[]>(() => (found.data?.hits ?? []).map(hitRow), [found.data]);
  const total = found.data?.total ?? 0;
  const isCut = rows.length <= FIRST && total > FIRST;
  const count = isCut ? Math.min(total, BEST) : rows.length;
  const onStretch = useCallback(
    (_first: number, last: number) => (isCut && last > rows.length ? setDeep(query) : undefined),
    [rows.length, isCut, query],
  );
  const all = useCallback(async () => {
    if (!isCut) return rows;
    return (await client.fetchQuery(readOptions("contacts_search", { query, limit: BEST }))).hits;
  }, [client, rows, isCut, query]);
  const { refetch } = found;
  return useMemo(
    () => ({
      count,
      total,
      similar: found.data?.similar ?? 0,
      didYouMean: found.data?.did_you_mean ?? null,
      loading: found.isPending && enabled,
      answered: !found.isPending && !found.isPlaceholderData,
      error: found.error,
      retry: () => void refetch(),
      rowAt: (at) => rows[at],
      onStretch,
      idsOf: async (first, last) => {
        const among: readonly { id: string }[] = last < rows.length ? rows : await all();
        return among.slice(first, last + 1).map((row) => row.id);
      },
      positionOf: async (id) => {
        const at = rows.findIndex((row) => row.id === id);
        return at < 0 ? null : at;
      },
      version: `found ${found.dataUpdatedAt}`,
      behind: found.data?.behind ?? 0,
      sections: NO_SECTIONS,
    }),
    [
      rows,
      count,
      total,
      found.data,
      found.isPending,
      found.isPlaceholderData,
      found.error,
      found.dataUpdatedAt,
      refetch,
      enabled,
      onStretch,
      all,
    ],
  );
}

function hitRow(hit: SearchHit): BookRow {
  const { id, display, company, title, email, phone, place, tags, unsent, highlights } = hit;
  return {
    id,
    display,
    company,
    title,
    email,
    phone,
    place,
    tags,
    categories: [],
    do_not: [],
    updated_at: 0,
    unsent,
    custom: {},
    marks: highlights,
    hit,
  };
}
