import { CircleCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/design/Button";
import { CheckField } from "@/design/Field";
import { Notice } from "@/design/Notice";
import { EmptyState } from "@/design/Page";
import { toastError } from "@/design/problem";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { type SyncReport, type SyncSide, useWrite } from "@/ipc";
import { Failures } from "./Failures";
import { choices, groupsOf, heldIn, rememberHeld, willDo, withHeld } from "./plan";
import { PlannedGroup } from "./PlannedGroup";
import styles from "./rehearsal.module.css";
import { syncStrings as t } from "./strings";
import type { Reading } from "./words";

/** The door names so many at most. */
const NAMED = 5000;

type Props = {
  /** The rehearsal itself. */
  job: string;
  report: SyncReport;
  reading: Reading;
  person: (record: string, name: string) => ReactNode;
  offline: boolean;
  paused: boolean;
  onStarted: () => void;
};

/** Everything that a run would do, here and there, before it does it. */
export function Rehearsal({ job, report, reading, person, offline, paused, onStarted }: Props) {
  const { account, planned, vanishing } = report;
  const [held, setHeld] = useState(() => heldIn(job, planned));
  const [looked, setLooked] = useState(false);
  const start = useWrite("sync_start");
  const groups = groupsOf(planned, vanishing !== null);
  const doing = willDo(planned, held);
  const why = offline ? t.whyOffline : paused ? t.whyPaused : vanishing && !looked ? t.whyLooked : null;
  function keepHeld(next: ReadonlySet<string>) {
    setHeld(next);
    rememberHeld(job, next);
  }
  const begin = () =>
    start.mutate(
      { account, rehearsal: false, ...choices(planned, held), approved: looked ? vanishing : null },
      {
        onError: toastError,
        onSuccess: onStarted,
      },
    );
  const side = (which: SyncSide) => {
    const own = groups.filter((group) => group.side === which);
    const title = fill(t.sides[which], { name: account });
    return (
      <section className={styles.side} aria-label={title} data-testid={`planned-${which}`}>
        <h2>{title}</h2>
        {own.length === 0 ? (
          <p className={styles.soft}>{which === "here" ? t.nobodyHere : t.nobodyThere}</p>
        ) : (
          own.map((group) => (
            <PlannedGroup
              key={group.action}
              group={group}
              held={held}
              reading={reading}
              person={person}
              onHold={(lines, hold) => keepHeld(withHeld(held, lines, hold))}
            />
          ))
        )}
      </section>
    );
  };
  return (
    <div className={styles.rehearsal} data-testid="rehearsal">
      {planned.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title={t.inStep} text={t.inStepText} testId="rehearsal-in-step" />
      ) : (
        <>
          <p className={styles.soft}>{report.end === "stopped" ? t.introStopped : t.intro}</p>
          {planned.length >= NAMED ? <Notice tone="warning" title={fill(t.cut, { count: count(NAMED) })} /> : null}
        </>
      )}
      {report.conflicts > 0 ? (
        <Notice title={plural(report.conflicts, t.conflictsOne, t.conflictsOther, count(report.conflicts))} />
      ) : null}
      {report.held > 0 ? <Notice title={plural(report.held, t.heldOne, t.heldOther, count(report.held))} /> : null}
      {planned.length > 0 ? (
        <div className={styles.sides}>
          {side("here")}
          {side("there")}
        </div>
      ) : null}
      <Failures failed={report.failed} reading={reading} person={person} />
      <footer className={styles.foot}>
        {vanishing ? (
          <Notice
            tone="warning"
            title={fill(t.vanishing, { here: count(vanishing.here), there: count(vanishing.there) })}
          >
            <p>{t.vanishingText}</p>
            <CheckField
              label={t.looked}
              checked={looked}
              onChange={(event) => setLooked(event.target.checked)}
              data-testid="rehearsal-looked"
            />
          </Notice>
        ) : null}
        <div className={styles.end}>
          <p role="status" data-testid="rehearsal-total">
            {planned.length > 0 ? (
              <strong>
                {fill(plural(doing, t.willDoOne, t.willDoOther, count(doing)), { total: count(planned.length) })}
              </strong>
            ) : null}
            {held.size > 0 ? (
              <span className={styles.soft}>{plural(held.size, t.heldNowOne, t.heldNowOther, count(held.size))}</span>
            ) : null}
          </p>
          <Button
            look="primary"
            busy={start.isPending}
            disabled={why !== null}
            title={why ?? undefined}
            onClick={begin}
            data-testid="rehearsal-do"
          >
            {t.doIt}
          </Button>
        </div>
      </footer>
    </div>
  );
}
