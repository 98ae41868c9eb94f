import { Network } from "lucide-react";
import { type CSSProperties, type ReactNode, useState } from "react";
import { IconButton } from "@/design/Button";
import { day } from "@/format/dates";
import { fill } from "@/format/text";
import { type CompanyPerson, useRead } from "@/ipc";
import styles from "./companies.module.css";
import { ReportsTo } from "./ReportsTo";
import { companyStrings as t } from "./strings";

type Props = {
  company: string;
  person: (id: string, name: string) => ReactNode;
  onUndo: (batch: string) => void;
};

/** Who works at a company, each under whom they report to, and who left. */
export function PeopleList({ company, person, onUndo }: Props) {
  const [moving, setMoving] = useState<CompanyPerson | null>(null);
  const people = useRead("companies_people", { id: company });
  const { people: now, former } = people.data ?? { people: [], former: [] };
  return (
    <>
      <section className={styles.card} aria-label={t.people}>
        <h2>{t.people}</h2>
        {people.data && now.length === 0 ? <p className={styles.soft}>{t.noPeople}</p> : null}
        <ul>
          {now.map((one) => (
            <li
              key={one.id}
              className={styles.person}
              style={{ "--depth": one.depth } as CSSProperties}
              data-testid="company-person"
              {...(one.depth > 0
                ? { "aria-label": fill(t.reportsTo, { name: one.display, depth: `${one.depth}` }) }
                : {})}
            >
              {person(one.id, one.display)}
              <span className={styles.soft}>{jobOf(one)}</span>
              {now.length > 1 ? (
                <IconButton
                  label={fill(t.reportsTitle, { name: one.display })}
                  icon={<Network />}
                  onClick={() => setMoving(one)}
                  data-testid="company-reports"
                />
              ) : null}
            </li>
          ))}
        </ul>
        <ReportsTo company={company} person={moving} people={now} onClose={() => setMoving(null)} onUndo={onUndo} />
      </section>
      {former.length > 0 ? (
        <section className={styles.card} aria-label={t.former}>
          <h2>{t.former}</h2>
          <ul>
            {former.map((one) => (
              <li key={`${one.id} ${one.until}`} className={styles.person} data-testid="company-former">
                {person(one.id, one.display)}
                <span className={styles.soft}>
                  {[jobOf(one), fill(t.until, { day: day(one.until) })].filter(Boolean).join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

const jobOf = (one: CompanyPerson) => [one.title, one.department, one.role].filter(Boolean).join(" · ");
