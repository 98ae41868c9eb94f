export const fieldsScreenStrings = { title: "Fields", loading: "Opening the fields…" } as const;
