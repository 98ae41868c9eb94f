import { checkedAs, ownEdit, ownText, ownTyped } from "@/format/own";
import { type Company, type Edit, type FieldDefinition, useRead } from "@/ipc";
import styles from "./companies.module.css";
import { SavedField } from "./SavedField";
import { companyStrings as t } from "./strings";

const NONE: readonly FieldDefinition[] = [];

/** Words that a field takes, where there are few. */
function offeredBy(field: FieldDefinition, company: Company): string[] {
  if (field.kind === "file") return company.attachments.map((file) => file.name);
  if (field.kind === "boolean") return [t.yes, t.no];
  return field.options.filter((option) => !option.archived).map((option) => option.name);
}

type Props = { company: Company; onSave: (field: FieldDefinition, edit: Edit) => Promise<void> };

/** Fields of one's own that companies have. */
export function OwnCompanyFields({ company, onSave }: Props) {
  const fields = useRead("fields_list", { entity: "company", archived: false }).data?.fields ?? NONE;
  if (fields.length === 0) return null;
  return (
    <section className={styles.card} aria-label={t.ownFields}>
      <h2>{t.ownFields}</h2>
      <div className={styles.fields}>
        {fields.map((field) => {
          const value = company.custom[field.key];
          const read = ownText(field, value, t);
          const typed = ownTyped(field, value);
          const hint = field.help || (read === typed ? "" : read);
          return (
            <SavedField
              key={field.id}
              label={field.name}
              value={typed}
              {...(hint ? { hint } : {})}
              offered={offeredBy(field, company)}
              check={checkedAs(field)}
              lines={field.kind === "long_text"}
              onSave={(text) => onSave(field, ownEdit(field, text))}
              testId={`company-own-${field.key}`}
            />
          );
        })}
      </div>
    </section>
  );
}
