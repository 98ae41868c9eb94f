import { Link } from "@tanstack/react-router";
import { count } from "@/format/numbers";
import { ownText } from "@/format/own";
import { fill, plural } from "@/format/text";
import type { CompanyRow, FieldDefinition } from "@/ipc";
import styles from "./CompaniesScreen.module.css";
import { companiesStrings as t } from "./strings";

type Props = {
  company: CompanyRow;
  /** Fields of one's own of which the values are shown. */
  fields: readonly FieldDefinition[];
  chosen: boolean;
  onChoose: (on: boolean) => void;
};

/** A company in the list. */
export function CompanyItem({ company, fields, chosen, onChoose }: Props) {
  const held = fields
    .map((field) => ({ field, value: ownText(field, company.custom[field.key], t) }))
    .filter(({ value }) => value !== "");
  return (
    <li className={styles.item}>
      <input
        type="checkbox"
        className={styles.choose}
        checked={chosen}
        aria-label={fill(t.choose, { name: company.name })}
        onChange={(event) => onChoose(event.target.checked)}
        data-testid="company-choose"
      />
      <Link to="/companies/$id" params={{ id: company.id }} className={styles.company ?? ""} data-testid="company-row">
        <strong>{company.name}</strong>
        <span>{company.industry}</span>
        <span className={styles.people}>{plural(company.people, t.person, t.people, count(company.people))}</span>
        {held.length > 0 ? (
          <span className={styles.held}>
            {held.map(({ field, value }) => fill(t.held, { field: field.name, value })).join(" · ")}
          </span>
        ) : null}
      </Link>
    </li>
  );
}
