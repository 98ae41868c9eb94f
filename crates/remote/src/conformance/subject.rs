//! What a connector's test lends to the suite: a far side that can be set up, changed and looked at.

use std::collections::BTreeSet;

use async_trait::async_trait;
use satchel_model::Entity;
use serde_json::Value;

use crate::{Picture, Record, Remote, RemoteRef, Values};

/// Sets up far sides.
#[async_trait]
pub trait Bench: Send + Sync {
    /// A far side without records, and an account on it.
    async fn fresh(&self) -> Box<dyn Subject>;
}

/// A trouble that the far side or the way to it makes once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The next push is done and its answer lost.
    PushAnswerLost,
    /// The second request of the next push, if it takes more than one, is told to wait.
    PushThrottled,
    /// The next page of the feed breaks off in its middle.
    HalfPage,
    /// Instead of the next page of the feed comes a web page with status 200.
    WebPage,
    /// The second request of the next sweep breaks off.
    SweepBreaks,
}

/// A far side under examination. Its functions go past the port, as a colleague in the vendor's own window would.
#[async_trait]
pub trait Subject: Send + Sync {
    /// A new connection, as a restarted program would make it.
    fn connect(&self) -> Box<dyn Remote>;
    /// A colleague makes a record.
    async fn create(&self, kind: Entity, values: &Values) -> RemoteRef;
    /// A colleague changes one field.
    async fn edit(&self, reference: &RemoteRef, field: &str, value: &Value);
    /// A colleague deletes a record.
    async fn delete(&self, reference: &RemoteRef);
    /// A colleague merges one record into another; false when nobody can there.
    async fn merge(&self, loser: &RemoteRef, winner: &RemoteRef) -> bool;
    /// A colleague writes something for which there is no path; false when there is no such thing there.
    async fn write_extra(&self, reference: &RemoteRef) -> bool;
    /// A colleague gives a record a picture, or takes it away; false when there is no such thing there.
    async fn draw(&self, reference: &RemoteRef, picture: Option<&Picture>) -> bool;
    /// The picture that a record has.
    async fn picture(&self, reference: &RemoteRef) -> Option<Picture>;
    /// A colleague makes a group of these records and of somebody who has none, by identity; gives its name there. `None`
    /// where there are no groups.
    async fn make_group(&self, title: &str, members: &[RemoteRef], stranger: &str) -> Option<String>;
    /// A colleague lets a record into a group, or out of it.
    async fn regroup(&self, group: &str, reference: &RemoteRef, inside: bool);
    /// Everybody in a group, by identity.
    async fn members_of(&self, group: &str) -> BTreeSet<String>;
    /// What a record holds, `extra` too; `None` when it has ended.
    async fn look(&self, reference: &RemoteRef) -> Option<Record>;
    /// Every living record.
    async fn living(&self, kind: Entity) -> Vec<RemoteRef>;
    /// Stops the far side's clock, so that all that follows has one stamp; false when it cannot be.
    async fn stop_clock(&self) -> bool;
    /// Makes trouble; false when it cannot.
    async fn trouble(&self, trouble: Trouble) -> bool;
}
