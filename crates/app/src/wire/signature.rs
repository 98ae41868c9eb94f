//! Pasted text as a contact.

use satchel_model::Edit;

use super::wire;

wire! {
    /// Text that was pasted or dropped.
    #[derive(Eq)]
    pub struct SignatureText {
        /// The text.
        pub text: String,
    }

    /// A value that was read from it.
    pub struct ReadValue {
        /// The field's key.
        pub field: String,
        /// The value as a person reads it.
        pub text: String,
        /// What would be done with it.
        pub edit: Edit,
        /// Whether it is a guess.
        pub doubtful: bool,
    }

    /// What a signature says.
    pub struct SignatureRead {
        /// Value by value, names first.
        pub values: Vec<ReadValue>,
        /// How sure all of it is, 0 to 1.
        pub confidence: f32,
    }
}
