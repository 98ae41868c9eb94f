//! Whether somebody is at the window, and locking the vault when nobody is.
//!
//! Time is the clock on the wall, not that of the processor, which stands still while the computer sleeps. A look that
//! comes much too late tells of a sleep that nobody announced. Deliberately absent: how a system announces one, which
//! is the host's to know.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::wire::{Empty, ErrorCode, WireError};
use crate::{App, settings, vault};

/// How often it is looked whether to lock.
const LOOK: Duration = Duration::from_secs(5);
/// A pause between two looks, in milliseconds, that only a sleep explains.
const SLEPT: i64 = 60_000;
const MINUTE: i64 = 60_000;

/// When somebody was last at the window and when that was last looked at, UTC milliseconds.
#[derive(Default)]
pub(crate) struct Presence {
    seen: AtomicI64,
    looked: AtomicI64,
}

/// What a look shows.
struct Absence {
    /// For how long nobody was there, in milliseconds.
    away: i64,
    /// Whether the computer sleeps, or slept since the look before.
    asleep: bool,
}

impl Presence {
    /// Somebody is there now.
    pub(crate) fn seen(&self, now: i64) {
        self.seen.store(now, Ordering::Relaxed);
        self.looked.store(now, Ordering::Relaxed);
    }

    /// A clock that was set back counts from now.
    fn look(&self, now: i64) -> Absence {
        let seen = self.seen.fetch_min(now, Ordering::Relaxed).min(now);
        let looked = self.looked.swap(now, Ordering::Relaxed).min(now);
        Absence { away: now - seen, asleep: now - looked >= SLEPT }
    }
}

/// Notes that somebody is at the window.
pub async fn seen(app: App, _: Empty) -> Result<Empty, WireError> {
    let absence = app.inner.presence.look(app.now());
    // Whoever comes back to a computer that slept is not there yet.
    if !lock_after(&app, &absence).await? {
        app.inner.presence.seen(app.now());
    }
    Ok(Empty {})
}

/// Locks the vault if that is due; whether it was.
///
/// # Errors
/// What the vault says when it is read.
pub async fn look(app: &App) -> Result<bool, WireError> {
    lock_after(app, &app.inner.presence.look(app.now())).await
}

/// Locks the vault because the computer goes to sleep, if it is to; whether it was.
///
/// # Errors
/// As [`look`].
pub async fn before_sleep(app: &App) -> Result<bool, WireError> {
    lock_after(app, &Absence { away: 0, asleep: true }).await
}

async fn lock_after(app: &App, absence: &Absence) -> Result<bool, WireError> {
    let Some(open) = app.opened() else { return Ok(false) };
    let locking = settings::locking(&open).await?;
    let idle = locking.after_minutes > 0 && absence.away >= locking.after_minutes * MINUTE;
    let due = idle || (locking.on_sleep && absence.asleep);
    if !due {
        return Ok(false);
    }
    drop(open);
    match vault::lock(app.clone(), Empty {}).await {
        Ok(_) => Ok(true),
        // Somebody was quicker.
        Err(error) if error.code == ErrorCode::Locked => Ok(false),
        Err(error) => Err(error),
    }
}

/// Locks the vault whenever that is due, for as long as the host lives.
pub async fn keep(app: App) {
    loop {
        tokio::time::sleep(LOOK).await;
        if let Err(error) = look(&app).await {
            tracing::warn!(code = ?error.code, "could not look whether to lock");
        }
    }
}
