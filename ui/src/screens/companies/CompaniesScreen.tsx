import { Link, useNavigate } from "@tanstack/react-router";
import { Building2, Merge, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { useSettled } from "@/design/useSettled";
import { Waiting } from "@/design/Waiting";
import { NewCompany } from "@/features/companies/NewCompany";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./CompaniesScreen.module.css";
import { companiesStrings as t } from "./strings";

const PAGE = 100;
/** So many can still be compared side by side. */
const COMPARABLE = 6;
const NONE: ReadonlyMap<string, string> = new Map();

/** Companies by name, as many as somebody wants to look at. */
export function CompaniesScreen() {
  const [typed, setTyped] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const text = useSettled(typed.trim(), 120);
  const listed = useRead("companies_list", { text, limit, after: null, state: "active" }, { keepPrevious: true });
  const { companies = [], total = 0 } = listed.data ?? {};
  const go = useNavigate();
  const [making, setMaking] = useState(false);
  // Chosen ones stay chosen while others are looked for.
  const [chosen, setChosen] = useState(NONE);
  const choose = (id: string, name: string, on: boolean) => {
    const next = new Map(chosen);
    if (on) next.set(id, name);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <Page
      title={t.title}
      narrow
      actions={
        <>
          {total > 0 ? <p role="status">{plural(total, t.countOne, t.countOther, count(total))}</p> : null}
          <Button icon={<Plus />} onClick={() => setMaking(true)} data-testid="company-new">
            {t.new}
          </Button>
        </>
      }
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
        {chosen.size > 0 ? (
          <div className={styles.chosen} role="group" aria-label={t.chosen}>
            <span className={styles.names}>{[...chosen.values()].join(", ")}</span>
            <Button small look="quiet" onClick={() => setChosen(NONE)}>
              {t.choseNone}
            </Button>
            <Button
              small
              icon={<Merge />}
              disabled={chosen.size < 2 || chosen.size > COMPARABLE}
              title={chosen.size < 2 ? t.mergeHint : undefined}
              onClick={() => void go({ to: "/companies/merge", search: { ids: [...chosen.keys()] } })}
              data-testid="companies-merge"
            >
              {t.merge}
            </Button>
          </div>
        ) : null}
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
              <li key={company.id} className={styles.item}>
                <input
                  type="checkbox"
                  className={styles.choose}
                  checked={chosen.has(company.id)}
                  aria-label={fill(t.choose, { name: company.name })}
                  onChange={(event) => choose(company.id, company.name, event.target.checked)}
                  data-testid="company-choose"
                />
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
      <NewCompany
        open={making}
        onClose={() => setMaking(false)}
        onMade={({ id }) => void go({ to: "/companies/$id", params: { id } })}
      />
    </Page>
  );
}
