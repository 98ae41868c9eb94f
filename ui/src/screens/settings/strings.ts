export const settingsScreenStrings = {
  title: "Settings",
  fields: "Fields",
  fieldsText: "Fields of your own beside those that every contact and company has.",
  fieldsLink: "Manage fields",
} as const;
