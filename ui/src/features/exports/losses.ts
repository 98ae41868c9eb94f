import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { Loss } from "@/ipc";
import { exportStrings as t } from "./strings";

type Names = Readonly<Record<string, string>>;

/** What a person calls the field of a loss; `names` are those of the fields. */
export function fieldName(field: string, names: Names): string {
  const [key = "", part] = field.split("/");
  if (key === "custom") return fill(t.own, { key: part ?? "" });
  const name = key === "card" ? t.card : (names[key] ?? key);
  if (part === undefined) return name;
  return fill(t.part, { field: name, part: (t.parts as Names)[part] ?? part });
}

/** `E-mail, labels: 12 (no place for it)`. */
export function lossText(loss: Loss, names: Names): string {
  return fill(t.loss, { field: fieldName(loss.field, names), values: count(loss.values), why: t.kinds[loss.kind] });
}
