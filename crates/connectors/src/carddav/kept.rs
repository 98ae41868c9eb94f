//! What a connection keeps from one page to the next, so that a round costs one listing.
//!
//! It may be gone at any time: whatever is needed to go on is in the cursor. Printing it shows nothing.

use std::fmt;
use std::sync::{Mutex, PoisonError};

/// One thing, or nothing.
pub(super) struct Kept<T>(Mutex<Option<T>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a listing, perhaps")
    }
}

impl<T> Kept<T> {
    pub(super) fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(super) fn put(&self, kept: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }
}
