import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import { RunEntry } from "./RunEntry";
import styles from "./runs.module.css";
import { syncStrings as t } from "./strings";
import type { Reading } from "./words";

const FIRST = 10;
const MOST = 500;

type Props = {
  account: string;
  reading: Reading;
  person: (record: string, name: string) => ReactNode;
  onUndo: (batch: string) => void;
};

/** The newest runs of an account, folded until somebody asks. */
export function RunLog({ account, ...rest }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.log}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={fill(t.logOf, { name: account })}
        data-testid="run-log"
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
        {t.log}
      </button>
      {open ? (
        <div id={id}>
          <Runs account={account} {...rest} />
        </div>
      ) : null}
    </div>
  );
}

function Runs({ account, reading, person, onUndo }: Props) {
  const [limit, setLimit] = useState(FIRST);
  const log = useRead("sync_runs", { account, limit }, { keepPrevious: true });
  if (log.error) return <ErrorNotice error={log.error} onRetry={() => void log.refetch()} />;
  const runs = log.data?.runs ?? [];
  return (
    <>
      {log.data && runs.length === 0 ? <p className={styles.soft}>{t.logEmpty}</p> : null}
      <ol className={styles.runs}>
        {runs.map((run) => (
          <RunEntry key={run.run} run={run} reading={reading} person={person} onUndo={onUndo} />
        ))}
      </ol>
      {runs.length >= limit && limit < MOST ? (
        <Button small look="quiet" onClick={() => setLimit(Math.min(MOST, limit * 5))}>
          {t.logMore}
        </Button>
      ) : null}
    </>
  );
}
