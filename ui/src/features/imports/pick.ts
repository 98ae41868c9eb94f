import { pickFile } from "@/ipc";
import { importStrings as t } from "./strings";

const EXTENSIONS = ["csv", "tsv", "txt", "vcf", "vcard"];

/** Asks for a file to import; null when the person changed their mind. */
export function pickImportFile(): Promise<string | null> {
  return pickFile(t.pickTitle, [{ name: t.pickKind, extensions: EXTENSIONS }]);
}

/** Whether a dropped file looks like contacts. */
export function isContacts(path: string): boolean {
  return EXTENSIONS.includes(path.split(".").at(-1)?.toLowerCase() ?? "");
}
