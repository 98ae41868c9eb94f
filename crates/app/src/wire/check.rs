//! Checking values while they are typed.

use super::wire;

wire! {
    /// What is being typed.
    #[derive(Eq)]
    pub struct ValuesCheck {
        /// The field's key (`emails`, `birthday`), or `postcode` for that part of an address.
        pub key: String,
        /// The label of a row; empty for none.
        #[serde(default)]
        pub label: String,
        /// The text so far.
        pub value: String,
        /// Country of national numbers and postal codes, as a code or a name; the setting decides when null.
        pub country: Option<String>,
    }

    /// What is to be said about it; all null when there is nothing.
    #[derive(Eq)]
    pub struct ValueChecked {
        /// As it will be kept or matched, where that differs.
        pub written: Option<String>,
        /// A sentence about what looks like a slip.
        pub hint: Option<String>,
        /// What is probably meant instead.
        pub meant: Option<String>,
        /// Why it cannot be kept.
        pub problem: Option<String>,
    }
}
