//! What can be typed about tags, categories and consent.

use clap::{Args, Subcommand};
use satchel_model::{Channel, Colour, LegalBasis, TagKind};

#[derive(Subcommand)]
pub(crate) enum TagAction {
    /// List tags with their kind, colour and number of contacts.
    List,
    /// Make a tag.
    Add {
        name: String,
        /// industry, size, status, source or custom.
        #[arg(long, default_value_t = TagKind::Custom)]
        kind: TagKind,
        /// plain, blue, violet, pink, orange, yellow, green, teal or grey.
        #[arg(long, default_value_t = Colour::Plain)]
        colour: Colour,
    },
    /// Say what a tag is about, or give it a colour.
    Set {
        name: String,
        #[arg(long)]
        kind: Option<TagKind>,
        #[arg(long)]
        colour: Option<Colour>,
    },
    /// Give a tag another name, for all who have it.
    Rename { name: String, new: String },
    /// Make tags one: who has one of them gets the other.
    Merge {
        #[arg(required = true)]
        names: Vec<String>,
        /// The tag that stays.
        #[arg(long)]
        into: String,
    },
    /// Delete tags; contacts lose them.
    Delete {
        #[arg(required = true)]
        names: Vec<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum CategoryAction {
    /// List the groups of categories with their values and number of contacts.
    List,
    /// Make a group of one's own, or values in one: category add region north south
    Add {
        group: String,
        values: Vec<String>,
        /// The colour of the new values.
        #[arg(long, default_value_t = Colour::Plain)]
        colour: Colour,
    },
    /// Put contacts into a category: category set ada@x.example bob@x.example leads=hot
    Set {
        /// Contacts, and then GROUP=VALUE.
        #[arg(required = true, num_args = 2.., value_name = "ID… GROUP=VALUE")]
        words: Vec<String>,
    },
    /// Take contacts out of a group: category clear ada@x.example leads
    Clear {
        /// Contacts, and then the group.
        #[arg(required = true, num_args = 2.., value_name = "ID… GROUP")]
        words: Vec<String>,
    },
    /// Give a group of one's own, or a value in it, another name: category rename region/north "Far north"
    Rename {
        /// GROUP, or GROUP/VALUE.
        name: String,
        new: String,
    },
    /// Give a value another colour: category colour leads/hot pink
    Colour {
        /// GROUP/VALUE.
        name: String,
        colour: Colour,
    },
    /// Delete a group of one's own, or a value in it; contacts lose it.
    Delete {
        /// GROUP, or GROUP/VALUE.
        name: String,
    },
    /// Tell what a contact was, since when, and who said so.
    History { id: String },
}

#[derive(Subcommand)]
pub(crate) enum ConsentAction {
    /// List what a contact agreed to or not, newest first.
    List { id: String },
    /// Note that contacts agreed.
    Give(ConsentEntry),
    /// Note that contacts were asked and did not agree.
    Decline(ConsentEntry),
    /// Note that contacts agreed once and no longer do.
    Withdraw(ConsentEntry),
    /// Note that contacts were not asked.
    NotAsked(ConsentEntry),
    /// Tell whether somebody may be reached, and why not; ends with 1 when not.
    May {
        id: String,
        /// call, email or text; without it all are told.
        #[arg(long)]
        channel: Option<Channel>,
        /// For this purpose, which then needs consent.
        #[arg(long)]
        purpose: Option<String>,
    },
}

#[derive(Args)]
pub(crate) struct ConsentEntry {
    #[arg(required = true)]
    pub(crate) ids: Vec<String>,
    /// What for: newsletter.
    #[arg(long)]
    pub(crate) purpose: String,
    /// consent, contract, legal_obligation, vital_interests, public_task or legitimate_interests.
    #[arg(long, default_value_t = LegalBasis::Consent)]
    pub(crate) basis: LegalBasis,
    /// For this channel only: call, email, text, message, post or visit.
    #[arg(long)]
    pub(crate) channel: Option<Channel>,
    /// On which day, as 2026-05-01; today without it.
    #[arg(long, value_name = "DAY")]
    pub(crate) when: Option<String>,
    /// How it was said: on the phone, by a form.
    #[arg(long, default_value = "")]
    pub(crate) how: String,
    /// What proves it.
    #[arg(long, default_value = "")]
    pub(crate) evidence: String,
}
