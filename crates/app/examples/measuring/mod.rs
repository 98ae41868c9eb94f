//! What programs that measure the app in process share: a vault opened by its passphrase, and times.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use satchel_app::wire::VaultUnlock;
use satchel_app::{App, Host, SystemClock, vault};
use satchel_model::Origin;
use satchel_vault::{BoundedKeyring, PassphraseCost};

struct Measuring;

impl Host for Measuring {
    fn now(&self) -> i64 {
        SystemClock.now()
    }
    fn name(&self) -> &str {
        "measure"
    }
    fn origin(&self) -> Origin {
        Origin::Command
    }
}

/// Opens a vault with the passphrase of `SATCHEL_PASSPHRASE`, its index brought up to its journal.
pub(crate) async fn open(dir: &Path) -> Result<App, Box<dyn Error>> {
    let app = App::new(dir, Arc::new(Measuring), BoundedKeyring::of_this_system(), PassphraseCost::STANDARD);
    let way_in = VaultUnlock { passphrase: std::env::var("SATCHEL_PASSPHRASE").ok(), recovery_code: None };
    vault::unlock(app.clone(), way_in).await?;
    vault::index_all(&app).await?;
    Ok(app)
}

/// Milliseconds since an instant.
pub(crate) fn millis(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

/// The time that this share of a hundred took at most.
pub(crate) fn at(times: &mut [f64], share: usize) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied()
}
