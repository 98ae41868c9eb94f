//! Files of contacts and companies: streamed into the vault, sealed, shown in part, and out again as a readable copy.
//!
//! Bytes are there before the row that names them, so a killed process leaves at most bytes that nobody knows of, which
//! go when the vault is next opened. A file that was removed stays while its removal can be undone.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use satchel_model::{Attachment, Contact, Edit, EditAction, FieldEntity, Id};
use satchel_sealed::{SealedFile, Sealer, sync_names};
use satchel_vault::Keys;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::beside::{Beside, unwritable};
use crate::locks::folder_error;
use crate::open::OpenVault;
use crate::wire::{
    AttachmentAdded, AttachmentOf, AttachmentSave, AttachmentSaved, AttachmentShown, AttachmentsAdd, AttachmentsPaste,
    ErrorCode, WireError,
};
use crate::{App, blocking};

/// Bytes that are looked at to tell what kind of file it is.
const HEAD: usize = 8 * 1024;
/// Bytes of a picture that is shown, and of what is pasted.
const MOST_SHOWN: u64 = 20 * 1024 * 1024;
/// Bytes of a text that are shown.
const TEXT_SHOWN: u64 = 64 * 1024;
/// SHA-256 in hexadecimal digits.
pub(crate) type Digest = String;

/// How the sealed bytes of a file end.
pub(crate) const ENDING: &str = "attached";

/// Gives a contact or a company a file of this computer.
pub async fn add(app: App, input: AttachmentsAdd) -> Result<AttachmentAdded, WireError> {
    let vault = app.vault()?;
    if input.photo && input.of == FieldEntity::Company {
        return Err(WireError::new(
            ErrorCode::Invalid,
            "A company has no picture.",
            Some("Attach it without --photo."),
        ));
    }
    // Asked before a large file is read: the record may be gone.
    let to = (input.of, files_of(&vault, input.of, input.id).await?.0);
    let (kept, at, label) = (Arc::clone(&vault), app.now(), input.label);
    let attachment = blocking(move || {
        let path = PathBuf::from(&input.path);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let file = File::open(&path).map_err(|error| unreadable(&error))?;
        if !file.metadata().map_err(|error| unreadable(&error))?.is_file() {
            return Err(WireError::new(ErrorCode::BadFile, "That is no file.", Some("Choose a single file.")));
        }
        keep(&kept, file, &name, &label, at)
    })
    .await?;
    added(&app, &vault, to, attachment, input.photo).await
}

/// Gives a contact or a company a file that was pasted.
pub async fn paste(app: App, input: AttachmentsPaste) -> Result<AttachmentAdded, WireError> {
    let vault = app.vault()?;
    let to = (input.of, files_of(&vault, input.of, input.id).await?.0);
    let (kept, at) = (Arc::clone(&vault), app.now());
    let attachment = blocking(move || {
        if input.base64.len() as u64 > MOST_SHOWN / 3 * 4 + 4 {
            let hint = Some("Save it as a file and attach that.");
            return Err(WireError::new(ErrorCode::BadFile, "This is more than can be pasted at once.", hint));
        }
        let bytes = STANDARD
            .decode(&input.base64)
            .map_err(|_| WireError::new(ErrorCode::Invalid, "The bytes are not in base 64.", None))?;
        keep(&kept, &bytes[..], &input.name, "", at)
    })
    .await?;
    added(&app, &vault, to, attachment, false).await
}

async fn added(
    app: &App,
    vault: &Arc<OpenVault>,
    to: (FieldEntity, Id),
    (attachment, digest): (Attachment, Digest),
    photo: bool,
) -> Result<AttachmentAdded, WireError> {
    let written = write(app, vault, to, (&attachment, &digest), photo).await;
    if written.is_err() {
        // Nobody knows of the bytes.
        let _ = std::fs::remove_file(place(vault, attachment.id));
    }
    let batch = written?;
    vault.wake_followers();
    Ok(AttachmentAdded { attachment, batch })
}

async fn write(
    app: &App,
    vault: &OpenVault,
    (of, id): (FieldEntity, Id),
    (file, digest): (&Attachment, &Digest),
    photo: bool,
) -> Result<Option<Id>, WireError> {
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "File attached")).await?;
    writing.attach(of, id, file, digest).await?;
    if photo {
        let picture = Edit { path: "photo".into(), action: EditAction::Set(Value::from(file.id.to_string())) };
        writing.edit_contact(id, &vec![picture], None, None).await?;
    }
    Ok(writing.commit().await?)
}

/// As much of a file as can be shown.
pub async fn show(app: App, input: AttachmentOf) -> Result<AttachmentShown, WireError> {
    let vault = app.vault()?;
    let attachment = named(&vault, (input.of, input.id), input.attachment).await?;
    let (picture, text) = (is_picture(&attachment.mime), attachment.mime.starts_with("text/"));
    if !(picture || text) || (picture && attachment.size.unsigned_abs() > MOST_SHOWN) {
        return Ok(AttachmentShown { attachment, picture: None, text: None, more: false });
    }
    blocking(move || {
        let file = open(&vault, attachment.id)?;
        if picture {
            let bytes = file.read_range(0..file.len())?;
            let address = format!("data:{};base64,{}", attachment.mime, STANDARD.encode(bytes));
            return Ok(AttachmentShown { attachment, picture: Some(address), text: None, more: false });
        }
        let bytes = file.read_range(0..file.len().min(TEXT_SHOWN))?;
        let text = Some(String::from_utf8_lossy(&bytes).into_owned());
        Ok(AttachmentShown { attachment, picture: None, text, more: file.len() > TEXT_SHOWN })
    })
    .await
}

/// Makes a readable copy of a file.
pub async fn save(app: App, input: AttachmentSave) -> Result<AttachmentSaved, WireError> {
    let vault = app.vault()?;
    let attachment = named(&vault, (input.of, input.id), input.attachment).await?;
    blocking(move || {
        let mut from = Arc::new(open(&vault, attachment.id)?).stream();
        let mut copy = || {
            let (beside, mut to) = Beside::create(Path::new(&input.path))?;
            std::io::copy(&mut from, &mut to)?;
            beside.place(to)
        };
        let bytes = copy().map_err(|error| unwritable(&error))?;
        Ok(AttachmentSaved { path: input.path, bytes: i64::try_from(bytes).unwrap_or(i64::MAX) })
    })
    .await
}

async fn named(vault: &OpenVault, (of, id): (FieldEntity, Id), attachment: Id) -> Result<Attachment, WireError> {
    let (_, files) = files_of(vault, of, id).await?;
    let found = files.into_iter().find(|file| file.id == attachment);
    found.ok_or_else(|| WireError::new(ErrorCode::NotFound, format!("The {} has no such file.", of.as_str()), None))
}

/// Which record is meant, be it by the identity of one that was merged away, and its files.
async fn files_of(vault: &OpenVault, of: FieldEntity, id: Id) -> Result<(Id, Vec<Attachment>), WireError> {
    Ok(match of {
        FieldEntity::Contact => {
            let contact = vault.store.contact(id).await?;
            (contact.id, contact.attachments)
        }
        FieldEntity::Company => {
            let company = vault.store.company(id).await?;
            (company.id, company.attachments)
        }
    })
}

/// Pictures that a page shows without running anything in them.
fn is_picture(mime: &str) -> bool {
    ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"].contains(&mime)
}

/// The bytes of a file, from its beginning.
pub(crate) fn stream(vault: &OpenVault, id: Id) -> Result<impl Read, WireError> {
    Ok(Arc::new(open(vault, id)?).stream())
}

/// Keeps bytes under the identity that a file has already; what lies there, no row names. Blocks.
pub(crate) fn seal(vault: &OpenVault, id: Id, from: &mut impl Read) -> Result<(), WireError> {
    let _ = std::fs::remove_file(place(vault, id));
    put(vault, id, &[], from).map(|_| ())
}

/// Writes a new sealed file whose name a power cut does not take, or none at all; its bytes are counted and digested.
fn put(vault: &OpenVault, id: Id, head: &[u8], from: impl Read) -> Result<(u64, Digest), WireError> {
    let place = place(vault, id);
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder).map_err(|error| folder_error(&error))?;
    }
    let mut writer = sealer(vault).create(&place)?;
    let poured = pour(&mut writer, head, from);
    let sealed = poured.and_then(|digest| Ok((writer.finish(true).map_err(WireError::from)?, digest)));
    let sealed = sealed.inspect_err(|_| {
        let _ = std::fs::remove_file(&place);
    })?;
    sync_names(&place).map_err(|error| folder_error(&error))?;
    Ok(sealed)
}

/// The picture of a contact, as far as one that is shown may go; nothing when it has none or its bytes are missing.
pub(crate) fn picture(vault: &OpenVault, contact: &Contact, most: u64) -> Option<(String, Vec<u8>)> {
    let file = contact.attachments.iter().find(|file| Some(file.id) == contact.photo)?;
    if !is_picture(&file.mime) || file.size.unsigned_abs() > most {
        return None;
    }
    let sealed = open(vault, file.id).ok()?;
    Some((file.mime.clone(), sealed.read_range(0..sealed.len()).ok()?))
}

fn sealer(vault: &OpenVault) -> Sealer {
    Sealer::new(&vault.keys.files(), "attachment")
}

/// Where the bytes of a file lie.
fn place(vault: &OpenVault, id: Id) -> PathBuf {
    vault.dir.join("files").join(name(&vault.keys, id))
}

/// The name under which the bytes of a file lie.
pub(crate) fn name(keys: &Keys, id: Id) -> String {
    format!("{}.{ENDING}", keys.file_name(id.as_bytes()))
}

fn open(vault: &OpenVault, id: Id) -> Result<SealedFile, WireError> {
    let place = place(vault, id);
    if !place.exists() {
        let hint = Some("Restore the newest backup into another folder, and save the file from there.");
        return Err(WireError::new(ErrorCode::BadFile, "The bytes of this file are missing in the vault.", hint));
    }
    Ok(sealer(vault).open(&place)?)
}

/// Keeps bytes, sealed, and tells what they are, and what they are known by. Blocks.
pub(crate) fn keep(
    vault: &OpenVault,
    mut from: impl Read,
    name: &str,
    label: &str,
    at: i64,
) -> Result<(Attachment, Digest), WireError> {
    let id = satchel_store::mint(at);
    let mut head = Vec::with_capacity(HEAD);
    from.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|error| unreadable(&error))?;
    let (size, digest) = put(vault, id, &head, from)?;
    let file = Attachment {
        id,
        name: safe_name(name),
        mime: mime(&head),
        size: i64::try_from(size).unwrap_or(i64::MAX),
        label: label.trim().to_lowercase(),
        added_at: at,
    };
    Ok((file, digest))
}

/// Reading and writing fail for reasons of their own: the stick pulled out, and the disk full.
fn pour(to: &mut impl Write, head: &[u8], mut from: impl Read) -> Result<Digest, WireError> {
    let mut digest = Sha256::new_with_prefix(head);
    to.write_all(head).map_err(|error| folder_error(&error))?;
    let mut buffer = vec![0; 128 * 1024];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(hexadecimal(digest)),
            Ok(read) => {
                digest.update(&buffer[..read]);
                to.write_all(&buffer[..read]).map_err(|error| folder_error(&error))?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(&error)),
        }
    }
}

fn hexadecimal(digest: Sha256) -> Digest {
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Finds out what files are known by of which nobody has looked at the bytes yet. Those that are missing are left.
pub(crate) async fn digest_all(vault: &Arc<OpenVault>) -> Result<(), WireError> {
    for id in vault.store.files_without_digest().await? {
        let kept = Arc::clone(vault);
        let digest = blocking(move || {
            let Ok(mut from) = stream(&kept, id) else { return Ok(None) };
            Ok(pour(&mut std::io::sink(), &[], &mut from).ok())
        });
        if let Some(digest) = digest.await? {
            vault.store.keep_digest(id, &digest).await?;
        }
    }
    Ok(())
}

/// All bytes of a file; nothing when they are missing. Blocks.
pub(crate) fn whole(vault: &OpenVault, id: Id) -> Result<Option<Vec<u8>>, WireError> {
    if !place(vault, id).exists() {
        return Ok(None);
    }
    let file = open(vault, id)?;
    Ok(Some(file.read_range(0..file.len())?))
}

/// What the bytes say that they are; a name's ending says nothing.
fn mime(head: &[u8]) -> String {
    if let Some(known) = infer::get(head) {
        return known.mime_type().to_owned();
    }
    // A character may be cut at the end of the head.
    let text = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && head.len() == HEAD,
    };
    let is_text = text && !head.contains(&0);
    if is_text { "text/plain" } else { "application/octet-stream" }.to_owned()
}

/// A name without folders, control characters and marks of direction, which make `gpj.exe` look like `exe.jpg`.
pub(crate) fn safe_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |c: &char| {
        !c.is_control() && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let name: String = name.chars().filter(hidden).take(255).collect();
    let name = satchel_model::collapse(&name);
    if name.trim_matches('.').is_empty() { "file".to_owned() } else { name }
}

fn unreadable(error: &std::io::Error) -> WireError {
    use std::io::ErrorKind as Kind;
    let reason = match error.kind() {
        Kind::NotFound => "there is no such file",
        Kind::PermissionDenied => "you may not read it",
        Kind::IsADirectory => "it is a folder",
        _ => "it cannot be read to its end",
    };
    WireError::new(ErrorCode::BadFile, format!("The file cannot be attached: {reason}."), Some("Nothing was changed."))
}

#[cfg(test)]
mod tests {
    use super::{mime, safe_name};

    #[test]
    fn bytes_tell_what_a_file_is() {
        for (head, told) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], "image/png"),
            (b"%PDF-1.7", "application/pdf"),
            (b"Dear Ada,\n", "text/plain"),
            ("caf\u{e9}".as_bytes(), "text/plain"),
            (b"\x00\x01\x02", "application/octet-stream"),
            (b"caf\xe9 ol\xe9", "application/octet-stream"),
            (b"", "text/plain"),
        ] {
            assert_eq!(mime(head), told, "{head:?}");
        }
    }

    #[test]
    fn hostile_names_are_made_harmless() {
        for (name, safe) in [
            ("contract.pdf", "contract.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\a.txt", "a.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("a\u{0}b\n.txt", "ab.txt"),
            ("..", "file"),
            ("", "file"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
        assert_eq!(safe_name(&"x".repeat(5_000)).len(), 255);
    }
}
