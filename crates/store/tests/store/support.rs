//! A vault database in a temporary folder, with its own clock.

use satchel_model::{Contact, ContactDraft, FieldEntity, Id, Origin, Patch, Secret, parse_assignment_of};
use satchel_store::{BatchStart, Edited, Store, StoreError, UndoCursor, UndoStep};

pub(crate) const KEY: [u8; 32] = [7; 32];
/// 2026-11-24T00:00:00Z.
pub(crate) const NOW: i64 = 1_795_478_400_000;

pub(crate) struct Book {
    pub(crate) store: Store,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) fn start(origin: Origin, label: &str, at: i64) -> BatchStart {
    BatchStart { origin, host: "test".into(), actor: "me".into(), label: label.into(), at }
}

pub(crate) fn replica() -> Id {
    Id::from_parts(1, &[9; 10])
}

impl Book {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("satchel.db");
        let store = Store::create(&path, &Secret::new(KEY), replica(), NOW).await.unwrap();
        Self { store, folder }
    }

    pub(crate) async fn add(&self, draft: ContactDraft) -> Id {
        let mut writing = self.store.begin(start(Origin::Command, "add", NOW)).await.unwrap();
        let made = writing.create_contacts(&[self.store.new_contact(draft)]).await.unwrap();
        writing.commit().await.unwrap();
        made[0].1
    }

    pub(crate) async fn named(&self, given: &str, family: &str) -> Id {
        self.add(ContactDraft { given: given.into(), family: family.into(), ..Default::default() }).await
    }

    /// Edits as the command does; returns the batch as well.
    pub(crate) async fn edit(
        &self,
        id: Id,
        typed: &[&str],
        base: Option<i64>,
    ) -> Result<(Edited, Option<Id>), StoreError> {
        let own = self.store.custom_fields().await?;
        let read = |text: &&str| parse_assignment_of(text, FieldEntity::Contact, &own).unwrap();
        let patch: Patch = typed.iter().map(read).collect();
        let mut writing = self.store.begin(start(Origin::Command, "edit", NOW)).await?;
        let edited = writing.edit_contact(id, &patch, base, Some("GB")).await?;
        let batch = writing.commit().await?;
        Ok((edited, batch))
    }

    pub(crate) async fn undo(&self, batch: Id) -> (UndoStep, Option<Id>) {
        let mut writing = self.store.begin(start(Origin::Undo, "undo", NOW)).await.unwrap();
        let step = writing.undo_step(batch, UndoCursor::default(), 100_000).await.unwrap();
        assert_eq!(step.cursor, None);
        (step, writing.commit().await.unwrap())
    }

    pub(crate) async fn contact(&self, id: Id) -> Contact {
        self.store.contact(id).await.unwrap()
    }
}
