import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Building2, Merge, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { useSettled } from "@/design/useSettled";
import { Waiting } from "@/design/Waiting";
import { NewCompany } from "@/features/companies/NewCompany";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { type FieldDefinition, useRead } from "@/ipc";
import { CompaniesAsked } from "./CompaniesAsked";
import styles from "./CompaniesScreen.module.css";
import { CompanyItem } from "./CompanyItem";
import { asked, orderOf, orders, reordered } from "./search";
import { companiesStrings as t } from "./strings";

const PAGE = 100;
/** So many can still be compared side by side. */
const COMPARABLE = 6;
const NONE: ReadonlyMap<string, string> = new Map();
const NO_FIELDS: readonly FieldDefinition[] = [];
const route = getRouteApi("/companies");

/** Companies in the order and by the filter that somebody wants, as many as they want to look at. */
export function CompaniesScreen() {
  const params = route.useSearch();
  const go = useNavigate();
  const [typed, setTyped] = useState(params.find ?? "");
  const [limit, setLimit] = useState(PAGE);
  const text = useSettled(typed.trim(), 120);
  useEffect(() => {
    void go({
      to: "/companies",
      search: ({ find: _, ...rest }) => (text ? { ...rest, find: text } : rest),
      replace: true,
    });
  }, [go, text]);
  const fields = useRead("fields_list", { entity: "company", archived: false }).data?.fields ?? NO_FIELDS;
  // Long texts and files are read on the company's page.
  const shown = fields.filter((field) => field.kind !== "long_text" && field.kind !== "file");
  const order = params.by ?? "name";
  const wanted = { ...asked(text), ...orderOf(order), descending: params.down === true };
  const custom = shown.map((field) => field.key);
  const listed = useRead(
    "companies_list",
    { ...wanted, custom, limit, after: null, state: "active" },
    { keepPrevious: true },
  );
  const isFilter = wanted.filter !== "";
  // What is no filter yet is said below the box; the list stays what it was.
  const unread = isFilter && listed.error?.code === "invalid" ? listed.error : null;
  const [last, setLast] = useState(listed.data);
  if (listed.data && listed.data !== last) setLast(listed.data);
  const { companies = [], total = 0 } = (unread ? last : listed.data) ?? {};
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
        <CompaniesAsked
          typed={typed}
          onTyped={(next) => {
            setTyped(next);
            setLimit(PAGE);
          }}
          problem={unread}
          sorts={orders(shown, t.sorts)}
          order={order}
          down={wanted.descending}
          onOrder={(next) => void go({ to: "/companies", search: reordered(params, next), replace: true })}
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
        {listed.error && !unread ? <ErrorNotice error={listed.error} onRetry={() => void listed.refetch()} /> : null}
        {listed.isPending ? <Waiting label={t.loading} shape="list" /> : null}
        {listed.data && companies.length === 0 ? (
          <EmptyState
            icon={<Building2 />}
            title={text ? t.noneTitle : t.emptyTitle}
            text={text ? fill(isFilter ? t.noneMeant : t.noneText, { text }) : t.emptyText}
            testId="companies-empty"
          />
        ) : (
          <ul className={styles.list}>
            {companies.map((company) => (
              <CompanyItem
                key={company.id}
                company={company}
                fields={shown}
                chosen={chosen.has(company.id)}
                onChoose={(on) => choose(company.id, company.name, on)}
              />
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
