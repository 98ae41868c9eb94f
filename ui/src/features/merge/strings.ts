import type { Likeness } from "@/ipc";

export const mergeStrings = {
  field: "Field",
  result: "Merged",
  keep: "Keep {name}",
  kept: "Stays",
  ends: "Ends",
  nothing: "–",
  take: "{field} of {name}",
  both: "Both",
  relations: {
    same: "the same everywhere",
    contained: "one contains the other",
    different: "different",
  } satisfies Record<Likeness, string>,
  showSame: "Show what is the same",
  hideSame: "Hide what is the same",
  allSame: "They say the same everywhere. Nothing has to be chosen.",
  include: "Keep {value}",
  primary: "Primary",
  makePrimary: "Make {value} primary",
  of: "from {names}",
} as const;
