import { Link } from "@tanstack/react-router";
import { Progress } from "@/design/Progress";
import { useOffline } from "@/features/accounts/OfflineSwitch";
import { summary } from "@/features/accounts/state";
import { StateSign } from "@/features/accounts/StateSign";
import { accountStrings } from "@/features/accounts/strings";
import { shareDone, syncOf, useJobs } from "@/features/jobs/jobs";
import { share } from "@/format/numbers";
import { fill } from "@/format/text";
import { useRead } from "@/ipc";
import styles from "./SyncChip.module.css";

/** How all accounts stand, in one line: the worst state, what is to be sent, what waits, and how far a run is. */
export function SyncChip({ small = false }: { small?: boolean }) {
  const accounts = useRead("accounts_list", {}).data?.accounts ?? [];
  const jobs = useJobs();
  const { offline } = useOffline();
  const running = accounts.map(({ name }) => syncOf(jobs, name)).find((job) => job !== undefined);
  const whole = summary(
    accounts.map((account) => (syncOf(jobs, account.name) ? { ...account, state: "running" } : account)),
    offline,
  );
  if (!whole) return null;
  const { standing, facts } = whole;
  const done = running && standing.sign === "running" ? shareDone(running) : null;
  const words = done === null ? standing.words : fill(accountStrings.chipProgress, { share: share(done) });
  const label = fill(accountStrings.chipLabel, { words: [words, ...facts].join(" · ") });
  return (
    <Link
      to="/accounts"
      className={`${styles.chip} ${small ? styles.small : ""}`}
      // Where the words are seen, they are the name.
      aria-label={small ? label : undefined}
      title={label}
      activeOptions={{ exact: true, includeSearch: false }}
      data-testid="sync-chip"
      data-sign={standing.sign}
    >
      <StateSign standing={standing} bare />
      {small ? null : (
        <span className={styles.words}>
          <span className={styles.state}>{words}</span>
          {facts.length > 0 ? <span className={styles.facts}>{facts.join(" · ")}</span> : null}
          {running ? <Progress label={words} value={shareDone(running)} /> : null}
        </span>
      )}
    </Link>
  );
}
