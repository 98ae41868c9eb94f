import { toast } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Company, type Edit, useWrite } from "@/ipc";
import { companyStrings as t } from "./strings";

export type CompanyKey = keyof typeof t.fields;

/** Saves one edit of a company at a time, of a field by its key or its name; with Undo. Rejects with the command's error. */
export function useCompanyEdit(company: Company, onUndo: (batch: string) => void) {
  const update = useWrite("companies_update").mutateAsync;
  return async (of: string, edit: Edit): Promise<void> => {
    const { batch } = await update({ id: company.id, base: company.seq, patch: [edit] });
    const field = ((t.fields as Record<string, string>)[of] ?? of).toLocaleLowerCase();
    if (batch) toast(fill(t.saved, { field }), { label: t.undo, run: () => onUndo(batch) });
  };
}
