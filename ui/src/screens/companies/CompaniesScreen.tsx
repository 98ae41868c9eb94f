import { Link, getRouteApi, useNavigate } from "@tanstack/react-router";
import { ArrowDownWideNarrow, ArrowUpNarrowWide, Building2, Merge, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/design/Button";
import { TextField } from "@/design/Field";
import { Menu } from "@/design/Menu";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { useSettled } from "@/design/useSettled";
import { Waiting } from "@/design/Waiting";
import { NewCompany } from "@/features/companies/NewCompany";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { ownText } from "@/format/own";
import { type CompanyRow, type FieldDefinition, useRead } from "@/ipc";
import styles from "./CompaniesScreen.module.css";
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
  const sorts = orders(shown, t.sorts);
  const sorted = sorts.find((known) => known.order === order)?.name ?? t.sorts.name;
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
        <div className={styles.asked}>
          <TextField
            className={styles.search}
            label={t.search}
            hint={fill(t.filterHint, { example: t.examples })}
            error={unread ? [unread.message, unread.wire.hint].filter(Boolean).join(" ") : undefined}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setLimit(PAGE);
            }}
            data-testid="companies-search"
          />
          <Menu
            trigger={
              <Button
                look="quiet"
                icon={params.down ? <ArrowDownWideNarrow /> : <ArrowUpNarrowWide />}
                aria-label={`${fill(t.sortedBy, { field: sorted })}, ${params.down ? t.downwards : t.upwards}`}
                data-testid="companies-sort"
              >
                {sorted}
              </Button>
            }
            items={sorts.map(({ order: key, name }) => ({
              key,
              label: name,
              run: () => void go({ to: "/companies", search: reordered(params, key), replace: true }),
            }))}
          />
        </div>
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
                  <Held company={company} fields={shown} />
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

/** What a company holds in fields of one's own. */
function Held({ company, fields }: { company: CompanyRow; fields: readonly FieldDefinition[] }) {
  const held = fields
    .map((field) => ({ field, value: ownText(field, company.custom[field.key] as Parameters<typeof ownText>[1], t) }))
    .filter(({ value }) => value !== "");
  if (held.length === 0) return null;
  return (
    <span className={styles.held}>
      {held.map(({ field, value }) => fill(t.held, { field: field.name, value })).join(" · ")}
    </span>
  );
}
