export const importScreenStrings = {
  title: "Import {file}",
  plainTitle: "Import",
  reading: "Reading the file…",
  jobTitle: "Import",
  gone: "This import is not known here any more.",
  noFile: "No file chosen yet",
  noFileText: "Choose a file of contacts, or drop one anywhere on this window.",
  choose: "Choose a file…",
  back: "Back to contacts",
  undoTitle: "Undo the import?",
  undoText:
    "{created} contacts that it created go to the trash, {updated} go back to what they were. What was edited since stays as it is and is named afterwards.",
  undo: "Undo import",
} as const;
