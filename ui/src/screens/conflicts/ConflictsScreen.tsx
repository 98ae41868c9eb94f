import { useNavigate } from "@tanstack/react-router";
import { ArrowLeft, Scale } from "lucide-react";
import { Button } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { Waiting } from "@/design/Waiting";
import { ConflictList } from "@/features/conflicts/ConflictList";
import { DoubtList } from "@/features/conflicts/DoubtList";
import { HeldList } from "@/features/conflicts/HeldList";
import { conflictStrings } from "@/features/conflicts/strings";
import { CONTACT_READING } from "@/features/contacts/fields";
import { PersonLink } from "@/features/contacts/PersonLink";
import { count } from "@/format/numbers";
import { plural } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./ConflictsScreen.module.css";
import { conflictsScreenStrings as t } from "./strings";

const person = (id: string, name: string) => <PersonLink id={id} name={name} />;

/** What only a person can decide, of all accounts. */
export function ConflictsScreen() {
  const go = useNavigate();
  const open = useRead("sync_conflicts", { account: null });
  const { conflicts, doubts, held } = open.data ?? { conflicts: [], doubts: [], held: [] };
  const all = conflicts.length + doubts.length + held.length;
  return (
    <Page
      title={t.title}
      narrow
      actions={
        <>
          {all > 0 ? (
            <p role="status" className={styles.count}>
              {plural(all, t.countOne, t.countOther, count(all))}
            </p>
          ) : null}
          <Button look="quiet" icon={<ArrowLeft />} onClick={() => void go({ to: "/accounts" })}>
            {t.back}
          </Button>
        </>
      }
    >
      {open.error ? <ErrorNotice error={open.error} onRetry={() => void open.refetch()} /> : null}
      {open.isPending ? <Waiting label={t.loading} shape="card" /> : null}
      {open.data && all === 0 ? (
        <EmptyState
          icon={<Scale />}
          title={conflictStrings.emptyTitle}
          text={conflictStrings.emptyText}
          testId="conflicts-empty"
        />
      ) : (
        <div className={styles.content}>
          {conflicts.length > 0 ? (
            <ConflictList conflicts={conflicts} reading={CONTACT_READING} person={person} />
          ) : null}
          <DoubtList doubts={doubts} reading={CONTACT_READING} person={person} />
          <HeldList held={held} person={person} />
        </div>
      )}
    </Page>
  );
}
