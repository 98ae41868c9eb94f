import { fill } from "@/format/text";
import { type ExportFormat, saveFile } from "@/ipc";
import { exportStrings as t } from "./strings";

const today = () => new Date().toISOString().slice(0, 10);

/** Asks where contacts go; null when the person changed their mind. A single contact gives the file its name. */
export function saveAs(format: ExportFormat, name?: string): Promise<string | null> {
  const ending = t.endings[format];
  // What no system takes in a name.
  const safe = name?.replaceAll(/[\\/:*?"<>|]/g, " ").trim();
  const suggested =
    name === undefined
      ? fill(t.fileName, { date: today(), ending })
      : fill(t.cardName, { name: safe || t.unnamed, ending });
  return saveFile(t.saveTitle, suggested, [{ name: t.formats[format], extensions: [ending] }]);
}

/** Asks where an archive of everything goes. */
export function saveEverythingAs(): Promise<string | null> {
  const suggested = fill(t.everythingName, { date: today() });
  return saveFile(t.everythingTitle, suggested, [{ name: t.everythingKind, extensions: ["zip"] }]);
}
