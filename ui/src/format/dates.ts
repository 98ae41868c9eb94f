import { LOCALE } from "./locale";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const absolute = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });
const dateOnly = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium" });
const dayWithYear = new Intl.DateTimeFormat(LOCALE, {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const dayWithoutYear = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", timeZone: "UTC" });

/** `3 minutes ago`, `yesterday`; beyond a month the date. */
export function ago(at: number, now: number): string {
  const past = now - at;
  if (past < MINUTE) return relative.format(0, "second");
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), "minute");
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), "hour");
  if (past < 30 * DAY) return relative.format(-Math.floor(past / DAY), "day");
  return dateOnly.format(at);
}

/** Date and time in full. */
export function moment(at: number): string {
  return absolute.format(at);
}

const PARTIAL = /^(\d{4}|-)-(\d{1,2})-(\d{1,2})$/;

/** `1980-05-01` as `1 May 1980` and `--05-01` as `1 May`; anything else as it is. */
export function day(value: string): string {
  const parts = PARTIAL.exec(value);
  if (!parts) return value;
  const [, year = "-", month = "1", date = "1"] = parts;
  const instant = new Date(0);
  // A leap year stands in for the unknown one, so that 29 February keeps its place.
  instant.setUTCFullYear(year === "-" ? 2000 : Number(year), Number(month) - 1, Number(date));
  return (year === "-" ? dayWithoutYear : dayWithYear).format(instant);
}

/** What people type for a day, in the form that is stored: `1980/5/1` becomes `1980-05-01`, `--5-1` becomes `--05-01`. */
export function typedDay(text: string): string {
  const plain = text.trim().replaceAll(/[/.]/g, "-");
  const parts = PARTIAL.exec(plain);
  if (!parts) return text.trim();
  const [, year = "-", month = "", date = ""] = parts;
  return `${year === "-" ? "-" : year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
}
