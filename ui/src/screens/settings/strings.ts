export const settingsScreenStrings = {
  title: "Settings",
  fields: "Fields",
  fieldsText: "Fields of your own beside those that every contact and company has.",
  fieldsLink: "Manage fields",
  labels: "Tags and categories",
  labelsText: "What contacts are sorted by: rename, recolour and merge tags, make categories of your own.",
  labelsOpen: "Tags and categories",
} as const;
