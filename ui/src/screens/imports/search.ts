export type ImportSearchParams = { path?: string };

export function importSearch(raw: Record<string, unknown>): ImportSearchParams {
  return typeof raw["path"] === "string" && raw["path"] !== "" ? { path: raw["path"] } : {};
}
