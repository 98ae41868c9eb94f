import { Link } from "@tanstack/react-router";
import { Building2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { useSettled } from "@/design/useSettled";
import { Waiting } from "@/design/Waiting";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./CompaniesScreen.module.css";
import { companiesStrings as t } from "./strings";

const PAGE = 100;

/** Companies by name, as many as somebody wants to look at. */
export function CompaniesScreen() {
  const [typed, setTyped] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const text = useSettled(typed.trim(), 120);
  const listed = useRead("companies_list", { text, limit, after: null, state: "active" }, { keepPrevious: true });
  const { companies = [], total = 0 } = listed.data ?? {};
  return (
    <Page
      title={t.title}
      narrow
      actions={total > 0 ? <p role="status">{plural(total, t.countOne, t.countOther, count(total))}</p> : null}
    >
      <div className={styles.content}>
        <TextField
          label={t.search}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setLimit(PAGE);
          }}
          data-testid="companies-search"
        />
        {listed.error ? <ErrorNotice error={listed.error} onRetry={() => void listed.refetch()} /> : null}
        {listed.isPending ? <Waiting label={t.loading} shape="list" /> : null}
        {listed.data && companies.length === 0 ? (
          <EmptyState
            icon={<Building2 />}
            title={text ? t.noneTitle : t.emptyTitle}
            text={text ? fill(t.noneText, { text }) : t.emptyText}
            testId="companies-empty"
          />
        ) : (
          <ul className={styles.list}>
            {companies.map((company) => (
              <li key={company.id}>
                <Link
                  to="/companies/$id"
                  params={{ id: company.id }}
                  className={styles.company ?? ""}
                  data-testid="company-row"
                >
                  <strong>{company.name}</strong>
                  <span>{company.industry}</span>
                  <span className={styles.people}>
                    {plural(company.people, t.person, t.people, count(company.people))}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        {companies.length > 0 && companies.length < total ? (
          <Button onClick={() => setLimit(limit + PAGE)} busy={listed.isFetching}>
            {t.more}
          </Button>
        ) : null}
      </div>
    </Page>
  );
}
