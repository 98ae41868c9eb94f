//! The store on real files: identities, edits, conflicts, undo, jobs, damage.

#[path = "store/support.rs"]
mod support;

#[path = "store/edits.rs"]
mod edits;
#[path = "store/opening.rs"]
mod opening;
#[path = "store/reversal.rs"]
mod reversal;
