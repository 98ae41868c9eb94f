import { ChevronDown, ChevronRight, ClipboardCopy, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/design/Button";
import { Confirm } from "@/design/Dialog";
import { toastError } from "@/design/problem";
import { toast, toastProblem } from "@/design/toasts";
import { ago, moment } from "@/format/dates";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import { call, copyText, type SyncRun } from "@/ipc";
import { Outcomes } from "./Outcomes";
import styles from "./runs.module.css";
import { syncStrings as t } from "./strings";
import { type Reading, runWords } from "./words";

type Props = {
  run: SyncRun;
  reading: Reading;
  person: (record: string, name: string) => ReactNode;
  onUndo: (batch: string) => void;
};

/** One run of the log: when, how it ended and what it did; opened, what became of everybody. */
export function RunEntry({ run, reading, person, onUndo }: Props) {
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const { batch } = run;
  const when = ago(run.finished_at, Date.now());
  async function copy() {
    try {
      const { outcomes } = await call("sync_outcomes", { run: run.run, impersonal: true });
      if (await copyText(givenAway(run, outcomes))) toast(t.copied);
      else toastProblem(t.copyFailed);
    } catch (thrown) {
      toastError(thrown);
    }
  }
  return (
    <li className={styles.run} data-testid="run" data-end={run.end}>
      <button
        type="button"
        className={styles.runHead}
        aria-expanded={open}
        data-testid="run-open"
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
        <time title={moment(run.finished_at)} className={styles.when}>
          {when}
        </time>
        <span className={styles.words}>
          {run.end === "done" ? runWords(run) : <strong className={styles.bad}>{t.ends[run.end]}</strong>}
        </span>
      </button>
      {open ? (
        <div className={styles.body}>
          {run.problem ? <p>{run.problem}</p> : null}
          <p className={styles.soft}>
            {[
              moment(run.finished_at),
              run.end === "done" ? t.ends.done : runWords(run),
              plural(run.requests, t.requestsOne, t.requestsOther, count(run.requests)),
            ].join(" · ")}
          </p>
          <Outcomes run={run.run} reading={reading} person={person} />
          <div className={styles.actions}>
            {batch === null ? null : (
              <Button
                small
                icon={<Undo2 />}
                aria-label={fill(t.undoNamed, { when })}
                onClick={() => setAsking(true)}
                data-testid="run-undo"
              >
                {t.undo}
              </Button>
            )}
            <Button small look="quiet" icon={<ClipboardCopy />} onClick={() => void copy()} data-testid="run-copy">
              {t.copy}
            </Button>
          </div>
        </div>
      ) : null}
      <Confirm
        open={asking}
        title={t.undoTitle}
        text={
          <>
            <p>{t.undoText}</p>
            <p>{t.undoHeld}</p>
          </>
        }
        action={t.undo}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          if (batch !== null) onUndo(batch);
        }}
      />
    </li>
  );
}

/** A run as it can be given away. Its problem may quote the other side, and stays here. */
function givenAway({ problem: _, batch: _batch, ...run }: SyncRun, outcomes: readonly object[]): string {
  return JSON.stringify({ ...run, outcomes }, null, 2);
}
