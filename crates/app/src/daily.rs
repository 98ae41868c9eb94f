//! Backups that make themselves: one a day, of which the newest seven stay, and of those before them the newest of each
//! of four weeks.
//!
//! They lie in the vault's own folder of backups, or in one that was chosen: a disk that is lost takes the first with it.
//! Only files that carry this vault's name and a day are ever removed. Deliberately absent: a clock that wakes a
//! sleeping computer, and copies to a network.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::locks::folder_error;
use crate::open::OpenVault;
use crate::wire::{BackupDaily, Changed, Empty, ErrorCode, Tag, WireError};
use crate::{App, Event, blocking, known_backups, settings, vault};

const DAYS: usize = 7;
const WEEKS: usize = 4;
/// How often it is looked whether a day has begun, and how long a failure is left alone: each try writes a whole copy.
const LOOK: Duration = Duration::from_secs(60);
const AFTER_FAILURE: Duration = Duration::from_secs(60 * 60);

/// Makes today's backup if there is none yet, and lets old ones go. Nothing is made while a job is under way, of a vault
/// in which nothing was ever done, and where it was switched off.
pub async fn backup(app: App, _: Empty) -> Result<BackupDaily, WireError> {
    let vault = app.vault()?;
    if !settings::daily_backups(&vault).await? || vault.is_busy() || vault.store.head().await? == 0 {
        return Ok(BackupDaily { made: None, removed: 0 });
    }
    let done = due(&app, &vault).await;
    let problem = done.as_ref().err().map(|error| error.message.clone());
    if problem.is_some() || done.as_ref().is_ok_and(|done| done.made.is_some()) {
        vault.note_backup_problem(problem);
        app.tell(Event::Changed(Changed { tags: vec![Tag::Vault], seq: vault.store.head().await? }));
    }
    done
}

async fn due(app: &App, vault: &Arc<OpenVault>) -> Result<BackupDaily, WireError> {
    let chosen = settings::backup_dir(vault).await?;
    let name = vault_name(vault);
    let today = today(app.now())?;
    let own = known_backups::folder(&vault.dir);
    let (folder, start) = (if chosen.is_empty() { own.clone() } else { PathBuf::from(chosen) }, name.clone());
    let place = folder.clone();
    let there = blocking(move || {
        if place == own {
            fs::create_dir_all(&place).map_err(|error| folder_error(&error))?;
        }
        days(&place, &start).map_err(|_| gone())
    })
    .await?;
    if there.contains(&today) {
        return Ok(BackupDaily { made: None, removed: 0 });
    }
    let made = vault::backup_to(app, vault, &folder.join(file_name(&name, today))).await?;
    let old = surplus(there.into_iter().chain([today]).collect());
    let removed = blocking(move || {
        // One that cannot be removed is tried again tomorrow.
        Ok(old.iter().filter(|day| fs::remove_file(folder.join(file_name(&name, **day))).is_ok()).count())
    })
    .await?;
    Ok(BackupDaily { made: Some(made), removed: i64::try_from(removed).unwrap_or(i64::MAX) })
}

/// Makes them for as long as the host lives, whenever the vault is open.
pub async fn keep(app: App) {
    let mut pause = LOOK;
    loop {
        tokio::time::sleep(pause).await;
        pause = match backup(app.clone(), Empty {}).await {
            Err(error) if error.code != ErrorCode::Locked => {
                tracing::warn!(code = ?error.code, "the daily backup was not made");
                AFTER_FAILURE
            }
            _ => LOOK,
        };
    }
}

fn gone() -> WireError {
    let hint = Some("Connect the disk that it is on, or choose another folder in the settings.");
    WireError::new(ErrorCode::VaultFolder, "The folder for daily backups is not there.", hint)
}

/// The day it is where this computer is.
fn today(now: i64) -> Result<Date, WireError> {
    let now = Timestamp::from_millisecond(now).map_err(|_| WireError::bug("clock"))?;
    Ok(now.to_zoned_datetime(TimeZone::system()).date())
}

/// Tells the backups of several vaults in one folder apart.
fn vault_name(vault: &OpenVault) -> String {
    let file = vault.file.lock().unwrap_or_else(PoisonError::into_inner);
    file.vault_id().simple().to_string().chars().take(8).collect()
}

fn file_name(vault: &str, day: Date) -> String {
    format!("satchel-{vault}-{day}.{}", known_backups::ENDING)
}

/// The days of which there is a backup.
fn days(folder: &Path, vault: &str) -> io::Result<BTreeSet<Date>> {
    let mut days = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let day = name.to_str().and_then(|name| name.strip_prefix(&format!("satchel-{vault}-")));
        let day = day.and_then(|rest| rest.strip_suffix(&format!(".{}", known_backups::ENDING)));
        days.extend(day.and_then(|day| day.parse::<Date>().ok()));
    }
    Ok(days)
}

/// The days whose backups may go.
fn surplus(days: BTreeSet<Date>) -> Vec<Date> {
    let mut weeks = Vec::new();
    days.into_iter()
        .rev()
        .skip(DAYS)
        .filter(|day| {
            let week = day.iso_week_date();
            let week = (week.year(), week.week());
            let stays = weeks.len() < WEEKS && weeks.last() != Some(&week);
            if stays {
                weeks.push(week);
            }
            !stays
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::ToSpan;
    use jiff::civil::date;

    use super::surplus;

    #[test]
    fn seven_days_and_four_weeks_stay_however_long_it_goes_on() {
        let mut kept = BTreeSet::new();
        let first = date(2025, 11, 3);
        for nth in 0..200_i64 {
            let today = first + nth.days();
            kept.insert(today);
            for day in surplus(kept.clone()) {
                kept.remove(&day);
            }
            for back in 0..nth.min(7) {
                assert!(kept.contains(&(today - back.days())), "{back} days before {today}");
            }
            assert!(kept.len() <= 11, "{kept:?}");
            let oldest = *kept.first().unwrap();
            let reach = (today - oldest).get_days();
            // This week's day and the Sundays of three weeks before it.
            assert!(nth < 28 || reach >= 22, "on {today} they reach back to {oldest}");
        }
        assert_eq!(kept.len(), 11);
        assert!(surplus(kept).is_empty());
    }

    #[test]
    fn days_without_a_backup_cost_none_that_is_there() {
        let rare: BTreeSet<_> = (0..9_i64).map(|nth| date(2026, 1, 1) + (nth * 40).days()).collect();
        assert!(surplus(rare).is_empty());
    }
}
