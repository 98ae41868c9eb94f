import { LOCALE } from "./locale";

/** A language by its tag, in words: `de-CH` is Swiss High German. What has no name stays as it is. */
export function languageName(tag: string): string {
  if (tag.trim() === "") return tag;
  try {
    return new Intl.DisplayNames(LOCALE, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
