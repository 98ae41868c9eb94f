//! Pictures on their way: fetched and kept before a plan is written, read when a change leaves.
//!
//! A plan holds digests; of the bytes there are never more in memory than a few pictures at once. Bytes are kept before
//! the transaction that names them, so a run that is dropped in between leaves a file that nobody names. A picture that
//! did not come as it was told is not agreed on: the next run asks again.

use std::collections::BTreeMap;

use async_trait::async_trait;
use satchel_model::Id;
use satchel_remote::{Change, Halt, PHOTO, Picture, RemoteRef, picture_digest, picture_size};
use satchel_store::KeptPicture;
use serde_json::Value;

use super::patience::Patience;
use super::{Engine, Known, RunError};
use crate::{Mirror, Plan, Push, Write, WriteAction};

/// Bytes of pictures that travel together; a larger one travels alone.
const TOGETHER: u64 = 16 << 20;
/// Pictures that are asked for together.
const MOST: usize = 50;

/// Where the bytes of pictures are in this vault, lent by its caller.
#[async_trait]
pub trait Pictures: Send + Sync {
    /// The picture of this SHA-256, in hexadecimal digits; `None` when it is not there.
    ///
    /// # Errors
    /// A sentence, when the vault's folder cannot be read.
    async fn read(&self, sha256: &str) -> Result<Option<Picture>, String>;

    /// Keeps a picture; its bytes are on the disk when this returns, and no row names them yet.
    ///
    /// # Errors
    /// A sentence, when the vault's folder takes nothing.
    async fn keep(&self, picture: &Picture) -> Result<KeptPicture, String>;
}

/// Pictures that were kept for a run, by the record there and their digest.
pub(super) type Kept = BTreeMap<(RemoteRef, String), KeptPicture>;

/// A picture that is to come here.
struct Wanted {
    of: RemoteRef,
    sha256: String,
    size: u64,
}

impl Engine<'_> {
    /// Fetches what comes here, and takes out of the plan what did not come as it was told; gives those records. The
    /// outer error is this vault's, the inner one the remote's.
    pub(super) async fn fetch_pictures(
        &self,
        known: &mut Known,
        made: &mut Plan,
    ) -> Result<Result<Vec<(Id, RemoteRef)>, Halt>, RunError> {
        let mut wanted: Vec<Wanted> = made.writes.iter().filter_map(|write| wanted(known, made, write)).collect();
        wanted.retain(|wanted| !known.pictures.contains_key(&(wanted.of.clone(), wanted.sha256.clone())));
        let mut rest = &wanted[..];
        while !rest.is_empty() {
            let (now, later) = rest.split_at(together(rest.iter().take(MOST).map(|wanted| wanted.size)));
            let of: Vec<RemoteRef> = now.iter().map(|wanted| wanted.of.clone()).collect();
            let pictures = match self.read_pictures(&of).await {
                Ok(pictures) => pictures,
                Err(halt) => return Ok(Err(halt)),
            };
            for (Wanted { of, sha256, .. }, picture) in now.iter().zip(pictures) {
                let is_it = |picture: &Picture| picture_digest(&picture.value()) == Some(sha256.as_str());
                if let Some(picture) = picture.filter(is_it) {
                    let kept = self.pictures.keep(&picture).await.map_err(RunError::Pictures)?;
                    known.pictures.insert((of.clone(), sha256.clone()), kept);
                }
            }
            rest = later;
        }
        Ok(Ok(leave_out(known, made)))
    }

    async fn read_pictures(&self, of: &[RemoteRef]) -> Result<Vec<Option<Picture>>, Halt> {
        let mut patience = Patience::new(self.time);
        loop {
            match self.remote.pictures(of).await {
                Ok(pictures) if pictures.len() == of.len() => return Ok(pictures),
                Ok(_) => return Err(Halt::Nonsense("answers that do not fit the questions")),
                Err(halt) => patience.bear(halt).await?,
            }
        }
    }

    /// Changes as they leave: with the bytes of the pictures that they name, as far as they are here.
    pub(super) async fn with_pictures(&self, chunk: &[&Push]) -> Result<Vec<Change>, RunError> {
        let mut changes = Vec::with_capacity(chunk.len());
        for push in chunk {
            let mut change = push.change.clone();
            if let Some(sha256) = sent(push).and_then(picture_digest) {
                change.picture = self.pictures.read(sha256).await.map_err(RunError::Pictures)?;
            }
            changes.push(change);
        }
        Ok(changes)
    }
}

/// The picture that a write brings here.
fn wanted(known: &Known, made: &Plan, write: &Write) -> Option<Wanted> {
    let value = coming(write)?;
    let sha256 = picture_digest(value)?.to_owned();
    let of = mirror(known, made, write.id)?.reference.clone();
    Some(Wanted { of, sha256, size: picture_size(value).unwrap_or(u64::MAX) })
}

/// What stands for the picture that a write brings.
fn coming(write: &Write) -> Option<&Value> {
    match &write.action {
        WriteAction::Create(values) => values.get(PHOTO),
        WriteAction::Update(changes) | WriteAction::Restore(changes) => {
            changes.iter().find(|change| change.path == PHOTO)?.after.as_ref()
        }
        WriteAction::Trash(_) | WriteAction::Archive | WriteAction::MergeInto(_) => None,
    }
}

/// The picture that was kept for a write.
pub(super) fn kept_for(known: &Known, made: &Plan, write: &Write) -> Option<KeptPicture> {
    let Wanted { of, sha256, .. } = wanted(known, made, write)?;
    known.pictures.get(&(of, sha256)).cloned()
}

fn mirror<'k>(known: &'k Known, made: &'k Plan, id: Id) -> Option<&'k Mirror> {
    made.mirrors.get(&id).or_else(|| known.situation.mirrors.get(&id))
}

/// Takes pictures out of a plan that are not here, and out of what is agreed on.
fn leave_out(known: &Known, made: &mut Plan) -> Vec<(Id, RemoteRef)> {
    let missing = |write: &&Write| coming(write).is_some() && kept_for(known, made, write).is_none();
    let missing: Vec<Id> = made.writes.iter().filter(missing).map(|write| write.id).collect();
    let mut left = Vec::with_capacity(missing.len());
    for id in missing {
        for write in made.writes.iter_mut().filter(|write| write.id == id) {
            match &mut write.action {
                WriteAction::Create(values) => _ = values.remove(PHOTO),
                WriteAction::Update(changes) | WriteAction::Restore(changes) => {
                    changes.retain(|change| change.path != PHOTO);
                }
                WriteAction::Trash(_) | WriteAction::Archive | WriteAction::MergeInto(_) => {}
            }
        }
        let before = known.situation.mirrors.get(&id).and_then(|mirror| mirror.base().remove(PHOTO));
        if let Some(mirror) = made.mirrors.get_mut(&id) {
            mirror.unsettled.insert(PHOTO.to_owned(), before);
            left.push((id, mirror.reference.clone()));
        }
    }
    made.writes.retain(|write| !matches!(&write.action, WriteAction::Update(changes) if changes.is_empty()));
    left
}

/// What stands for the picture that a change sends.
fn sent(push: &Push) -> Option<&Value> {
    push.sent.iter().find(|sent| sent.path == PHOTO)?.value.as_ref()
}

/// Bytes of the picture that a change sends.
pub(super) fn weight(push: &Push) -> u64 {
    sent(push).and_then(picture_size).unwrap_or(0)
}

/// How many pictures of these sizes go together; one at least.
pub(super) fn together(sizes: impl Iterator<Item = u64>) -> usize {
    let mut room = TOGETHER;
    let fits = |size: &u64| {
        let fits = room >= *size;
        room = room.saturating_sub(*size);
        fits
    };
    sizes.take_while(fits).count().max(1)
}

#[cfg(test)]
mod tests {
    use super::{TOGETHER, together};

    #[test]
    fn few_megabytes_go_together() {
        assert_eq!(together([1, 2, 3].into_iter()), 3);
        assert_eq!(together([TOGETHER, 0, 1].into_iter()), 2);
        assert_eq!(together([TOGETHER + 1, 1].into_iter()), 1, "a larger one goes alone");
        assert_eq!(together([TOGETHER / 2; 9].into_iter()), 2);
    }
}
