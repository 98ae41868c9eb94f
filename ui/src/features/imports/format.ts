/** What a person has chosen about how a file is written; null is found out. */
export type FormatChoice = { encoding: string | null; delimiter: string | null };

export const AS_FOUND: FormatChoice = { encoding: null, delimiter: null };
