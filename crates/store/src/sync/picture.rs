//! The picture of a contact as a remote has it: told by the digest of its bytes, which are kept before the row.
//!
//! A picture that came with a card goes with the next one that comes; a file that a person attached stays. Deliberately
//! absent: the bytes.

use std::collections::BTreeMap;

use satchel_model::{Attachment, Entity, FieldChange, FieldEntity, Id};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::neutral::Neutral;
use super::write::refusal;
use crate::writing::Writing;
use crate::{StoreError, value};

/// The path of a picture.
pub(super) const PHOTO: &str = "photo";
/// The label of files that came as pictures.
const LABEL: &str = "photo";

/// A picture whose bytes are kept already.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptPicture {
    /// The file.
    pub file: Attachment,
    /// What its bytes are known by: SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// Whether this is the picture that a value stands for, and is one.
pub(super) fn is_it(value: &Value, picture: Option<&KeptPicture>) -> bool {
    let wanted = value.get("sha256").and_then(Value::as_str);
    picture.is_some_and(|picture| wanted == Some(&*picture.sha256) && picture.file.mime.starts_with("image/"))
}

/// Puts pictures in, as digest and size. One of which it is not known what its bytes are is like one behind a lock:
/// taken for none, it would look removed.
pub(super) async fn read(
    connection: &mut SqliteConnection,
    list: &str,
    found: &mut BTreeMap<i64, Neutral>,
) -> Result<(), StoreError> {
    let rows: Vec<(i64, String, i64, String)> = sqlx::query_as(
        "SELECT c.id, c.photo, a.size, coalesce(f.sha256, '') FROM json_each(?) j
         JOIN contact c ON c.id = j.value AND c.photo <> ''
         JOIN contact_attachment a ON a.contact = c.id AND a.uuid = unhex(replace(c.photo, '-', ''))
         LEFT JOIN sealed_file f ON f.uuid = a.uuid",
    )
    .bind(list)
    .fetch_all(connection)
    .await?;
    for (rowid, file, size, sha256) in rows {
        let Some(neutral) = found.get_mut(&rowid) else { continue };
        let of_file = format!("attachments/{file}");
        let hides = |path: &String| *path == "attachments" || *path == of_file;
        if sha256.is_empty() || neutral.locked.iter().any(hides) {
            neutral.locked.insert(PHOTO.to_owned());
        }
        if !sha256.is_empty() {
            neutral.values.insert(PHOTO.to_owned(), json!({"sha256": sha256, "bytes": size}));
        }
    }
    Ok(())
}

impl Writing {
    /// Gives a contact the picture that `after` stands for, or takes its picture away; with lines of the journal.
    pub(super) async fn draw(
        &mut self,
        id: Id,
        record: i64,
        after: Option<&Value>,
        picture: Option<&KeptPicture>,
    ) -> Result<(), StoreError> {
        let before = value::read(self.sql(), Entity::Contact, record, PHOTO).await?;
        let new = match (after, picture) {
            (None, _) => None,
            (Some(value), Some(picture)) if is_it(value, Some(picture)) => {
                self.attach(FieldEntity::Contact, id, &picture.file, &picture.sha256).await?;
                Some(Value::from(picture.file.id.to_string()))
            }
            (Some(_), _) => return Err(refusal(PHOTO)),
        };
        let old = before.as_ref().and_then(Value::as_str).map(|file| format!("attachments/{file}"));
        let line = FieldChange { path: PHOTO.to_owned(), before, after: new };
        value::write(self, Entity::Contact, record, &line.path, line.after.as_ref()).await?;
        self.line(Entity::Contact, record, &line).await?;
        let Some(path) = old else { return Ok(()) };
        let before = value::read(self.sql(), Entity::Contact, record, &path).await?;
        if before.as_ref().is_some_and(|file| file["label"] == LABEL) {
            value::write(self, Entity::Contact, record, &path, None).await?;
            self.line(Entity::Contact, record, &FieldChange { path, before, after: None }).await?;
        }
        Ok(())
    }
}
