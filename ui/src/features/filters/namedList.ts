import { type Filter, type List, useRead } from "@/ipc";

/** The name of the one list that a filter asks for, if it asks for that. */
function nameOf(filter: Filter): string | null {
  const parts = "all" in filter ? filter.all : [filter];
  const names = parts.map((part) => ("where" in part && part.where.field === "lists" ? part.where.test : null));
  const test = names.find((name) => name !== null) ?? "present";
  return typeof test === "object" && "is" in test && test.is.length === 1 ? (test.is[0] ?? null) : null;
}

/** The same filter with another name where it asks for a list. */
export function withListNamed(filter: Filter, name: string): Filter {
  if ("all" in filter) return { all: filter.all.map((part) => withListNamed(part, name)) };
  if (!("where" in filter) || nameOf(filter) === null) return filter;
  return { where: { field: "lists", test: { is: [name] } } };
}

/** The list whose people a filter shows. */
export function useNamedList(filter: Filter | null): List | null {
  const name = filter === null ? null : nameOf(filter);
  const lists = useRead("lists_list", {}, { enabled: name !== null }).data?.lists;
  return (name && lists?.find((list) => list.name.toLowerCase() === name.toLowerCase())) || null;
}
