export const accountsScreenStrings = {
  title: "Sync",
  loading: "Looking at the accounts…",
  toDecideOne: "{count} decision waits for you",
  toDecideOther: "{count} decisions wait for you",
  decide: "Decide",
} as const;
