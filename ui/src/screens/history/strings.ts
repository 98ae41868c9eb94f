export const historyScreenStrings = {
  title: "History",
  loading: "Reading the journal…",
  keysTitle: "History",
} as const;
