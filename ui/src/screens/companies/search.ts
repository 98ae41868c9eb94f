import { columnOf, isOwnColumn, ownKey } from "@/features/contacts/own";
import type { CompanySort, FieldDefinition } from "@/ipc";

/** What the address of the companies screen holds: what is typed, and the order. */
export type CompaniesSearchParams = { find?: string; by?: CompanyOrder; down?: boolean };

/** What companies are sorted by: what every vault has, or a field of one's own under the key of its column. */
export type CompanyOrder = CompanySort | `custom:${string}`;

const SORTS: readonly string[] = ["name", "industry", "employees", "people", "updated_at"] satisfies CompanySort[];
/** Those that begin with the most, or the latest: nobody looks for the company without people. */
const DOWNWARDS: readonly string[] = ["employees", "people", "updated_at"] satisfies CompanySort[];

/** Reads an address; what makes no sense there is left out. */
export function companiesSearch(raw: Record<string, unknown>): CompaniesSearchParams {
  const params: CompaniesSearchParams = {};
  if ((typeof raw["find"] === "string" || typeof raw["find"] === "number") && raw["find"] !== "")
    params.find = String(raw["find"]);
  if (typeof raw["by"] === "string" && (SORTS.includes(raw["by"]) || isOwnColumn(raw["by"])))
    params.by = raw["by"] as CompanyOrder;
  if (raw["down"] === true) params.down = true;
  return params;
}

/** The order after somebody chose one; the same again turns it round. */
export function reordered(params: CompaniesSearchParams, order: CompanyOrder): CompaniesSearchParams {
  const { find } = params;
  const down = (params.by ?? "name") === order ? params.down !== true : DOWNWARDS.includes(order);
  return {
    ...(find === undefined ? {} : { find }),
    ...(order === "name" ? {} : { by: order }),
    ...(down ? { down } : {}),
  };
}

/** The order as the door takes it. */
export function orderOf(sort: CompanyOrder): { sort: CompanySort; sort_field: string | null } {
  return isOwnColumn(sort)
    ? { sort: "name", sort_field: ownKey(sort) }
    : { sort: sort as CompanySort, sort_field: null };
}

/** What is typed is a filter as soon as it has an operator; before, it is the beginning of a name. */
export function asked(typed: string): { text: string; filter: string } {
  const text = typed.trim();
  return /[:=<>]|^-\S/u.test(text) ? { text: "", filter: text } : { text, filter: "" };
}

/** What companies can be sorted by, with names. */
export function orders(
  fields: readonly FieldDefinition[],
  names: Readonly<Record<CompanySort, string>>,
): { order: CompanyOrder; name: string }[] {
  const own = fields.map((field) => ({ order: columnOf(field.key), name: field.name }));
  return [...SORTS.map((sort) => ({ order: sort as CompanySort, name: names[sort as CompanySort] })), ...own];
}
