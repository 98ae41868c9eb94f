//! What people do in a vault during a storm.

use satchel_model::{Id, RecordState};
use satchel_remote::{PHOTO, Picture, Values, row_path};
use satchel_store::{JobChange, Neutral};
use serde_json::{Value, json};

use super::play::{FIELDS, Play, SECRET, SURE};
use super::sailor::Own;
use crate::vault::{email, id};

/// Kinds of acts; some fall more often than others.
const ACTS: usize = 23;

impl Play {
    pub(super) async fn act_here(&mut self, at: usize) {
        let act = self.seed.below(ACTS);
        let all = self.vaults[at].book.all().await;
        let living: Vec<&Neutral> = all.iter().filter(|record| record.state == RecordState::Active).collect();
        let chosen = (!all.is_empty()).then(|| &all[self.seed.below(all.len())]);
        let alive = (!living.is_empty()).then(|| living[self.seed.below(living.len())].id);
        let done = match (act, chosen, alive) {
            (1..=3, Some(record), _) => self.type_in(at, record.id).await,
            (4..=5, Some(record), _) => self.change_row(at, record, act == 4).await,
            (6, Some(record), _) => {
                self.vaults[at].unsure.insert(record.id);
                let batch = self.vaults[at].book.set_state(record.id, RecordState::Trashed).await;
                batch.map(|batch| (batch, vec![record.id]))
            }
            (7, Some(record), _) => {
                let batch = self.vaults[at].book.set_state(record.id, RecordState::Active).await;
                batch.map(|batch| (batch, vec![record.id]))
            }
            (8, Some(record), _) => self.add_row(at, record.id, None).await,
            (9, Some(_), _) => self.type_in_all(at, &living).await,
            (10..=12, _, Some(winner)) => {
                let loser = living[self.seed.below(living.len())].id;
                if loser == winner { None } else { Some(self.merge(at, winner, loser).await) }
            }
            (13..=14, _, Some(id)) => self.write_own(at, id, act == 13).await,
            (15, _, Some(id)) => self.change_job(at, id).await,
            (16, _, Some(id)) => self.write_secret(at, id).await,
            (18..=19, _, Some(id)) => self.enlist(at, id, act == 18).await,
            (20, _, Some(id)) => self.draw(at, id).await,
            (21, _, Some(id)) => self.undraw(at, id).await,
            (22, _, Some(id)) => self.draw_secret(at, id).await,
            (17, _, Some(id)) => {
                let secret = format!("{SECRET}{}@example.com", self.seed.below(1_000));
                self.add_row(at, id, Some(&secret)).await
            }
            _ => self.import(at).await,
        };
        self.vaults[at].batches.extend(done);
    }

    /// People come from a file; of the first the notes stay here.
    async fn import(&mut self, at: usize) -> Option<(Id, Vec<Id>)> {
        let mut people: Vec<Values> = (0..1 + self.seed.below(3)).map(|_| self.person()).collect();
        let secret = self.secret();
        people[0].insert("notes".into(), json!(secret));
        let sailor = &mut self.vaults[at];
        let (batch, made) = sailor.book.import(people).await;
        sailor.book.lock(made[0], "notes", true).await;
        sailor.wrote(made[0], Own::Notes, secret).await;
        batch.map(|batch| (batch, made))
    }

    async fn type_in(&mut self, at: usize, id: Id) -> Option<(Id, Vec<Id>)> {
        let (word, field) = (self.word(), FIELDS[self.seed.below(3)]);
        let sailor = &mut self.vaults[at];
        let batch = sailor.book.edit(id, field, Some(word.clone())).await?;
        sailor.typed.insert((id, field.to_owned()), word);
        Some((batch, vec![id]))
    }

    /// The same edit of everybody.
    async fn type_in_all(&mut self, at: usize, living: &[&Neutral]) -> Option<(Id, Vec<Id>)> {
        let (word, field) = (self.word(), FIELDS[self.seed.below(3)]);
        let sailor = &mut self.vaults[at];
        let batch = sailor.book.edit_all(living, field, &word).await?;
        let ids: Vec<Id> = living.iter().map(|record| record.id).collect();
        sailor.typed.extend(ids.iter().map(|id| ((*id, field.to_owned()), word.clone())));
        Some((batch, ids))
    }

    /// The first row is edited, or goes; without one, one comes.
    async fn change_row(&mut self, at: usize, record: &Neutral, edited: bool) -> Option<(Id, Vec<Id>)> {
        let mut rows = record.values.keys().filter(|path| path.contains('/') && !record.locked.contains(*path));
        let Some(path) = rows.next() else { return self.add_row(at, record.id, None).await };
        let row = edited.then(|| self.email());
        let batch = self.vaults[at].book.edit(record.id, path, row).await?;
        Some((batch, vec![record.id]))
    }

    /// An address comes; one that is secret stays here.
    async fn add_row(&mut self, at: usize, record: Id, secret: Option<&str>) -> Option<(Id, Vec<Id>)> {
        self.rows += 1;
        let path = row_path("emails", &id(9_000_000 + self.rows).to_string());
        let row = secret.map_or_else(|| self.email(), |address| email(address, "", false, 0));
        let batch = self.vaults[at].book.edit(record, &path, Some(row)).await?;
        if secret.is_some() {
            self.vaults[at].book.lock(record, &path, true).await;
        }
        Some((batch, vec![record]))
    }

    /// Two that are one person.
    async fn merge(&mut self, at: usize, winner: Id, loser: Id) -> (Id, Vec<Id>) {
        let sailor = &mut self.vaults[at];
        // Whoever else has the winner gets what the other one had.
        for id in [winner, loser] {
            if let Some(mirror) = sailor.book.mirror(id).await {
                self.theirs.extend(SURE.map(|field| (mirror.reference.clone(), field.to_owned())));
            }
            // A lock on the other one's picture is on this one's by now.
            sailor.typed.remove(&(id, PHOTO.to_owned()));
        }
        (sailor.book.merge(winner, loser).await, vec![winner, loser])
    }

    /// A field of one's own, or a category.
    async fn write_own(&mut self, at: usize, id: Id, field: bool) -> Option<(Id, Vec<Id>)> {
        let (own, typed, text) = if field {
            let size = 30 + self.seed.below(20);
            (Own::ShoeSize, format!("shoe_size={size}"), size.to_string())
        } else {
            let name = ["Cold", "Warm", "Hot"][self.seed.below(3)];
            (Own::Leads, format!("categories/leads={name}"), name.to_owned())
        };
        let sailor = &mut self.vaults[at];
        let batch = sailor.book.set(id, &[&typed]).await?;
        sailor.wrote(id, own, text).await;
        Some((batch, vec![id]))
    }

    /// A new job; the address at the old company may be kept as a dead one.
    async fn change_job(&mut self, at: usize, id: Id) -> Option<(Id, Vec<Id>)> {
        let word = self.word();
        let job = JobChange {
            contact: id,
            company: format!("Company {}", self.seed.below(4)),
            title: word.as_str()?.to_owned(),
            department: String::new(),
            since: None,
            email: None,
            retire: self.seed.below(2) == 0,
            note: None,
        };
        let sailor = &mut self.vaults[at];
        let batch = sailor.book.change_job(&job).await?;
        sailor.typed.insert((id, "title".to_owned()), word);
        Some((batch, vec![id]))
    }

    /// Notes that stay here.
    async fn write_secret(&mut self, at: usize, id: Id) -> Option<(Id, Vec<Id>)> {
        let secret = self.secret();
        let sailor = &mut self.vaults[at];
        sailor.book.lock(id, "notes", true).await;
        let batch = sailor.book.edit(id, "notes", Some(json!(secret))).await?;
        sailor.wrote(id, Own::Notes, secret).await;
        Some((batch, vec![id]))
    }

    /// Somebody comes on a list that follows a group, or leaves it.
    async fn enlist(&mut self, at: usize, id: Id, on: bool) -> Option<(Id, Vec<Id>)> {
        let sailor = &mut self.vaults[at];
        let list = sailor.book.followed().await.into_iter().next()?.1.list;
        let batch = sailor.book.enlist(list, id, on).await?;
        Some((batch, vec![id]))
    }

    /// A picture; one of eight is larger than any that goes there.
    async fn draw(&mut self, at: usize, id: Id) -> Option<(Id, Vec<Id>)> {
        let picture = if self.seed.below(8) == 0 { Picture::new(vec![7; 1_001]) } else { self.picture() };
        let fits = self.draws && picture.bytes().len() <= 1_000;
        let sailor = &mut self.vaults[at];
        sailor.typed.remove(&(id, PHOTO.to_owned()));
        let batch = sailor.book.draw(id, Some(&picture)).await?;
        if fits && !sailor.book.look(id).await.locked.contains(PHOTO) {
            sailor.typed.insert((id, PHOTO.to_owned()), picture.value());
        }
        Some((batch, vec![id]))
    }

    async fn undraw(&mut self, at: usize, id: Id) -> Option<(Id, Vec<Id>)> {
        let sailor = &mut self.vaults[at];
        sailor.typed.remove(&(id, PHOTO.to_owned()));
        let batch = sailor.book.draw(id, None).await?;
        if self.draws && !sailor.book.look(id).await.locked.contains(PHOTO) {
            sailor.typed.insert((id, PHOTO.to_owned()), Value::Null);
        }
        Some((batch, vec![id]))
    }

    /// A picture that stays here.
    async fn draw_secret(&mut self, at: usize, id: Id) -> Option<(Id, Vec<Id>)> {
        let secret = Picture::new(self.secret().into_bytes());
        let sailor = &mut self.vaults[at];
        sailor.typed.remove(&(id, PHOTO.to_owned()));
        sailor.book.lock(id, PHOTO, true).await;
        let batch = sailor.book.draw(id, Some(&secret)).await?;
        Some((batch, vec![id]))
    }

    fn secret(&mut self) -> String {
        format!("{SECRET} {}", self.seed.below(1_000))
    }
}
