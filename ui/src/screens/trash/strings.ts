export const trashStrings = {
  title: "Trash",
  countOne: "{count} contact",
  countOther: "{count} contacts",
  emptyTitle: "The trash is empty",
  emptyText: "What you move to the trash stays here until you restore it. Nothing is removed on its own.",
  grid: "Contacts in the trash",
  restore: "Restore",
  restoreNamed: "Restore {name}",
  action: "Restore",
  bulkBar: "Selected contacts",
  loading: "Looking into the trash…",
} as const;
