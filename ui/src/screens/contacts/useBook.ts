import { useMemo, useRef } from "react";
import { arranged, useArrangement } from "@/features/contacts/arrangement";
import { contactColumns, withStatus } from "@/features/contacts/columns";
import { isOwnColumn, ownKey } from "@/features/contacts/own";
import { useFoundRows, useViewRows, WHOLE_BOOK } from "@/features/contacts/rows";
import { useOwnFields } from "@/features/contacts/useOwnFields";
import { type BookSort, type ContactsSearchParams, orderOf } from "./search";
import { useKept } from "./useKept";
import { useSavedView } from "./useSavedView";
import { useShownList } from "./useShownList";

const MINUTE = 60_000;

type Asked = { query: string | null; ranked: boolean };

/** Who is shown: those asked for, once there is an answer. Until then the list stays as it was. */
function useAnswered(asked: Asked, answered: boolean): Asked {
  const shown = useRef(asked);
  if (answered) shown.current = asked;
  return shown.current;
}

/** What the address asks for: who is shown, in which order and groups, under which columns. */
export function useBook(params: ContactsSearchParams) {
  const wanted = params.q?.trim() || null;
  // A filter has its own order; what it leaves of a query is in that.
  const best = wanted !== null && params.sort === undefined && !params.f && !params.group;
  const sort: BookSort = params.sort ?? WHOLE_BOOK.sort;
  const filter = params.f?.trim() || null;
  const saved = useSavedView(params.view);
  const ownFields = useOwnFields();
  const headers = useMemo(
    () => new Map(contactColumns(0, false, ownFields).map((column) => [column.key, column.header])),
    [ownFields],
  );
  const columns = useArrangement([...headers.keys()], saved);
  const shownOwn = columns.chosen.filter(({ key, shown }) => shown && isOwnColumn(key)).map(({ key }) => ownKey(key));
  const list = useShownList(filter);
  const { ids, keep } = useKept(filter === null ? null : `${params.view ?? ""} ${filter}`, params.id ?? null);
  const book = useViewRows(
    {
      ...WHOLE_BOOK,
      ...orderOf(sort),
      descending: params.desc ?? false,
      query: best ? null : wanted,
      filter,
      keep: [...ids],
      group: params.group ?? null,
    },
    !best,
    shownOwn,
    list?.id ?? null,
  );
  const found = useFoundRows(wanted ?? "", best);
  const { answered } = best ? found : book;
  const { query, ranked } = useAnswered({ query: wanted, ranked: best }, answered);
  const rows = ranked ? found : book;
  // How long ago something was is told by the minute.
  const minute = Math.floor(Date.now() / MINUTE);
  const every = useMemo(() => contactColumns(minute * MINUTE, ranked, ownFields), [minute, ranked, ownFields]);
  const { chosen } = columns;
  const byStatus = list !== null;
  const shown = useMemo(() => {
    const usual = arranged(every, chosen);
    return byStatus ? withStatus(usual) : usual;
  }, [every, chosen, byStatus]);
  return { wanted, answered, query, ranked, sort, filter, saved, headers, columns, shown, rows, keep, list };
}
