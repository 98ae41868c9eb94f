import { useCallback, useMemo } from "react";
import { type Colour, useRead } from "@/ipc";

/** The colour of a tag by its name. */
export function useTagColours(): (name: string) => Colour | undefined {
  const tags = useRead("tags_list", { counted: false }).data?.tags;
  const known = useMemo(() => new Map(tags?.map((tag) => [tag.name, tag.colour])), [tags]);
  return useCallback((name) => known.get(name), [known]);
}
