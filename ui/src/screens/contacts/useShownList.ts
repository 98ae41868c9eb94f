import { type Filter, type List, useRead } from "@/ipc";

/** The name of the one list that a filter asks for, if it asks for that. */
function namedList(filter: Filter): string | null {
  const parts = "all" in filter ? filter.all : [filter];
  const names = parts.map((part) => ("where" in part && part.where.field === "lists" ? part.where.test : null));
  const test = names.find((name) => name !== null) ?? "present";
  return typeof test === "object" && "is" in test && test.is.length === 1 ? (test.is[0] ?? null) : null;
}

/** The campaign or event whose people are shown: each of them has a status there. */
export function useShownList(filter: string | null): List | null {
  const read = useRead("filters_read", { text: filter ?? "" }, { enabled: filter !== null }).data;
  const name = filter === null || !read ? null : namedList(read.filter);
  const lists = useRead("lists_list", {}, { enabled: name !== null }).data?.lists;
  const same = (list: List) => list.name.toLowerCase() === name?.toLowerCase();
  return lists?.find((list) => same(list) && (list.kind === "campaign" || list.kind === "event")) ?? null;
}
