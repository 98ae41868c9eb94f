export const rehearsalStrings = {
  title: "What a run of {name} would do",
  back: "Back to sync",
  again: "Rehearse again",
  gone: "This rehearsal is not known here any more.",
  halted: "It could not be found out what a run would do.",
  loading: "Reading what would be done…",
} as const;
