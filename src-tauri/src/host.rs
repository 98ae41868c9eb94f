//! The window as a host.

use satchel_app::{Host, SystemClock};
use satchel_model::Origin;

/// A window on a screen.
pub(crate) struct Desktop;

impl Host for Desktop {
    fn now(&self) -> i64 {
        SystemClock.now()
    }

    fn name(&self) -> &str {
        "window"
    }

    fn origin(&self) -> Origin {
        Origin::Window
    }
}
