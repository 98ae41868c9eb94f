import { pickFile } from "@/ipc";
import { importStrings as t } from "./strings";

export const TABLE_EXTENSIONS = ["csv", "tsv", "txt"];

/** Asks for a file to import; null when the person changed their mind. */
export function pickImportFile(): Promise<string | null> {
  return pickFile(t.pickTitle, [{ name: t.pickKind, extensions: TABLE_EXTENSIONS }]);
}

/** Whether a dropped file looks like a table. */
export function isTable(path: string): boolean {
  return TABLE_EXTENSIONS.includes(path.split(".").at(-1)?.toLowerCase() ?? "");
}
