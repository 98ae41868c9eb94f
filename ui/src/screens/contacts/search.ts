import type { SortField } from "@/ipc";

/** What the address of the contacts screen holds: the query, the order, who is open, whether somebody new is being typed. */
export type ContactsSearchParams = { q?: string; sort?: SortField; desc?: boolean; id?: string; new?: boolean };

const SORTS: readonly string[] = ["display", "family", "company", "created_at", "updated_at"] satisfies SortField[];

/** Reads an address; what makes no sense there is left out. */
export function contactsSearch(raw: Record<string, unknown>): ContactsSearchParams {
  const params: ContactsSearchParams = {};
  if ((typeof raw["q"] === "string" || typeof raw["q"] === "number") && raw["q"] !== "") params.q = String(raw["q"]);
  if (typeof raw["sort"] === "string" && SORTS.includes(raw["sort"])) params.sort = raw["sort"] as SortField;
  if (raw["desc"] === true) params.desc = true;
  if (typeof raw["id"] === "string" && raw["id"] !== "") params.id = raw["id"];
  if (raw["new"] === true) params.new = true;
  return params;
}

/** The order after a click on a header: up, down, and back to what it is without one. */
export function nextSort(params: ContactsSearchParams, key: SortField): { sort?: SortField; desc?: boolean } {
  const found = params.q !== undefined;
  const current = params.sort ?? (found ? null : "display");
  if (current !== key) return { sort: key };
  if (!params.desc) return { sort: key, desc: true };
  return {};
}
