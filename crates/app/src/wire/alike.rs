//! Who might be here already, while somebody new is being typed.

use super::{ContactRow, wire};

wire! {
    /// What is typed so far; texts that are not there are empty.
    #[derive(Eq)]
    pub struct ContactsAlike {
        /// First name.
        pub given: String,
        /// Last name.
        pub family: String,
        /// E-mail address.
        pub email: String,
        /// Phone number; the country of the settings reads a national one.
        pub phone: String,
    }

    /// What is the same.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum AlikeBy {
        /// An e-mail address.
        Email,
        /// A phone number.
        Phone,
        /// The name.
        Name,
    }

    /// Somebody who might be meant.
    #[derive(Eq)]
    pub struct ContactAlike {
        /// Who.
        pub contact: ContactRow,
        /// What is the same, the surest first.
        pub by: Vec<AlikeBy>,
    }

    /// Who might be meant.
    #[derive(Eq)]
    pub struct ContactsAlikeFound {
        /// The likeliest first; a few at most.
        pub people: Vec<ContactAlike>,
    }
}
