import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Merge, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice, Notice } from "@/design/Notice";
import { Page } from "@/design/Page";
import { toastError } from "@/design/problem";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { toast } from "@/design/toasts";
import { Waiting } from "@/design/Waiting";
import { CONTACT_READING } from "@/features/contacts/fields";
import { useOwnFields } from "@/features/contacts/useOwnFields";
import { asChoices, NOTHING_CHOSEN } from "@/features/merge/choices";
import { MergeTable } from "@/features/merge/MergeTable";
import { useUndo } from "@/features/undo/useUndo";
import { count } from "@/format/numbers";
import { ownPath } from "@/format/own";
import { fill } from "@/format/text";
import { useRead, useWrite } from "@/ipc";
import styles from "./MergeScreen.module.css";
import { mergeScreenStrings as t } from "./strings";

const route = getRouteApi("/merge");
const unites = (path: string) => path === "notes";

/** Contacts that are one person, side by side, until they are. */
export function MergeScreen() {
  const { ids } = route.useSearch();
  const go = useNavigate();
  const { undo } = useUndo();
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const input = { ids, choices: asChoices(chosen, ids) };
  const enough = ids.length > 1;
  const plan = useRead("contacts_merge_plan", input, { keepPrevious: true, enabled: enough });
  const merge = useWrite("contacts_merge");
  const names = new Map(useOwnFields().map((field) => [ownPath(field), field.name]));
  const reading = { ...CONTACT_READING, label: (path: string) => names.get(path) ?? CONTACT_READING.label(path) };
  const leave = () => void go({ to: "/", search: ids[0] ? { id: ids[0] } : {} });

  async function run() {
    try {
      const { id, batch } = await merge.mutateAsync(input);
      const name = plan.data?.records[0]?.display ?? "";
      const undoIt = batch ? { label: t.undo, run: () => void undo(batch) } : undefined;
      toast(fill(t.done, { count: count(ids.length), name }), undoIt);
      void go({ to: "/", search: { id }, replace: true });
    } catch (thrown) {
      toastError(thrown);
    }
  }

  useShortcuts(fill(t.title, { count: count(ids.length) }), [
    { combos: ["mod+enter"], label: t.merge, run: () => void run() },
    { combos: ["escape"], label: t.cancel, run: leave },
  ]);

  return (
    <Page
      title={fill(t.title, { count: count(ids.length) })}
      actions={
        <>
          <Button look="quiet" icon={<X />} onClick={leave}>
            {t.cancel}
          </Button>
          <Button
            look="primary"
            icon={<Merge />}
            disabled={!plan.data || !enough}
            busy={merge.isPending}
            onClick={() => void run()}
            data-testid="merge-run"
          >
            {t.merge}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {enough ? <p className={styles.hint}>{t.hint}</p> : <Notice title={t.tooFew} />}
        {plan.error ? <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} /> : null}
        {enough && plan.isPending ? <Waiting label={t.loading} shape="card" /> : null}
        {plan.data && !plan.error ? (
          <MergeTable
            shown={plan.data}
            chosen={chosen}
            onChoose={setChosen}
            onKeep={(id) =>
              void go({ to: "/merge", search: { ids: [id, ...ids.filter((other) => other !== id)] }, replace: true })
            }
            reading={reading}
            unites={unites}
          />
        ) : null}
      </div>
    </Page>
  );
}
