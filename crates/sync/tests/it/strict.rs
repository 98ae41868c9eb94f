//! A remote on which some records may not be written, or are refused.

use async_trait::async_trait;
use satchel_model::{Entity, Id};
use satchel_remote::fake::Fake;
use satchel_remote::{
    Budget, Capabilities, Change, Cursor, Found, Halt, IdPage, Outcome, Page, Pushed, Remote, RemoteRef, Values,
};

/// The fake, but for what is forbidden: the conversation halts there, as it does on servers that tell it by a status.
pub(crate) struct Strict {
    pub(crate) fake: Fake,
    pub(crate) forbids: fn(&Change) -> bool,
    pub(crate) refuses: fn(&Change) -> bool,
}

#[async_trait]
impl Remote for Strict {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        self.fake.discover().await
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        self.fake.pull(kind, from, limit).await
    }

    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt> {
        self.fake.read(references).await
    }

    async fn sweep(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt> {
        self.fake.sweep(kind, from, limit).await
    }

    async fn push(&self, changes: &[Change]) -> Pushed {
        let allowed = changes.iter().position(self.forbids).unwrap_or(changes.len());
        let mut pushed = Pushed { outcomes: Vec::with_capacity(changes.len()), halt: None };
        for change in &changes[..allowed] {
            if (self.refuses)(change) {
                let (code, message) = ("picky".to_owned(), "not like this".to_owned());
                pushed.outcomes.push(Outcome::Rejected { code, path: Some("title".to_owned()), message });
            } else {
                pushed.outcomes.extend(self.fake.push(std::slice::from_ref(change)).await.outcomes);
            }
        }
        if allowed < changes.len() {
            pushed.outcomes.resize(changes.len(), Outcome::Retry { after: None });
            pushed.halt = Some(Halt::Forbidden);
        }
        pushed
    }

    async fn find_created(&self, kind: Entity, key: Id, hint: &Values) -> Result<Option<RemoteRef>, Halt> {
        self.fake.find_created(kind, key, hint).await
    }

    fn budget(&self) -> Budget {
        self.fake.budget()
    }
}
