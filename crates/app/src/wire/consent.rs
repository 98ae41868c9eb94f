//! Consent, how somebody may be reached, and what stays on this machine.

use satchel_model::{Channel, ConsentState, Id, LegalBasis, Objection, Reach};

use super::wire;

wire! {
    /// An entry about consent, for one contact or many.
    #[derive(Eq)]
    pub struct ConsentsRecord {
        /// Which contacts.
        pub ids: Vec<Id>,
        /// What for.
        pub purpose: String,
        /// On which ground; consent when null.
        pub basis: Option<LegalBasis>,
        /// How things stand since.
        pub state: ConsentState,
        /// For this channel only; for all when null.
        pub channel: Option<Channel>,
        /// On which day; today when null.
        pub day: Option<String>,
        /// How it was said.
        #[serde(default)]
        pub how: String,
        /// What proves it.
        #[serde(default)]
        pub evidence: String,
    }

    /// Asks whether somebody may be reached.
    #[derive(Eq)]
    pub struct ContactsReach {
        /// Which contact.
        pub id: Id,
        /// For this purpose, which then needs consent; null for whatever they said no to.
        pub purpose: Option<String>,
    }

    /// What speaks against a channel, at whichever address.
    #[derive(Eq)]
    pub struct ChannelReach {
        /// Which channel.
        pub channel: Channel,
        /// What speaks against it; nothing when it may be used.
        pub objections: Vec<Objection>,
    }

    /// Whether somebody may be reached, and where.
    #[derive(Eq)]
    pub struct ContactsReached {
        /// Channel by channel.
        pub channels: Vec<ChannelReach>,
        /// Address by address, number by number.
        pub rows: Vec<Reach>,
    }

    /// Keeps something of a contact on this machine, or no longer.
    #[derive(Eq)]
    pub struct ContactsLock {
        /// Which contact.
        pub id: Id,
        /// A field (`notes`), all rows of a kind (`phones`), or one row (`phones/<id>`).
        pub path: String,
        /// Whether it is to stay here.
        pub locked: bool,
    }

    /// What is locked, or no longer.
    #[derive(Eq)]
    pub struct ContactsLocked {
        /// The path that was meant.
        pub path: String,
        /// Whether it stays here.
        pub locked: bool,
        /// To undo it by; null when it was so already.
        pub batch: Option<Id>,
    }
}
