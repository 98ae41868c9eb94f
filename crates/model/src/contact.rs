//! A contact: a person, with everything that is known about them.
//!
//! Texts that are not known are empty, never null: a person cannot tell the two apart and neither do we. Child rows
//! (e-mails, phones, …) have identities of their own, because a child row is the unit of undo, conflict and merge.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{Consent, Id, InCategory, PartialDate, Preferences, collapse};

/// Where a record is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// In use.
    #[default]
    Active,
    /// Kept, out of the way.
    Archived,
    /// Deleted, can be restored.
    Trashed,
    /// Ended in a merge: its identity leads to the survivor.
    Merged,
}

/// What is known about an e-mail address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmailStatus {
    /// Nothing yet.
    #[default]
    Unknown,
    /// Mail arrives.
    Valid,
    /// Mail came back.
    Bouncing,
    /// Nobody reads it any more; it still finds whom it belonged to.
    Dead,
}

impl EmailStatus {
    /// The stored word; empty while nothing is known.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::Valid => "valid",
            Self::Bouncing => "bouncing",
            Self::Dead => "dead",
        }
    }

    /// Reads the stored word, or what people type.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "" | "unknown" => Self::Unknown,
            "valid" => Self::Valid,
            "bouncing" => Self::Bouncing,
            "dead" => Self::Dead,
            _ => return None,
        })
    }
}

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Email {
    /// Identity of the child row.
    pub id: Id,
    /// The address as written.
    pub value: String,
    /// `work`, `home` or any other word; empty when not said.
    pub label: String,
    /// The one that is used when none is chosen; exactly one of a contact's e-mails is.
    pub primary: bool,
    /// Whether mail arrives there.
    pub status: EmailStatus,
    /// Nothing is to be sent to this address.
    #[serde(default)]
    pub do_not_email: bool,
}

/// A phone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Phone {
    /// Identity of the child row.
    pub id: Id,
    /// The number as written.
    pub value: String,
    /// The number in E.164 (`+442079460958`), empty when it is not known to be a valid number.
    pub e164: String,
    /// `work`, `mobile`, … or any other word; empty when not said.
    pub label: String,
    /// The one that is used when none is chosen; exactly one of a contact's phones is.
    pub primary: bool,
    /// This number is not to be called.
    #[serde(default)]
    pub do_not_call: bool,
    /// Nothing is to be texted to this number.
    #[serde(default)]
    pub do_not_text: bool,
}

/// A postal address; `value` is it in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Address {
    /// Identity of the child row.
    pub id: Id,
    /// All parts in one line, for reading; derived.
    pub value: String,
    /// Street and number, lines separated by `\n`.
    pub street: String,
    /// City or town.
    pub locality: String,
    /// State, county, province.
    pub region: String,
    /// Postal code.
    pub postcode: String,
    /// Country as written.
    pub country: String,
    /// `work`, `home` or any other word; empty when not said.
    pub label: String,
    /// The one that is used when none is chosen.
    pub primary: bool,
}

/// A web page or a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Link {
    /// Identity of the child row.
    pub id: Id,
    /// The URL as written.
    pub value: String,
    /// The network whose profile it is, by its key (`linkedin`); empty for any other page. Read off the URL.
    pub network: String,
    /// The handle there, without `@`. Read off the URL.
    pub handle: String,
    /// `website`, `linkedin`, … or any other word; empty when not said.
    pub label: String,
    /// The one that is used when none is chosen.
    pub primary: bool,
}

/// A day worth remembering besides the birthday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct DatedEvent {
    /// Identity of the child row.
    pub id: Id,
    /// The day.
    pub value: PartialDate,
    /// `anniversary` or any other word; empty when not said.
    pub label: String,
    /// The one that is used when none is chosen.
    pub primary: bool,
}

/// A file that belongs to a contact or a company. Its bytes are kept sealed, apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Attachment {
    /// Identity of the row, and of the file.
    pub id: Id,
    /// Name of the file as it came.
    pub name: String,
    /// What kind of file it is, by its bytes (`image/png`, `text/plain`); `application/octet-stream` when they do not
    /// tell.
    pub mime: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: i64,
    /// `contract` or any other word; empty when not said.
    pub label: String,
    /// When it was attached, UTC milliseconds.
    #[ts(type = "number")]
    pub added_at: i64,
}

/// The whole contact by field keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Contact {
    /// Identity.
    pub id: Id,
    /// The journal's sequence number when this was read: the `base` of an edit.
    #[ts(type = "number")]
    pub seq: i64,
    /// Active, archived or trashed.
    pub state: RecordState,
    /// `Dr`, `Ms`, …
    pub prefix: String,
    /// First name.
    pub given: String,
    /// Middle names.
    pub middle: String,
    /// Last name.
    pub family: String,
    /// `Jr`, `PhD`, …
    pub suffix: String,
    /// What friends say.
    pub nickname: String,
    /// Last name at birth.
    pub maiden: String,
    /// What is shown: as set by hand, or else made of the name, company, e-mail or phone.
    pub display: String,
    /// The display name set by hand; empty when it is derived.
    pub display_set: String,
    /// All e-mail addresses, the primary first.
    pub emails: Vec<Email>,
    /// All phone numbers, the primary first.
    pub phones: Vec<Phone>,
    /// All postal addresses, the primary first.
    pub addresses: Vec<Address>,
    /// Web pages and profiles, the primary first.
    pub links: Vec<Link>,
    /// Days worth remembering.
    pub dates: Vec<DatedEvent>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// The attachment that is the picture.
    pub photo: Option<Id>,
    /// Name of the company of the current primary affiliation.
    pub company: String,
    /// Identity of that company.
    pub company_id: Option<Id>,
    /// Job title there.
    pub title: String,
    /// Department there.
    pub department: String,
    /// What the person is to a purchase there: decision maker, champion, …
    pub role: String,
    /// Birthday, year optional.
    pub birthday: Option<PartialDate>,
    /// Time zone by its IANA name (`Europe/Berlin`).
    pub time_zone: String,
    /// Language to write and speak in, by its BCP 47 tag (`de-CH`).
    pub language: String,
    /// Tags in alphabetical order.
    pub tags: Vec<String>,
    /// One value at most of each group of categories, in the order of the groups.
    #[serde(default)]
    pub categories: Vec<InCategory>,
    /// How the person wants to be reached.
    #[serde(default)]
    pub preferences: Preferences,
    /// What they agreed to or not, newest first.
    #[serde(default)]
    pub consents: Vec<Consent>,
    /// Paths that never leave this machine: a field (`notes`), all rows of a kind (`phones`), one row (`phones/<id>`).
    #[serde(default)]
    pub locked: Vec<String>,
    /// Free text.
    pub notes: String,
    /// Where the contact came from.
    pub source: String,
    /// Name of the team member whose contact this is.
    pub owner: String,
    /// Values of one's own fields, by key: options by name, records as `{id, name}`, amounts as `{amount, currency}`.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub custom: BTreeMap<String, Value>,
    /// Creation, UTC milliseconds.
    #[ts(type = "number")]
    pub created_at: i64,
    /// Last change, UTC milliseconds.
    #[ts(type = "number")]
    pub updated_at: i64,
}

impl Contact {
    /// All by which somebody may be called.
    #[must_use]
    pub fn names(&self) -> [&String; 7] {
        let Self { prefix, given, middle, family, suffix, nickname, maiden, .. } = self;
        [prefix, given, middle, family, suffix, nickname, maiden]
    }

    /// A contact with nothing in it, made at this moment.
    #[must_use]
    pub fn empty(id: Id, at: i64) -> Self {
        Self {
            id,
            seq: 0,
            state: RecordState::Active,
            prefix: String::new(),
            given: String::new(),
            middle: String::new(),
            family: String::new(),
            suffix: String::new(),
            nickname: String::new(),
            maiden: String::new(),
            display: String::new(),
            display_set: String::new(),
            emails: Vec::new(),
            phones: Vec::new(),
            addresses: Vec::new(),
            links: Vec::new(),
            dates: Vec::new(),
            attachments: Vec::new(),
            photo: None,
            company: String::new(),
            company_id: None,
            title: String::new(),
            department: String::new(),
            role: String::new(),
            birthday: None,
            time_zone: String::new(),
            language: String::new(),
            tags: Vec::new(),
            categories: Vec::new(),
            preferences: Preferences::default(),
            consents: Vec::new(),
            locked: Vec::new(),
            notes: String::new(),
            source: String::new(),
            owner: String::new(),
            custom: BTreeMap::new(),
            created_at: at,
            updated_at: at,
        }
    }
}

/// What a display name is made of.
pub struct NameParts<'a> {
    /// Dr, Ms.
    pub prefix: &'a str,
    /// First name.
    pub given: &'a str,
    /// Middle names.
    pub middle: &'a str,
    /// Last name.
    pub family: &'a str,
    /// Jr, PhD.
    pub suffix: &'a str,
    /// What friends say.
    pub nickname: &'a str,
    /// Current company.
    pub company: &'a str,
    /// Primary e-mail.
    pub email: &'a str,
    /// Primary phone.
    pub phone: &'a str,
}

/// The name in Western order, or the first of nickname, company, e-mail, phone that is there.
#[must_use]
pub fn display_name(parts: &NameParts<'_>) -> String {
    let name = collapse(&[parts.given, parts.middle, parts.family].join(" "));
    let full = match (name.is_empty(), parts.suffix.is_empty()) {
        (true, _) => String::new(),
        (false, true) => collapse(&[parts.prefix, &name].join(" ")),
        (false, false) => format!("{}, {}", collapse(&[parts.prefix, &name].join(" ")), collapse(parts.suffix)),
    };
    [full.as_str(), parts.nickname, parts.company, parts.email, parts.phone]
        .into_iter()
        .map(collapse)
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

impl Address {
    /// The parts in one line: what `value` holds.
    #[must_use]
    pub fn one_line(&self) -> String {
        let city = collapse(&[self.postcode.as_str(), &self.locality].join(" "));
        let street = self.street.split('\n').map(collapse).filter(|line| !line.is_empty());
        street
            .chain([city, collapse(&self.region), collapse(&self.country)])
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}
