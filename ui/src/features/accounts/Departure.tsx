import { CircleCheck, TriangleAlert } from "lucide-react";
import { Dialog } from "@/design/Dialog";
import { ErrorNotice } from "@/design/Notice";
import { count } from "@/format/numbers";
import { plural } from "@/format/text";
import { type DepartureLine, useRead } from "@/ipc";
import styles from "./accounts.module.css";
import { accountStrings as t } from "./strings";

/** What an account has left, in words. */
export function leftOver(line: DepartureLine): string[] {
  const left: string[] = [];
  if (line.unsent > 0) left.push(plural(line.unsent, t.departureUnsentOne, t.departureUnsentOther, count(line.unsent)));
  if (line.conflicts > 0)
    left.push(plural(line.conflicts, t.departureConflictsOne, t.departureConflictsOther, count(line.conflicts)));
  if (line.held > 0) left.push(plural(line.held, t.departureHeldOne, t.departureHeldOther, count(line.held)));
  if (line.last_run_at === null) left.push(t.departureNever);
  else if (line.stale) left.push(t.departureStale);
  return left;
}

/** Whether one can leave with this computer: what is left, account by account. */
export function Departure({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title={t.departureTitle} open={open} onClose={onClose} reading testId="departure">
      {open ? <Left /> : null}
    </Dialog>
  );
}

function Left() {
  const departure = useRead("accounts_departure", {});
  if (departure.error) return <ErrorNotice error={departure.error} onRetry={() => void departure.refetch()} />;
  if (!departure.data) return null;
  const { ready, accounts } = departure.data;
  return (
    <div className={styles.departure} data-testid="departure-result" data-ready={ready} role="status">
      <p className={styles.verdict} data-ready={ready}>
        {ready ? <CircleCheck aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
        {ready ? t.departureReady : t.departureLeft}
      </p>
      {ready ? <p className={styles.soft}>{t.departureReadyText}</p> : null}
      <ul className={styles.left}>
        {accounts.map((line) => (
          <li key={line.name} data-testid="departure-line">
            <strong>{line.name}</strong>
            <ul>
              {leftOver(line).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}
