export type MergeSearchParams = { ids: string[] };

const ID = /^[0-9a-f-]{32,36}$/i;

/** Which records are merged, the one that stays first. */
export function mergeSearch(raw: Record<string, unknown>): MergeSearchParams {
  const ids = Array.isArray(raw["ids"]) ? raw["ids"] : [];
  return { ids: [...new Set(ids.filter((id): id is string => typeof id === "string" && ID.test(id)))] };
}
