export const conflictsScreenStrings = {
  title: "Decisions",
  loading: "Looking for what waits…",
  back: "Back to sync",
  countOne: "{count} waits for you",
  countOther: "{count} wait for you",
} as const;
