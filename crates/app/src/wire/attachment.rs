//! Files of contacts and companies.

use satchel_model::{Attachment, FieldEntity, Id};

use super::wire;

wire! {
    /// A file of this computer for a contact or a company.
    #[derive(Eq)]
    pub struct AttachmentsAdd {
        /// What kind of record has it: a contact when not said.
        #[serde(default)]
        pub of: FieldEntity,
        /// Whose.
        pub id: Id,
        /// Where the file is.
        pub path: String,
        /// What it is to them; empty when not said.
        #[serde(default)]
        pub label: String,
        /// Whether it is the contact's picture from now on.
        #[serde(default)]
        pub photo: bool,
    }

    /// Bytes for a contact or a company: what was pasted.
    #[derive(Eq)]
    pub struct AttachmentsPaste {
        /// What kind of record has it: a contact when not said.
        #[serde(default)]
        pub of: FieldEntity,
        /// Whose.
        pub id: Id,
        /// A name for the file.
        pub name: String,
        /// Its bytes in base 64, at most 20 MB of them.
        pub base64: String,
    }

    /// A file was added.
    #[derive(Eq)]
    pub struct AttachmentAdded {
        /// The file.
        pub attachment: Attachment,
        /// To undo it by.
        pub batch: Option<Id>,
    }

    /// A file of a contact or a company.
    #[derive(Eq)]
    pub struct AttachmentOf {
        /// What kind of record has it: a contact when not said.
        #[serde(default)]
        pub of: FieldEntity,
        /// Whose.
        pub id: Id,
        /// Which file.
        pub attachment: Id,
    }

    /// As much of a file as can be shown. Both are null for what is neither a picture nor text, or too large to show.
    #[derive(Eq)]
    pub struct AttachmentShown {
        /// The file.
        pub attachment: Attachment,
        /// A picture, as an address that holds it.
        pub picture: Option<String>,
        /// The beginning of a text.
        pub text: Option<String>,
        /// Whether there is more of the text.
        pub more: bool,
    }

    /// Where to save a file of a contact or a company.
    #[derive(Eq)]
    pub struct AttachmentSave {
        /// What kind of record has it: a contact when not said.
        #[serde(default)]
        pub of: FieldEntity,
        /// Whose.
        pub id: Id,
        /// Which file.
        pub attachment: Id,
        /// Where to; what is there is replaced.
        pub path: String,
    }

    /// A readable copy was made.
    #[derive(Eq)]
    pub struct AttachmentSaved {
        /// Where it is.
        pub path: String,
        /// Bytes.
        pub bytes: i64,
    }
}
