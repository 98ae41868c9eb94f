import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, RotateCcw, Trash2 } from "lucide-react";
import { Button } from "@/design/Button";
import { ErrorNotice, Notice } from "@/design/Notice";
import { Page } from "@/design/Page";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { Waiting } from "@/design/Waiting";
import { CompanyFields } from "@/features/companies/CompanyFields";
import { CompanyHistory } from "@/features/companies/CompanyHistory";
import { PeopleList } from "@/features/companies/PeopleList";
import { companyStrings } from "@/features/companies/strings";
import { CONTACT_READING } from "@/features/contacts/fields";
import { PersonLink } from "@/features/contacts/PersonLink";
import { useUndo } from "@/features/undo/useUndo";
import { fill } from "@/format/text";
import { type Company, useRead, useWrite } from "@/ipc";
import styles from "./CompaniesScreen.module.css";
import { CompanyFiles } from "./CompanyFiles";
import { companiesStrings as t } from "./strings";

const route = getRouteApi("/companies/$id");
const person = (id: string, name: string) => <PersonLink id={id} name={name} />;

/** A company: what is known about it, who works there, what belongs to it. */
export function CompanyScreen() {
  const { id } = route.useParams();
  const go = useNavigate();
  const { undo } = useUndo();
  const company = useRead("companies_get", { id }, { keepPrevious: true });
  const trash = useWrite("companies_trash").mutateAsync;
  const restore = useWrite("companies_restore").mutateAsync;
  const shown = company.data;
  const onUndo = (batch: string) => void undo(batch);

  async function move(of: Company, write: typeof trash, said: string) {
    await write({ ids: [of.id] }).then(
      ({ batch }) =>
        toast(
          fill(said, { name: of.name }),
          batch ? { label: companyStrings.undo, run: () => onUndo(batch) } : undefined,
        ),
      toastError,
    );
  }
  return (
    <Page
      title={shown?.name ?? t.title}
      narrow
      actions={
        <>
          <Button look="quiet" icon={<ArrowLeft />} onClick={() => void go({ to: "/companies" })}>
            {t.back}
          </Button>
          {shown && shown.state !== "trashed" ? (
            <Button icon={<Trash2 />} onClick={() => void move(shown, trash, companyStrings.trashed)}>
              {companyStrings.trash}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles.content} data-testid="company">
        {company.error ? <ErrorNotice error={company.error} onRetry={() => void company.refetch()} /> : null}
        {company.isPending ? <Waiting label={t.loading} shape="card" /> : null}
        {shown?.state === "trashed" ? (
          <Notice
            tone="warning"
            title={companyStrings.inTrash}
            actions={
              <Button icon={<RotateCcw />} onClick={() => void move(shown, restore, companyStrings.restored)}>
                {companyStrings.restore}
              </Button>
            }
          />
        ) : null}
        {shown && !company.error ? (
          <>
            <PeopleList company={shown.id} person={person} onUndo={onUndo} />
            <CompanyFields key={shown.id} company={shown} onUndo={onUndo} />
            <CompanyFiles company={shown} onUndo={onUndo} />
            {shown.children.length > 0 ? (
              <section aria-label={companyStrings.children}>
                <h2>{companyStrings.children}</h2>
                <ul>
                  {shown.children.map((child) => (
                    <li key={child.id}>
                      <Link to="/companies/$id" params={{ id: child.id }}>
                        {child.name}
                      </Link>
                    </li>
                  ))}
                </ul>
              </section>
            ) : null}
            <CompanyHistory company={shown.id} text={CONTACT_READING.text} onUndo={onUndo} />
          </>
        ) : null}
      </div>
    </Page>
  );
}
