import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { companyLabel } from "@/features/companies/labels";
import { CONTACT_READING } from "@/features/contacts/fields";
import { asChoices, NOTHING_CHOSEN } from "@/features/merge/choices";
import { count } from "@/format/numbers";
import { ownPath } from "@/format/own";
import { fill, plural } from "@/format/text";
import { useRead, useWrite } from "@/ipc";
import { MergePage } from "./MergePage";
import { mergeScreenStrings as t } from "./strings";
import { useMerge } from "./useMerge";

const route = getRouteApi("/companies/merge");

/** Companies that are one, side by side, until they are; their people move along. */
export function CompanyMergeScreen() {
  const { ids } = route.useSearch();
  const go = useNavigate();
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const input = { ids, choices: asChoices(chosen, ids) };
  const plan = useRead("companies_merge_plan", input, { keepPrevious: true, enabled: ids.length > 1 });
  const write = useWrite("companies_merge");
  const own = useRead("fields_list", { entity: "company", archived: false }).data?.fields ?? [];
  const names = new Map(own.map((field) => [ownPath(field), field.name]));
  const merge = useMerge(input, write.mutateAsync, t.companiesDone, plan.data, (id) =>
    go({ to: "/companies/$id", params: { id }, replace: true }),
  );
  const [first] = ids;
  const people = plan.data?.people ?? 0;
  return (
    <MergePage
      title={fill(t.companiesTitle, { count: count(ids.length) })}
      ids={ids}
      tooFew={t.companiesTooFew}
      plan={plan}
      merging={write.isPending}
      chosen={chosen}
      onChoose={setChosen}
      onOrder={(next) => void go({ to: "/companies/merge", search: { ids: next }, replace: true })}
      onMerge={merge}
      onLeave={() => void (first ? go({ to: "/companies/$id", params: { id: first } }) : go({ to: "/companies" }))}
      reading={{ ...CONTACT_READING, label: (path) => names.get(path) ?? companyLabel(path) }}
    >
      <p data-testid="merge-people">
        {plural(people, t.personMoves, people === 0 ? t.nobodyMoves : t.peopleMove, count(people))}
      </p>
    </MergePage>
  );
}
