//! Death at the n-th call of what a run is lent: the same n is the same death, whatever the threads of the driver do.
//!
//! A run does nothing lasting between two calls but what the transaction in between does: the clock is asked before each
//! is begun, the remote is called before and after. So each state that a killed process can leave is met.

use std::future::Future;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::FutureExt;
use satchel_model::{Entity, Id};
use satchel_remote::{
    Budget, Capabilities, Change, Cursor, Found, Group, GroupChange, GroupOutcome, Halt, IdPage, Page, Picture, Pushed,
    Remote, RemoteRef, Values,
};
use satchel_store::KeptPicture;
use satchel_sync::{Pictures, Time};

/// What a run dies of.
struct Death;

/// A remote, a clock and an album that end the run that calls them once too often.
pub(crate) struct Mortal<'a> {
    pub(crate) remote: &'a dyn Remote,
    pub(crate) time: &'a dyn Time,
    pub(crate) pictures: &'a dyn Pictures,
    pub(crate) left: AtomicUsize,
}

impl Mortal<'_> {
    fn live(&self) {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if left.is_err() {
            // What it holds is dropped on the way, and nothing is printed.
            resume_unwind(Box::new(Death));
        }
    }

    /// The call may not be made, or its answer not be heard.
    async fn call<T>(&self, answer: impl Future<Output = T>) -> T {
        self.live();
        let answer = answer.await;
        self.live();
        answer
    }
}

/// What came of it; `None` when it died.
pub(crate) async fn until_it_dies<T>(run: impl Future<Output = T>) -> Option<T> {
    match AssertUnwindSafe(run).catch_unwind().await {
        Ok(done) => Some(done),
        Err(cause) if cause.is::<Death>() => None,
        Err(cause) => resume_unwind(cause),
    }
}

#[async_trait]
impl Time for Mortal<'_> {
    fn now(&self) -> i64 {
        self.live();
        self.time.now()
    }

    async fn rest(&self, pause: Duration) {
        self.call(self.time.rest(pause)).await;
    }

    fn chance(&self, most: Duration) -> Duration {
        self.time.chance(most)
    }

    fn mint(&self, at: i64) -> Id {
        self.time.mint(at)
    }
}

#[async_trait]
impl Pictures for Mortal<'_> {
    async fn read(&self, sha256: &str) -> Result<Option<Picture>, String> {
        self.call(self.pictures.read(sha256)).await
    }

    async fn keep(&self, picture: &Picture) -> Result<KeptPicture, String> {
        self.call(self.pictures.keep(picture)).await
    }
}

#[async_trait]
impl Remote for Mortal<'_> {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        self.call(self.remote.discover()).await
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        self.call(self.remote.pull(kind, from, limit)).await
    }

    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt> {
        self.call(self.remote.read(references)).await
    }

    async fn sweep(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt> {
        self.call(self.remote.sweep(kind, from, limit)).await
    }

    async fn push(&self, changes: &[Change]) -> Pushed {
        self.call(self.remote.push(changes)).await
    }

    async fn find_created(&self, kind: Entity, key: Id, hint: &Values) -> Result<Option<RemoteRef>, Halt> {
        self.call(self.remote.find_created(kind, key, hint)).await
    }

    async fn groups(&self) -> Result<Option<Vec<Group>>, Halt> {
        self.call(self.remote.groups()).await
    }

    async fn change_group(&self, change: &GroupChange) -> Result<GroupOutcome, Halt> {
        self.call(self.remote.change_group(change)).await
    }

    async fn pictures(&self, references: &[RemoteRef]) -> Result<Vec<Option<Picture>>, Halt> {
        self.call(self.remote.pictures(references)).await
    }

    fn budget(&self) -> Budget {
        self.remote.budget()
    }
}
