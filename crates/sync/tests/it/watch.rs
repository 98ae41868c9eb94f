//! A remote that stops whoever tells it something that is behind a privacy lock.

use async_trait::async_trait;
use satchel_model::{Entity, Id};
use satchel_remote::{
    Budget, Capabilities, Change, Cursor, Found, Group, GroupChange, GroupOutcome, Halt, IdPage, Page, Picture, Pushed,
    Remote, RemoteRef, Values,
};

/// What tests write behind privacy locks, and nowhere else.
pub(crate) const SECRET: &str = "underlock";

/// The remote, and the watch before it.
pub(crate) struct Watch<'a>(pub(crate) &'a dyn Remote);

fn assert_open(told: &impl std::fmt::Debug) {
    let told = format!("{told:?}");
    assert!(!told.contains(SECRET), "what is behind a lock leaves: {told}");
}

#[async_trait]
impl Remote for Watch<'_> {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        self.0.discover().await
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        self.0.pull(kind, from, limit).await
    }

    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt> {
        self.0.read(references).await
    }

    async fn sweep(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt> {
        self.0.sweep(kind, from, limit).await
    }

    async fn push(&self, changes: &[Change]) -> Pushed {
        assert_open(&changes);
        for picture in changes.iter().filter_map(|change| change.picture.as_ref()) {
            assert_open(&String::from_utf8_lossy(picture.bytes()));
        }
        self.0.push(changes).await
    }

    async fn find_created(&self, kind: Entity, key: Id, hint: &Values) -> Result<Option<RemoteRef>, Halt> {
        assert_open(hint);
        self.0.find_created(kind, key, hint).await
    }

    async fn groups(&self) -> Result<Option<Vec<Group>>, Halt> {
        self.0.groups().await
    }

    async fn change_group(&self, change: &GroupChange) -> Result<GroupOutcome, Halt> {
        assert_open(change);
        self.0.change_group(change).await
    }

    async fn pictures(&self, references: &[RemoteRef]) -> Result<Vec<Option<Picture>>, Halt> {
        self.0.pictures(references).await
    }

    fn budget(&self) -> Budget {
        self.0.budget()
    }
}
