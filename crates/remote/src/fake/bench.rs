//! The fake under the suite of laws.

use std::collections::BTreeSet;

use async_trait::async_trait;
use satchel_model::{Entity, FieldChange};
use serde_json::{Value, json};

use crate::conformance::{Bench, Subject, Trouble};
use crate::fake::{Call, Fake, FarSide, Fault, Settings};
use crate::{Fate, Picture, Record, Remote, RemoteRef, Values};

/// Sets up fakes of one kind.
#[derive(Clone, Debug)]
pub struct FakeBench {
    /// What kind of remote they are.
    pub settings: Settings,
}

#[async_trait]
impl Bench for FakeBench {
    async fn fresh(&self) -> Box<dyn Subject> {
        Box::new(FarSide::new(self.settings.clone(), 1))
    }
}

#[async_trait]
impl Subject for FarSide {
    fn connect(&self) -> Box<dyn Remote> {
        Box::new(Fake::new(self))
    }

    async fn create(&self, kind: Entity, values: &Values) -> RemoteRef {
        Self::create(self, kind, values).unwrap_or_else(|| RemoteRef::new(kind, "refused"))
    }

    async fn edit(&self, reference: &RemoteRef, field: &str, value: &Value) {
        let change = FieldChange { path: field.to_owned(), before: None, after: Some(value.clone()) };
        Self::edit(self, reference, &[change]);
    }

    async fn delete(&self, reference: &RemoteRef) {
        self.end(reference, Fate::Deleted { restorable: true });
    }

    async fn merge(&self, loser: &RemoteRef, winner: &RemoteRef) -> bool {
        self.end(loser, Fate::Merged { into: winner.clone() });
        true
    }

    async fn write_extra(&self, reference: &RemoteRef) -> bool {
        self.set_extra(reference, &Values::from([("X-SHOE-SIZE".to_owned(), json!("43"))]));
        true
    }

    async fn draw(&self, reference: &RemoteRef, picture: Option<&Picture>) -> bool {
        Self::draw(self, reference, picture)
    }

    async fn picture(&self, reference: &RemoteRef) -> Option<Picture> {
        Self::picture(self, reference)
    }

    async fn make_group(&self, title: &str, members: &[RemoteRef], stranger: &str) -> Option<String> {
        self.gather("group", title, members);
        self.let_in("group", stranger);
        Some("group".to_owned())
    }

    async fn regroup(&self, group: &str, reference: &RemoteRef, inside: bool) {
        Self::regroup(self, group, reference, inside);
    }

    async fn members_of(&self, group: &str) -> BTreeSet<String> {
        self.identities_in(group)
    }

    async fn look(&self, reference: &RemoteRef) -> Option<Record> {
        Self::look(self, reference)
    }

    async fn living(&self, kind: Entity) -> Vec<RemoteRef> {
        Self::living(self, kind)
    }

    async fn stop_clock(&self) -> bool {
        // It only moves when it is set.
        true
    }

    async fn trouble(&self, trouble: Trouble) -> bool {
        match trouble {
            Trouble::PushAnswerLost => self.fault(Call::Push, 0, Fault::DropAfter),
            Trouble::PushThrottled => self.fault(Call::Push, 1, Fault::Throttled(None)),
            Trouble::HalfPage => self.fault(Call::Pull, 0, Fault::Truncated),
            Trouble::WebPage => self.fault(Call::Pull, 0, Fault::Html),
            Trouble::SweepBreaks => self.fault(Call::Sweep, 1, Fault::DropBefore),
        }
        true
    }
}
