import type { ChildKey } from "./fields";

/** The address that the system opens for a row; null when there is none, or none that is safe to open. */
export function externalUrl(field: ChildKey, row: { value: string; e164?: string }): string | null {
  const value = row.value.trim();
  if (!value) return null;
  // The address is data, never markup of the URL: a `?subject=` in it would be somebody else's words.
  if (field === "emails") return `mailto:${encodeURIComponent(value).replaceAll("%40", "@")}`;
  if (field === "phones") return `tel:${row.e164 || value.replaceAll(/[^\d+*#,;]/g, "")}`;
  if (field !== "links") return null;
  if (/^https?:\/\//i.test(value)) return value;
  return /^[a-z][a-z\d+.-]*:/i.test(value) && !/^[^/:]+\.[^/:]+:\d/.test(value) ? null : `https://${value}`;
}
