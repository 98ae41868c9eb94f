//! The store on real files: identities, edits, conflicts, undo, jobs, damage.

#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test what fails should fail loudly")]

#[path = "store/support.rs"]
mod support;

#[path = "store/consent.rs"]
mod consent;
#[path = "store/custom.rs"]
mod custom;
#[path = "store/edits.rs"]
mod edits;
#[path = "store/filters.rs"]
mod filters;
#[path = "store/filters_by_chance.rs"]
mod filters_by_chance;
#[path = "store/filters_plainly.rs"]
mod filters_plainly;
#[path = "store/in_bulk.rs"]
mod in_bulk;
#[path = "store/merging.rs"]
mod merging;
#[path = "store/opening.rs"]
mod opening;
#[path = "store/orders.rs"]
mod orders;
#[path = "store/past.rs"]
mod past;
#[path = "store/reversal.rs"]
mod reversal;
#[path = "store/sorting.rs"]
mod sorting;
#[path = "store/sync.rs"]
mod sync;
#[path = "store/together.rs"]
mod together;
