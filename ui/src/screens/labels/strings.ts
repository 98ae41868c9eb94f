export const labelsScreenStrings = {
  title: "Tags and categories",
  loading: "Reading tags…",
} as const;
