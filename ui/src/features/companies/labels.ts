import { companyStrings as t } from "./strings";

/** What a path of a company in the journal is called: `domains/<id>` is one of its domains. */
export function companyLabel(path: string): string {
  if (path.startsWith("custom/")) return path.slice("custom/".length);
  const [key = path] = path.split("/");
  return (t.fields as Record<string, string>)[key] ?? key;
}
