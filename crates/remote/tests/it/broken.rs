//! Remotes that each break one law, made of a good one.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use async_trait::async_trait;
use satchel_model::{Entity, FieldChange, Id};
use satchel_remote::conformance::{Bench, Subject, Trouble};
use satchel_remote::fake::{Fake, FarSide, Settings};
use satchel_remote::{
    Budget, Capabilities, Change, Cursor, Fate, Found, Group, GroupChange, GroupOutcome, Halt, IdPage, Operation,
    Outcome, PHOTO, Page, Picture, Pushed, Record, Remote, RemoteRef, Values,
};
use serde_json::{Value, json};

/// What is wrong with a remote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vice {
    ForgetsOneAtARestart,
    ExclusiveWatermark,
    SwapsOutcomes,
    DropsAnOutcome,
    ForgetsKeys,
    MergedToldAsDeleted,
    ShortSweepIsAnEnd,
    HaltForgetsOutcomes,
    DropsTheUnknown,
    WritesWhatIsNotNamed,
    CutsTexts,
    CutsPictures,
    TellsNoPicture,
    DropsPicturesWithAnyChange,
    ForgetsStrangers,
    GroupsAreNoNews,
    WritesGroupsBlindly,
    NonsenseIsAPage,
    NoDiscovery,
}

/// Sets up remotes with a vice.
pub(crate) struct BrokenBench {
    pub(crate) vice: Vice,
}

#[async_trait]
impl Bench for BrokenBench {
    async fn fresh(&self) -> Box<dyn Subject> {
        Box::new(Side { far: FarSide::new(Settings::default(), 1), vice: self.vice })
    }
}

struct Side {
    far: FarSide,
    vice: Vice,
}

struct Broken {
    good: Fake,
    vice: Vice,
    pages: AtomicUsize,
    newest: AtomicI64,
}

fn spoil_fate(vice: Vice, fate: &mut Fate) {
    if vice == Vice::MergedToldAsDeleted && matches!(fate, Fate::Merged { .. }) {
        *fate = Fate::Deleted { restorable: false };
    }
}

#[async_trait]
impl Remote for Broken {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        if self.vice == Vice::NoDiscovery { Err(Halt::Unavailable) } else { self.good.discover().await }
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        let page = self.good.pull(kind, from, limit).await;
        let first = self.pages.fetch_add(1, Ordering::Relaxed) == 0;
        if let (Vice::NonsenseIsAPage, Err(Halt::Nonsense(_))) = (self.vice, &page) {
            let next = from.cloned().unwrap_or(Cursor(Value::Null));
            let (records, tombstones, quarantined) = (vec![], vec![], vec![]);
            return Ok(Page {
                records,
                tombstones,
                quarantined,
                next,
                more: false,
                gap: false,
                groups: false,
                clock: None,
            });
        }
        let mut page = page?;
        if self.vice == Vice::ForgetsOneAtARestart && first && from.is_some() {
            page.records.pop();
        }
        if self.vice == Vice::ExclusiveWatermark {
            let newest = self.newest.load(Ordering::Relaxed);
            let at = |record: &Record| record.modified.at.unwrap();
            // Those of the same page belong together.
            let last = page.records.iter().map(at).max();
            page.records.retain(|record| at(record) > newest);
            self.newest.fetch_max(last.unwrap_or(newest), Ordering::Relaxed);
        }
        if self.vice == Vice::DropsTheUnknown {
            page.records.iter_mut().for_each(|record| record.extra.clear());
        }
        if self.vice == Vice::TellsNoPicture {
            page.records.iter_mut().for_each(|record| drop(record.values.remove(PHOTO)));
        }
        page.groups &= self.vice != Vice::GroupsAreNoNews;
        page.tombstones.iter_mut().for_each(|tombstone| spoil_fate(self.vice, &mut tombstone.fate));
        Ok(page)
    }

    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt> {
        let mut found = self.good.read(references).await?;
        for found in &mut found {
            if let Found::Ended(fate) = found {
                spoil_fate(self.vice, fate);
            }
        }
        Ok(found)
    }

    async fn sweep(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt> {
        let page = self.good.sweep(kind, from, limit).await;
        match page {
            Err(_) if self.vice == Vice::ShortSweepIsAnEnd => Ok(IdPage { ids: vec![], next: None }),
            page => page,
        }
    }

    async fn push(&self, changes: &[Change]) -> Pushed {
        let mut changes = changes.to_vec();
        for change in &mut changes {
            match &mut change.operation {
                Operation::Create { values, .. } => {
                    if self.vice == Vice::CutsTexts {
                        for value in values.values_mut().filter(|value| value.is_string()) {
                            *value = value.as_str().unwrap().chars().take(100).collect::<String>().into();
                        }
                    }
                }
                Operation::Update { changes, .. } if self.vice == Vice::WritesWhatIsNotNamed => {
                    changes.push(FieldChange { path: "notes".into(), before: None, after: Some(json!("was here")) });
                }
                Operation::Update { changes, .. } if self.vice == Vice::DropsPicturesWithAnyChange => {
                    if changes.iter().all(|change| change.path != PHOTO) {
                        changes.push(FieldChange { path: PHOTO.into(), before: None, after: None });
                    }
                }
                Operation::Update { .. } | Operation::Delete { .. } | Operation::Restore { .. } => {}
            }
            if self.vice == Vice::ForgetsKeys {
                let number = self.pages.fetch_add(1, Ordering::Relaxed);
                change.key = Id::from_parts(2, &[0, 0, 0, 0, 0, 0, 0, 0, 7, u8::try_from(number).unwrap()]);
            }
        }
        let mut pushed = self.good.push(&changes).await;
        match self.vice {
            Vice::SwapsOutcomes if pushed.outcomes.len() > 1 => pushed.outcomes.swap(0, 1),
            Vice::DropsAnOutcome => {
                pushed.outcomes.pop();
            }
            Vice::HaltForgetsOutcomes if pushed.halt.is_some() => {
                pushed.outcomes.fill(Outcome::Retry { after: None });
            }
            _ => {}
        }
        pushed
    }

    async fn find_created(&self, kind: Entity, key: Id, hint: &Values) -> Result<Option<RemoteRef>, Halt> {
        self.good.find_created(kind, key, hint).await
    }

    async fn pictures(&self, references: &[RemoteRef]) -> Result<Vec<Option<Picture>>, Halt> {
        let mut pictures = self.good.pictures(references).await?;
        if self.vice == Vice::CutsPictures {
            for picture in pictures.iter_mut().flatten() {
                *picture = Picture::new(&picture.bytes()[1..]);
            }
        }
        Ok(pictures)
    }

    async fn groups(&self) -> Result<Option<Vec<Group>>, Halt> {
        self.good.groups().await
    }

    async fn change_group(&self, change: &GroupChange) -> Result<GroupOutcome, Halt> {
        let mut change = change.clone();
        let now = self.good.groups().await?.unwrap_or_default().into_iter().find(|group| group.id == change.id);
        match (self.vice, now) {
            (Vice::ForgetsStrangers, Some(now)) => {
                change.leave.extend(now.members.into_iter().filter(|member| member == "nobody-here"));
            }
            (Vice::WritesGroupsBlindly, Some(now)) => change.base = now.version,
            _ => {}
        }
        self.good.change_group(&change).await
    }

    fn budget(&self) -> Budget {
        self.good.budget()
    }
}

#[async_trait]
impl Subject for Side {
    fn connect(&self) -> Box<dyn Remote> {
        let (pages, newest) = (AtomicUsize::new(0), AtomicI64::new(i64::MIN));
        Box::new(Broken { good: Fake::new(&self.far), vice: self.vice, pages, newest })
    }
    async fn create(&self, kind: Entity, values: &Values) -> RemoteRef {
        self.far.create(kind, values).unwrap()
    }
    async fn edit(&self, reference: &RemoteRef, field: &str, value: &Value) {
        Subject::edit(&self.far, reference, field, value).await;
    }
    async fn delete(&self, reference: &RemoteRef) {
        self.far.delete(reference).await;
    }
    async fn merge(&self, loser: &RemoteRef, winner: &RemoteRef) -> bool {
        self.far.merge(loser, winner).await
    }
    async fn write_extra(&self, reference: &RemoteRef) -> bool {
        self.far.write_extra(reference).await
    }
    async fn draw(&self, reference: &RemoteRef, picture: Option<&Picture>) -> bool {
        self.far.draw(reference, picture)
    }
    async fn picture(&self, reference: &RemoteRef) -> Option<Picture> {
        self.far.picture(reference)
    }
    async fn make_group(&self, title: &str, members: &[RemoteRef], stranger: &str) -> Option<String> {
        self.far.gather("group", title, members);
        self.far.let_in("group", stranger);
        Some("group".to_owned())
    }
    async fn regroup(&self, group: &str, reference: &RemoteRef, inside: bool) {
        self.far.regroup(group, reference, inside);
    }
    async fn members_of(&self, group: &str) -> BTreeSet<String> {
        self.far.identities_in(group)
    }
    async fn look(&self, reference: &RemoteRef) -> Option<Record> {
        self.far.look(reference)
    }
    async fn living(&self, kind: Entity) -> Vec<RemoteRef> {
        self.far.living(kind)
    }
    async fn stop_clock(&self) -> bool {
        self.far.stop_clock().await
    }
    async fn trouble(&self, trouble: Trouble) -> bool {
        self.far.trouble(trouble).await
    }
}
