import { toastError } from "@/design/problem";
import { CompanyPart } from "@/features/companies/CompanyPart";
import { companyStrings } from "@/features/companies/strings";
import { useCompanyEdit } from "@/features/companies/useCompanyEdit";
import { Files } from "@/features/files/Files";
import type { Company } from "@/ipc";

/** The files of a company. */
export function CompanyFiles({ company, onUndo }: { company: Company; onUndo: (batch: string) => void }) {
  const save = useCompanyEdit(company, onUndo);
  return (
    <CompanyPart label={companyStrings.fields.attachments}>
      <Files
        of="company"
        id={company.id}
        files={company.attachments}
        heading="h2"
        onEdit={(edit) => void save("attachments", edit).catch(toastError)}
        onUndo={onUndo}
      />
    </CompanyPart>
  );
}
