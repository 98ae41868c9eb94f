import { useState } from "react";
import { useSettled } from "@/design/useSettled";
import { type Company, type Edit, useRead } from "@/ipc";
import { CompanyAddresses } from "./CompanyAddresses";
import { CompanyRows } from "./CompanyRows";
import styles from "./companies.module.css";
import { OwnCompanyFields } from "./OwnCompanyFields";
import { SavedField } from "./SavedField";
import { companyStrings as t } from "./strings";
import { type CompanyKey, useCompanyEdit } from "./useCompanyEdit";

const TEXTS = ["name", "website", "industry", "size", "employees", "revenue", "registration", "vat"] as const;
const LISTS = ["names", "domains", "phones"] as const;

/** Everything about a company that is typed. */
export function CompanyFields({ company, onUndo }: { company: Company; onUndo: (batch: string) => void }) {
  const save = useCompanyEdit(company, onUndo);
  const set = (key: CompanyKey, text: string) =>
    save(key, text.trim() ? { path: key, set: text } : { path: key, clear: true });
  return (
    <>
      <section className={styles.card} aria-label={t.about}>
        <h2>{t.about}</h2>
        <div className={styles.fields}>
          {TEXTS.map((key) => (
            <SavedField
              key={key}
              label={t.fields[key]}
              value={company[key]}
              {...(key === "revenue" ? { hint: t.hints.revenue } : {})}
              {...(key === "size" ? { offered: t.sizes } : {})}
              {...(key === "website" ? { check: { key: "links", anyway: true } } : {})}
              onSave={(text) => set(key, text)}
              testId={`company-field-${key}`}
            />
          ))}
          <Parent company={company} onSave={(text) => set("parent", text)} />
        </div>
        <SavedField
          lines
          label={t.fields.notes}
          value={company.notes}
          onSave={(text) => set("notes", text)}
          testId="company-field-notes"
        />
      </section>
      <OwnCompanyFields company={company} onSave={(field, edit) => save(field.name, edit)} />
      <section className={styles.card} aria-label={t.reach}>
        <h2>{t.reach}</h2>
        <div className={styles.fields}>
          {LISTS.map((list) => (
            <CompanyRows key={list} list={list} rows={company[list]} onEdit={(edit: Edit) => save(list, edit)} />
          ))}
          <CompanyAddresses rows={company.addresses} onEdit={(edit) => save("addresses", edit)} />
        </div>
      </section>
    </>
  );
}

function Parent({ company, onSave }: { company: Company; onSave: (text: string) => Promise<void> }) {
  const [typed, setTyped] = useState("");
  const text = useSettled(typed, 150);
  const known = useRead("companies_suggest", { text, limit: 8 }, { enabled: text.trim() !== "", keepPrevious: true });
  const names = (known.data?.companies ?? []).filter((one) => one.id !== company.id).map((one) => one.name);
  return (
    <SavedField
      label={t.fields.parent}
      value={company.parent?.name ?? ""}
      hint={t.hints.parent}
      offered={names}
      onTyped={setTyped}
      onSave={onSave}
      testId="company-field-parent"
    />
  );
}
