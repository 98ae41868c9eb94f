import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Company, type Edit, useWrite } from "@/ipc";
import { companyStrings as t } from "./strings";

export type CompanyKey = keyof typeof t.fields;

/** Saves one edit of a company at a time, with Undo; rejects with the command's error. */
export function useCompanyEdit(company: Company, onUndo: (batch: string) => void) {
  const update = useWrite("companies_update").mutateAsync;
  return async (key: CompanyKey, edit: Edit): Promise<void> => {
    const { batch } = await update({ id: company.id, base: company.seq, patch: [edit] });
    const field = t.fields[key].toLocaleLowerCase();
    if (batch) toast(fill(t.saved, { field }), { label: t.undo, run: () => onUndo(batch) });
  };
}
