//! Pictures of a vault in a test: in memory, with identities of the play's own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use satchel_model::Attachment;
use satchel_remote::{Picture, picture_digest, picture_size};
use satchel_store::KeptPicture;
use satchel_sync::{Pictures, Time};

use crate::book::Clock;

/// Pictures by their digests.
pub(crate) struct Album {
    kept: Mutex<BTreeMap<String, Picture>>,
    clock: Arc<Clock>,
}

impl Album {
    pub(crate) fn new(clock: &Arc<Clock>) -> Self {
        Self { kept: Mutex::default(), clock: Arc::clone(clock) }
    }

    /// Keeps a picture as a file of this label.
    pub(crate) fn put(&self, picture: &Picture, label: &str) -> KeptPicture {
        let value = picture.value();
        let sha256 = picture_digest(&value).unwrap().to_owned();
        self.kept.lock().unwrap().insert(sha256.clone(), picture.clone());
        let now = self.clock.now();
        let file = Attachment {
            id: self.clock.mint(now),
            name: "photo.png".to_owned(),
            mime: "image/png".to_owned(),
            size: i64::try_from(picture_size(&value).unwrap()).unwrap(),
            label: label.to_owned(),
            added_at: now,
        };
        KeptPicture { file, sha256 }
    }
}

#[async_trait]
impl Pictures for Album {
    async fn read(&self, sha256: &str) -> Result<Option<Picture>, String> {
        Ok(self.kept.lock().unwrap().get(sha256).cloned())
    }

    async fn keep(&self, picture: &Picture) -> Result<KeptPicture, String> {
        Ok(self.put(picture, "photo"))
    }
}
