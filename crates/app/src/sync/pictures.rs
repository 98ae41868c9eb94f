//! Pictures of contacts for a run: sealed files of the vault.

use std::sync::Arc;

use async_trait::async_trait;
use satchel_remote::Picture;
use satchel_store::KeptPicture;
use satchel_sync::Pictures;

use crate::open::OpenVault;
use crate::wire::WireError;
use crate::{App, attachments, blocking};

/// How a picture is called and labelled that comes from there.
const NAME: &str = "photo";

/// The files of a vault.
pub(super) struct Files<'a> {
    pub(super) app: &'a App,
    pub(super) vault: &'a Arc<OpenVault>,
}

#[async_trait]
impl Pictures for Files<'_> {
    async fn read(&self, sha256: &str) -> Result<Option<Picture>, String> {
        let found = self.vault.store.file_of(sha256).await.map_err(|error| sentence(error.into()))?;
        let Some(id) = found else { return Ok(None) };
        let vault = Arc::clone(self.vault);
        let bytes = blocking(move || attachments::whole(&vault, id)).await.map_err(sentence)?;
        Ok(bytes.map(Picture::new))
    }

    async fn keep(&self, picture: &Picture) -> Result<KeptPicture, String> {
        let (vault, at, picture) = (Arc::clone(self.vault), self.app.now(), picture.clone());
        let kept = blocking(move || attachments::keep(&vault, picture.bytes(), NAME, NAME, at)).await;
        let (mut file, sha256) = kept.map_err(sentence)?;
        if let Some(kind) = file.mime.strip_prefix("image/") {
            file.name = format!("{NAME}.{kind}");
        }
        Ok(KeptPicture { file, sha256 })
    }
}

fn sentence(error: WireError) -> String {
    error.message
}
