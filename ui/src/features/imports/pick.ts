import { pickFile } from "@/ipc";
import { importStrings as t } from "./strings";

/** What hardly anybody keeps for another reason than the contacts in it. */
const SURELY = ["csv", "tsv", "txt", "vcf", "vcard", "ldif", "ldi", "jcard", "jsonl"];
const EXTENSIONS = [...SURELY, "xlsx", "xlsm", "xlsb", "xls", "ods", "json", "eml", "zip"];

/** Asks for a file to import; null when the person changed their mind. */
export function pickImportFile(): Promise<string | null> {
  return pickFile(t.pickTitle, [{ name: t.pickKind, extensions: EXTENSIONS }]);
}

const endsWith = (path: string, endings: readonly string[]) =>
  endings.includes(path.split(".").at(-1)?.toLowerCase() ?? "");

/** Whether a dropped file may hold contacts. */
export const mayHoldContacts = (path: string): boolean => endsWith(path, EXTENSIONS);

/** Whether it is for the import wherever it is dropped; others are attached where a card is open. */
export const isContacts = (path: string): boolean => endsWith(path, SURELY);
