import { isOwnColumn, ownKey } from "@/features/contacts/own";
import type { SortField } from "@/ipc";

/**
 * What the address of the contacts screen holds: the query, the filter, the saved view they came from, the order, who is
 * open, whether somebody new is being typed. An empty filter is one that is about to be typed.
 */
export type ContactsSearchParams = {
  q?: string;
  f?: string;
  view?: string;
  sort?: BookSort;
  desc?: boolean;
  /** By which field, as filters name it, rows stand together. */
  group?: string;
  id?: string;
  new?: boolean;
};

/** What the book is sorted by: a field that every vault has, or one of one's own under the key of its column. */
export type BookSort = SortField | `custom:${string}`;

const SORTS: readonly string[] = ["display", "family", "company", "created_at", "updated_at"] satisfies SortField[];

/** The order as the door takes it. */
export function orderOf(sort: BookSort): { sort: SortField; sort_field: string | null } {
  return isOwnColumn(sort)
    ? { sort: "display", sort_field: ownKey(sort) }
    : { sort: sort as SortField, sort_field: null };
}

/** Reads an address; what makes no sense there is left out. */
export function contactsSearch(raw: Record<string, unknown>): ContactsSearchParams {
  const params: ContactsSearchParams = {};
  if ((typeof raw["q"] === "string" || typeof raw["q"] === "number") && raw["q"] !== "") params.q = String(raw["q"]);
  if (typeof raw["f"] === "string" || typeof raw["f"] === "number") params.f = String(raw["f"]);
  if (typeof raw["view"] === "string" && raw["view"] !== "") params.view = raw["view"];
  if (typeof raw["sort"] === "string" && (SORTS.includes(raw["sort"]) || isOwnColumn(raw["sort"])))
    params.sort = raw["sort"] as BookSort;
  if (raw["desc"] === true) params.desc = true;
  if (typeof raw["group"] === "string" && raw["group"] !== "") params.group = raw["group"];
  if (typeof raw["id"] === "string" && raw["id"] !== "") params.id = raw["id"];
  if (raw["new"] === true) params.new = true;
  return params;
}

/** The order after a click on a header: up, down, and back to what it is without one. */
export function nextSort(params: ContactsSearchParams, key: BookSort): { sort?: BookSort; desc?: boolean } {
  const found = params.q !== undefined;
  const current = params.sort ?? (found ? null : "display");
  if (current !== key) return { sort: key };
  if (!params.desc) return { sort: key, desc: true };
  return {};
}
