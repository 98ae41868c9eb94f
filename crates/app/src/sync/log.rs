//! The log of runs, whole or without anything about people.

use satchel_store::{RunOutcome, RunRow};
use serde::de::DeserializeOwned;

use crate::App;
use crate::wire::{SyncLog, SyncLogList, SyncLogRun, SyncOutcome, SyncOutcomes, SyncRun, WireError};

/// The newest runs of an account.
pub async fn runs(app: App, input: SyncLogList) -> Result<SyncLog, WireError> {
    let vault = app.vault()?;
    let account = vault.store.account(&input.account).await?;
    let runs = vault.store.runs(account.row, input.limit.clamp(1, 500)).await?;
    runs.into_iter().map(read).collect::<Result<_, _>>().map(|runs| SyncLog { runs })
}

fn read(run: RunRow) -> Result<SyncRun, WireError> {
    let RunRow { number, started_at, finished_at, outcome, report, batch } = run;
    fn part<T: DeserializeOwned + Default>(report: &serde_json::Value, key: &str) -> T {
        report.get(key).and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
    }
    Ok(SyncRun {
        run: number,
        started_at,
        finished_at,
        end: serde_json::from_value(outcome.into()).map_err(|_| WireError::bug("how a run ended"))?,
        problem: part(&report, "problem"),
        pulled: part(&report, "pulled"),
        pushed: part(&report, "pushed"),
        conflicts: part(&report, "conflicts"),
        held: part(&report, "held"),
        failed: part(&report, "failed"),
        lists: part(&report, "lists"),
        requests: part(&report, "requests"),
        batch,
    })
}

/// What became of single contacts in a run. To be given away it has neither names nor words of the remote, which may
/// quote a contact, nor what the remote calls it, which may be a name.
pub async fn outcomes(app: App, input: SyncLogRun) -> Result<SyncOutcomes, WireError> {
    let vault = app.vault()?;
    let rows = vault.store.run_outcomes(input.run).await?;
    let names = vault.store.names(rows.iter().filter_map(|row| row.record)).await?;
    let shown = |RunOutcome { record, remote, what, words }: RunOutcome| {
        let display = record.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        if input.impersonal {
            SyncOutcome { record, display: String::new(), remote: None, what, words: String::new() }
        } else {
            SyncOutcome { record, display, remote, what, words }
        }
    };
    Ok(SyncOutcomes { outcomes: rows.into_iter().map(shown).collect() })
}
