export const designStrings = {
  close: "Close",
  cancel: "Cancel",
  dismiss: "Dismiss",
  notifications: "Notifications",
  loading: "Loading…",
  tryAgain: "Try again",
  reference: "Reference {incident}",
  selectRow: "Select {name}",
  sortedUp: "sorted ascending",
  sortedDown: "sorted descending",
} as const;
