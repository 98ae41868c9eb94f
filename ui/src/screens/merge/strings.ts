export const mergeScreenStrings = {
  title: "Merge {count} contacts",
  merge: "Merge",
  cancel: "Cancel",
  loading: "Comparing…",
  hint: "The one that stays keeps what it has and gets what it lacks. The others end: whoever looks for them finds the one that stays. Undo parts them again.",
  done: "Merged {count} contacts into {name}",
  undo: "Undo",
  tooFew: "Choose at least two contacts in the list to merge them.",
} as const;
