import { count } from "@/format/numbers";
import { fileName, fill } from "@/format/text";
import { type Job, useRead } from "@/ipc";
import { exportStrings as t } from "./strings";

/** What an export that ran in the background came to, in a line. */
export function ExportLine({ job }: { job: Job["id"] }) {
  const done = useRead("exports_report", { job }).data;
  if (!done) return null;
  const lost = done.losses.length > 0 ? ` · ${fill(t.lineLosses, { count: count(done.losses.length) })}` : "";
  return <span>{fill(t.line, { count: count(done.contacts), file: fileName(done.path) }) + lost}</span>;
}

/** The same of an export of everything. */
export function EverythingLine({ job }: { job: Job["id"] }) {
  const done = useRead("exports_everything_report", { job }).data;
  if (!done) return null;
  const missing = done.missing > 0 ? ` · ${fill(t.everythingMissing, { count: count(done.missing) })}` : "";
  const told = { count: count(done.contacts), files: count(done.files), file: fileName(done.path) };
  return <span>{fill(t.everythingLine, told) + missing}</span>;
}
