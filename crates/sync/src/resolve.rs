//! A person's decision about a conflict.
//!
//! A decision changes what is agreed, and perhaps what is here; the next plan does the rest.

use satchel_model::FieldChange;
use satchel_remote::PHOTO;
use serde_json::{Value, json};

use crate::{Conflict, Mirror, STATE, SyncError};

/// What the person chose.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// What is here.
    Mine,
    /// What is there.
    Theirs,
    /// This; `None` empties it. For a whole record it is no choice.
    Value(Option<Value>),
}

/// What a decision comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// The mirror to keep.
    pub mirror: Mirror,
    /// What to write here first, in the form in which both sides are compared; a [`STATE`] is written as a state.
    pub write: Option<FieldChange>,
}

/// Takes the decision about a conflict that a person was shown.
///
/// # Errors
/// [`SyncError::ConflictGone`] when the record there is no longer what they saw, or the choice does not fit.
pub fn resolve(mirror: &Mirror, conflict: &Conflict, choice: &Choice) -> Result<Resolution, SyncError> {
    if mirror.reference != conflict.remote {
        return Err(SyncError::ConflictGone);
    }
    if conflict.path == STATE {
        return resolve_life(mirror, conflict, choice);
    }
    let seen = mirror.seen.get(&conflict.path);
    if mirror.fate.is_some() || seen != conflict.theirs.value.as_ref() {
        return Err(SyncError::ConflictGone);
    }
    let mut mirror = mirror.clone();
    let value = match choice {
        Choice::Mine => conflict.mine.value.clone(),
        Choice::Theirs => conflict.theirs.value.clone(),
        Choice::Value(value) => value.clone(),
    };
    if conflict.path == PHOTO && value.is_some() && value != conflict.mine.value {
        return drawn_by_the_next_run(mirror, conflict, choice);
    }
    // What is there has been looked at: from here on only what is here has something to say.
    mirror.unsettled.remove(&conflict.path);
    let write = (value != conflict.mine.value).then(|| FieldChange {
        path: conflict.path.clone(),
        before: conflict.mine.value.clone(),
        after: value,
    });
    Ok(Resolution { mirror, write })
}

/// A picture is not here before it is fetched: what is here is agreed, so that the next run brings what is there.
fn drawn_by_the_next_run(mut mirror: Mirror, conflict: &Conflict, choice: &Choice) -> Result<Resolution, SyncError> {
    if matches!(choice, Choice::Value(_)) {
        return Err(SyncError::Refused("a picture is not typed: one of the two is taken".to_owned()));
    }
    mirror.unsettled.insert(conflict.path.clone(), conflict.mine.value.clone());
    Ok(Resolution { mirror, write: None })
}

fn resolve_life(mirror: &Mirror, conflict: &Conflict, choice: &Choice) -> Result<Resolution, SyncError> {
    let gone_there = mirror.fate.is_some();
    let was_gone_there = conflict.theirs.value != Some(json!("active"));
    if gone_there != was_gone_there {
        return Err(SyncError::ConflictGone);
    }
    let mut mirror = mirror.clone();
    let state = |before: &str, after: &str| {
        Some(FieldChange { path: STATE.to_owned(), before: Some(json!(before)), after: Some(json!(after)) })
    };
    let write = match (choice, gone_there) {
        // It ended there, and is to live: the end is agreed, so that living here is a return.
        (Choice::Mine, true) => {
            mirror.agreed_gone = true;
            None
        }
        (Choice::Theirs, true) => state("active", "trashed"),
        // It ended here, and is to stay so: their edit is no news any more.
        (Choice::Mine, false) => {
            mirror.unsettled.clear();
            None
        }
        (Choice::Theirs, false) => state("trashed", "active"),
        (Choice::Value(_), _) => return Err(SyncError::ConflictGone),
    };
    Ok(Resolution { mirror, write })
}
