import type { Contact, MergedField, MergeShown } from "@/ipc";

const SINGLE = ["given", "family", "birthday", "source", "notes"] as const;

/** What a merge of these would be, as far as a screen has to know: the first keeps what it has. */
export function merging(people: Contact[]): MergeShown {
  const fields = SINGLE.map((path): MergedField => {
    const values = people.map((one) => one[path] || null);
    const relation = new Set(values).size === 1 ? "same" : values.includes(null) ? "contained" : "different";
    return { path, values, relation, result: values.find((value) => value !== null) ?? null };
  });
  const rows = people.flatMap((one, at) => [
    ...one.emails.map((email) => ({
      path: `emails/${email.id}`,
      value: { ...email, primary: at === 0 },
      of: [at],
      kept: true,
    })),
    ...one.phones.map((phone) => ({
      path: `phones/${phone.id}`,
      value: { ...phone, primary: at === 0 },
      of: [at],
      kept: true,
    })),
    ...one.tags.map((tag) => ({ path: `tags/${tag}`, value: tag, of: [at], kept: true })),
  ]);
  return {
    records: people.map(({ id, display }) => ({ id, display })),
    fields: fields.filter((field) => field.values.some((value) => value !== null)),
    rows,
    people: 0,
  };
}
