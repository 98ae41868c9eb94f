//! When accounts are synced by themselves: every so many minutes, when Satchel starts, and when the network is there
//! again after a run that met none.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::wire::{SyncEnd, SyncStart, WireError};
use crate::{App, sync};

/// How often it is looked who is due.
const LOOK: Duration = Duration::from_secs(20);
/// After a run that could not go on, the next one is tried this much later, milliseconds.
const AGAIN: i64 = 120_000;

/// When an account is synced by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Schedule {
    /// Every so many minutes; 0 for only when it is asked.
    pub(crate) every_minutes: i64,
    /// When Satchel starts.
    pub(crate) on_start: bool,
}

impl Schedule {
    pub(crate) fn of(account: &satchel_store::Account) -> Self {
        serde_json::from_value(account.schedule.clone()).unwrap_or_default()
    }

    /// Whether a run is due. `last` is when the last one ended and whether it could not go on; `started` when Satchel
    /// did; all in UTC milliseconds.
    fn is_due(self, last: Option<(i64, bool)>, started: i64, now: i64) -> bool {
        let by_itself = self.every_minutes > 0 || self.on_start;
        match last {
            // The first run is a person's, who has seen what it would do.
            None => false,
            _ if !by_itself => false,
            Some((at, true)) => now - at >= AGAIN,
            Some((at, false)) => {
                (self.on_start && at < started) || (self.every_minutes > 0 && now - at >= self.every_minutes * 60_000)
            }
        }
    }
}

/// Syncs accounts when they are due, for as long as the host lives and whenever the vault is open.
pub async fn keep_schedules(app: App) {
    let started = app.now();
    loop {
        tokio::time::sleep(LOOK).await;
        if let Err(error) = look(&app, started).await {
            tracing::warn!(code = ?error.code, "accounts were not looked at");
        }
    }
}

async fn look(app: &App, started: i64) -> Result<(), WireError> {
    let Some(vault) = app.opened() else { return Ok(()) };
    if sync::is_offline(&vault).await? {
        return Ok(());
    }
    for account in vault.store.accounts().await? {
        let last = vault.store.runs(account.row, 1).await?.into_iter().next();
        let standing = vault.store.standing(&account).await?;
        // Who has to sign in again, or has to look first, is not asked by the clock.
        let ended: Option<SyncEnd> =
            last.as_ref().and_then(|run| serde_json::from_value(run.outcome.clone().into()).ok());
        let waits = matches!(ended, Some(SyncEnd::SignIn | SyncEnd::Untrusted | SyncEnd::Stopped));
        // What leads to another book by now is looked at before its first run, like a new account.
        let anew = matches!(ended, Some(SyncEnd::Done)) && !standing.begun;
        let last = last
            .filter(|_| !anew)
            .map(|run| (run.finished_at, matches!(ended, Some(SyncEnd::Halted | SyncEnd::Unfinished))));
        let running = super::is_running(app, &vault, &standing).await?;
        if !account.paused && !waits && !running && Schedule::of(&account).is_due(last, started, app.now()) {
            let start = SyncStart {
                account: account.name,
                rehearsal: false,
                hold: Vec::new(),
                leave_out: Vec::new(),
                let_in: Vec::new(),
                approved: None,
            };
            sync::start(app.clone(), start).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{AGAIN, Schedule};

    #[test]
    fn a_run_is_due_by_the_clock_at_the_start_and_after_one_that_met_no_network() {
        let minute = 60_000;
        let (started, now) = (1_000 * minute, 1_100 * minute);
        for (every_minutes, on_start, last, due) in [
            (0, false, None, false),
            (0, false, Some((now - minute, true)), false),
            (15, false, None, false),
            (15, false, Some((now - 15 * minute, false)), true),
            (15, false, Some((now - 14 * minute, false)), false),
            (0, true, Some((started - minute, false)), true),
            (0, true, Some((started + minute, false)), false),
            (60, false, Some((now - AGAIN, true)), true),
            (60, false, Some((now - AGAIN + 1, true)), false),
        ] {
            let schedule = Schedule { every_minutes, on_start };
            assert_eq!(schedule.is_due(last, started, now), due, "{schedule:?} {last:?}");
        }
    }
}
