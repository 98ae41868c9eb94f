//! A far side with what a law needs to act on it: who is made, which fields are written, how a round is read.

use satchel_model::{FieldChange, Id};
use serde_json::{Value, json};

use crate::conformance::{Subject, Verdict};
use crate::{Change, Cursor, KindCapabilities, Operation, Record, Remote, RemoteRef, Tombstone, Values, Version};

/// Rounds and sweeps that are longer than this do not end.
const MOST_PAGES: usize = 200;

/// One far side for one law.
pub(crate) struct Stage {
    pub(crate) subject: Box<dyn Subject>,
    pub(crate) capabilities: KindCapabilities,
    /// The field by which people are told apart.
    pub(crate) name: String,
    /// Another one, if there is one.
    pub(crate) other: Option<String>,
}

/// What a round of the feed brought.
pub(crate) struct Round {
    pub(crate) records: Vec<Record>,
    pub(crate) tombstones: Vec<Tombstone>,
    pub(crate) end: Cursor,
    /// Whether a group may have changed.
    pub(crate) groups: bool,
}

impl Stage {
    pub(crate) fn new(subject: Box<dyn Subject>, capabilities: KindCapabilities) -> Result<Self, Verdict> {
        const BEST: [&str; 5] = ["family", "name", "display", "given", "title"];
        let writable = |key: &&str| capabilities.fields.get(*key).is_some_and(|field| field.writable);
        let mut fields = BEST.into_iter().filter(writable).map(str::to_owned);
        let Some(name) = fields.next() else {
            return Err(Verdict::NotShown("there is no field of text that can be written"));
        };
        let other = fields.next();
        Ok(Self { subject, capabilities, name, other })
    }

    /// Somebody of this number.
    pub(crate) fn person(&self, number: usize) -> Values {
        Values::from([(self.name.clone(), json!(format!("Person {number:03}")))])
    }

    pub(crate) async fn make(&self, number: usize) -> RemoteRef {
        self.subject.create(self.capabilities.kind, &self.person(number)).await
    }

    pub(crate) async fn make_many(&self, count: usize) -> Vec<RemoteRef> {
        let mut made = Vec::with_capacity(count);
        for number in 0..count {
            made.push(self.make(number).await);
        }
        made
    }

    pub(crate) fn create(&self, key: u8, number: usize) -> Change {
        Change::new(id(key), Operation::Create { kind: self.capabilities.kind, values: self.person(number) })
    }

    pub(crate) fn rename(&self, key: u8, reference: &RemoteRef, base: Option<Version>, name: &str) -> Change {
        let changes = vec![FieldChange { path: self.name.clone(), before: None, after: Some(json!(name)) }];
        let operation = Operation::Update { reference: reference.clone(), base, extra: Values::new(), changes };
        Change::new(id(key), operation)
    }

    /// The name that the far side has for a record now.
    pub(crate) async fn name_of(&self, reference: &RemoteRef) -> Option<Value> {
        self.subject.look(reference).await.and_then(|record| record.values.get(&self.name).cloned())
    }

    /// Reads a round of the feed to its end.
    pub(crate) async fn round(
        &self,
        remote: &dyn Remote,
        from: Option<&Cursor>,
        limit: usize,
    ) -> Result<Round, Verdict> {
        let (mut records, mut tombstones, mut groups) = (Vec::new(), Vec::new(), false);
        let mut from = from.cloned();
        for _ in 0..MOST_PAGES {
            let page = remote
                .pull(self.capabilities.kind, from.as_ref(), limit)
                .await
                .map_err(|halt| broken(format!("a page of the feed: {halt}")))?;
            records.extend(page.records);
            tombstones.extend(page.tombstones);
            groups |= page.groups;
            if !page.more {
                return Ok(Round { records, tombstones, end: page.next, groups });
            }
            from = Some(page.next);
        }
        Err(broken(format!("the feed does not end within {MOST_PAGES} pages")))
    }

    /// Reads a sweep to its end, with a new connection for each page.
    pub(crate) async fn swept(&self, mut from: Option<Cursor>, limit: usize) -> Result<Vec<RemoteRef>, Verdict> {
        let mut named = Vec::new();
        for _ in 0..MOST_PAGES {
            let remote = self.subject.connect();
            let page = remote
                .sweep(self.capabilities.kind, from.as_ref(), limit)
                .await
                .map_err(|halt| broken(format!("a page of a sweep: {halt}")))?;
            named.extend(page.ids.into_iter().map(|(reference, _)| reference));
            match page.next {
                Some(next) => from = Some(next),
                None => return Ok(named),
            }
        }
        Err(broken(format!("the sweep does not end within {MOST_PAGES} pages")))
    }
}

pub(crate) fn id(last: u8) -> Id {
    Id::from_parts(1, &[0, 0, 0, 0, 0, 0, 0, 0, 0, last])
}

pub(crate) fn broken(how: impl Into<String>) -> Verdict {
    Verdict::Broken(how.into())
}

/// The law holds so far, or this is how it does not.
pub(crate) fn ensure(holds: bool, how: impl FnOnce() -> String) -> Result<(), Verdict> {
    if holds { Ok(()) } else { Err(broken(how())) }
}

/// Goes on if the bench could bring it about.
pub(crate) fn shown(could: bool, what: &'static str) -> Result<(), Verdict> {
    if could { Ok(()) } else { Err(Verdict::NotShown(what)) }
}
