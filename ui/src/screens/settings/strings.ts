export const settingsScreenStrings = { title: "Settings" } as const;
