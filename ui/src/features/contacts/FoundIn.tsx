import { Highlight } from "@/design/Highlight";
import type { SearchHit } from "@/ipc";
import { contactStrings as t } from "./strings";

/** What the hits that stand together have in common: what matched, or that they are only similar. */
export function groupOf(hit: Pick<SearchHit, "matched" | "similar">): string {
  return hit.similar ? t.similar : t.matched[hit.matched];
}

/** The value that matched, where it is none of those that a hit shows anyway. */
export function MatchedValue({
  hit,
}: {
  hit: Pick<SearchHit, "matched" | "snippet" | "place" | "tags" | "highlights">;
}) {
  if (hit.snippet) return <Highlight text={hit.snippet.text} ranges={hit.snippet.highlights} />;
  if (hit.matched === "place") return <Highlight text={hit.place} ranges={hit.highlights.place} />;
  if (hit.matched === "tag") return hit.tags.join(", ");
  return null;
}
