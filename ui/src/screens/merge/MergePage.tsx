import { Merge, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice, Notice } from "@/design/Notice";
import { Page } from "@/design/Page";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { Waiting } from "@/design/Waiting";
import type { Chosen } from "@/features/merge/choices";
import { MergeTable, type Reading } from "@/features/merge/MergeTable";
import type { CommandError, MergeShown } from "@/ipc";
import styles from "./MergeScreen.module.css";
import { mergeScreenStrings as t } from "./strings";

type Props = {
  title: string;
  /** Which records; the first one stays. */
  ids: readonly string[];
  /** What to say when there are too few of them. */
  tooFew: string;
  plan: { data: MergeShown | undefined; error: CommandError | null; isPending: boolean; refetch: () => unknown };
  merging: boolean;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  onOrder: (ids: string[]) => void;
  onMerge: () => void;
  onLeave: () => void;
  reading: Reading;
  /** What else happens. */
  children?: ReactNode;
};

const unites = (path: string) => path === "notes";

/** Records that are one, side by side, until they are. */
export function MergePage(props: Props) {
  const { title, ids, plan, onMerge, onLeave } = props;
  const enough = ids.length > 1;
  useShortcuts(title, [
    { combos: ["mod+enter"], label: t.merge, run: onMerge },
    { combos: ["escape"], label: t.cancel, run: onLeave },
  ]);
  return (
    <Page
      title={title}
      actions={
        <>
          <Button look="quiet" icon={<X />} onClick={onLeave}>
            {t.cancel}
          </Button>
          <Button
            look="primary"
            icon={<Merge />}
            disabled={!plan.data || !enough}
            busy={props.merging}
            onClick={onMerge}
            data-testid="merge-run"
          >
            {t.merge}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {enough ? <p className={styles.hint}>{t.hint}</p> : <Notice title={props.tooFew} />}
        {plan.error ? <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} /> : null}
        {enough && plan.isPending ? <Waiting label={t.loading} shape="card" /> : null}
        {plan.data && !plan.error ? (
          <>
            {props.children}
            <MergeTable
              shown={plan.data}
              chosen={props.chosen}
              onChoose={props.onChoose}
              onKeep={(id) => props.onOrder([id, ...ids.filter((other) => other !== id)])}
              reading={props.reading}
              unites={unites}
            />
          </>
        ) : null}
      </div>
    </Page>
  );
}
