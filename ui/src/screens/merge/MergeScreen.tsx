import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { CONTACT_READING } from "@/features/contacts/fields";
import { useOwnFields } from "@/features/contacts/useOwnFields";
import { asChoices, NOTHING_CHOSEN } from "@/features/merge/choices";
import { count } from "@/format/numbers";
import { ownPath } from "@/format/own";
import { fill } from "@/format/text";
import { useRead, useWrite } from "@/ipc";
import { MergePage } from "./MergePage";
import { mergeScreenStrings as t } from "./strings";
import { useMerge } from "./useMerge";

const route = getRouteApi("/merge");

/** Contacts that are one person, side by side, until they are. */
export function MergeScreen() {
  const { ids } = route.useSearch();
  const go = useNavigate();
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const input = { ids, choices: asChoices(chosen, ids) };
  const plan = useRead("contacts_merge_plan", input, { keepPrevious: true, enabled: ids.length > 1 });
  const write = useWrite("contacts_merge");
  const names = new Map(useOwnFields().map((field) => [ownPath(field), field.name]));
  const merge = useMerge(input, write.mutateAsync, t.done, plan.data, (id) =>
    go({ to: "/", search: { id }, replace: true }),
  );
  return (
    <MergePage
      title={fill(t.title, { count: count(ids.length) })}
      ids={ids}
      tooFew={t.tooFew}
      plan={plan}
      merging={write.isPending}
      chosen={chosen}
      onChoose={setChosen}
      onOrder={(next) => void go({ to: "/merge", search: { ids: next }, replace: true })}
      onMerge={merge}
      onLeave={() => void go({ to: "/", search: ids[0] ? { id: ids[0] } : {} })}
      reading={{ ...CONTACT_READING, label: (path) => names.get(path) ?? CONTACT_READING.label(path) }}
    />
  );
}
