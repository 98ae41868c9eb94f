//! What the engine asks of a remote.

use async_trait::async_trait;
use satchel_model::{Entity, Id};

use crate::{
    Budget, Capabilities, Change, Cursor, Found, Group, GroupChange, GroupOutcome, Halt, IdPage, Page, Picture, Pushed,
    RemoteRef, Values,
};

/// Another copy of the book. The connector behind it owns the wire: format, chunks, cursors, quirks. The engine owns
/// identity, merging, the schedule of retries and what is still to be sent.
///
/// Every function may be called again after any error. What is lawful is told by the suite `conformance`.
#[async_trait]
pub trait Remote: Send + Sync {
    /// Finds out what the remote offers to this account.
    ///
    /// # Errors
    /// Any [`Halt`] but [`Halt::CursorLost`].
    async fn discover(&self) -> Result<Capabilities, Halt>;

    /// Reads a page of what changed since `from`; everything when that is `None`. At most about `limit` records.
    ///
    /// # Errors
    /// Any [`Halt`]; [`Halt::CursorLost`] when `from` is no good any more.
    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt>;

    /// Reads records by name. One answer for each name, in their order; a merged one answers with its fate.
    ///
    /// # Errors
    /// Any [`Halt`] but [`Halt::CursorLost`].
    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt>;

    /// Names all living records, page by page. At most about `limit` a page.
    ///
    /// # Errors
    /// Any [`Halt`]; a sweep that is cut short is one, never a last page.
    async fn sweep(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt>;

    /// Sends changes in their order. There is no error: what happened to each is in the outcomes.
    async fn push(&self, changes: &[Change]) -> Pushed;

    /// Looks for the record that a create with this key made, when its answer never came. `hint` is what it was to hold,
    /// for remotes that keep no key.
    ///
    /// # Errors
    /// Any [`Halt`] but [`Halt::CursorLost`].
    async fn find_created(&self, kind: Entity, key: Id, hint: &Values) -> Result<Option<RemoteRef>, Halt>;

    /// Reads all groups of people; `None` where there is no such thing, or the remote does not tell them.
    ///
    /// # Errors
    /// Any [`Halt`] but [`Halt::CursorLost`].
    async fn groups(&self) -> Result<Option<Vec<Group>>, Halt> {
        Ok(None)
    }

    /// Lets people into a group, and out of it.
    ///
    /// # Errors
    /// Any [`Halt`] but [`Halt::CursorLost`]; whether the change was done is not known then.
    async fn change_group(&self, _change: &GroupChange) -> Result<GroupOutcome, Halt> {
        Ok(GroupOutcome::Refused("there are no groups here".to_owned()))
    }

    /// Reads the pictures of records. One answer for each name, in their order; `None` where there is none that is
    /// [told](crate::PHOTO). Whoever asks goes by the sizes that records tell, and asks for few megabytes at a time.
    ///
    /// # Errors
    /// Any [`Halt`] but [`Halt::CursorLost`].
    async fn pictures(&self, references: &[RemoteRef]) -> Result<Vec<Option<Picture>>, Halt> {
        Ok(references.iter().map(|_| None).collect())
    }

    /// What is left of the remote's patience, as of the last answer. Asks nothing.
    fn budget(&self) -> Budget;
}
