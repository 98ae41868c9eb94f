/** The filter of those who are on a list of this name. */
export function listFilter(name: string): string {
  return `lists="${name.replaceAll(/(["\\])/gu, "\\$1")}"`;
}
