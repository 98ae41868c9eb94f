//! The field registry: every key that a contact answers to, and what kind of value stands behind it.
//!
//! Filters, mappings, the command and the window all look fields up here, so that a field has one name everywhere.

/// What kind of value a field holds, hence how it is checked and edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// One line of text.
    Line,
    /// Text with line breaks.
    Text,
    /// A day, year optional.
    Date,
    /// A time zone by its IANA name.
    TimeZone,
    /// A language by its BCP 47 tag.
    Language,
    /// Child rows: e-mail addresses.
    Emails,
    /// Child rows: phone numbers.
    Phones,
    /// Child rows: postal addresses.
    Addresses,
    /// Child rows: web pages and profiles.
    Links,
    /// Child rows: days worth remembering.
    Dates,
    /// Child rows: files.
    Attachments,
    /// One of the files, by its id or its name.
    Photo,
    /// Child rows: other names of a company.
    Names,
    /// Child rows: domains of a company.
    Domains,
    /// A whole number.
    Count,
    /// The company that a company belongs to, by name.
    Parent,
    /// Names of tags.
    Tags,
    /// One value at most of each group of categories.
    Categories,
    /// Yes, or nothing.
    Flag,
    /// Ways to reach somebody, the best liked first.
    Channels,
    /// How often at most.
    Frequency,
    /// Part of the current primary affiliation.
    Affiliation,
    /// A person of the team, by name.
    Owner,
    /// An instant that Satchel writes.
    Instant,
}

/// A field of a contact.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key: one word everywhere.
    pub key: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether a person may write it.
    pub writable: bool,
    /// Whether lists can be sorted by it.
    pub sortable: bool,
    /// Longest text in characters; 0 for what is not text.
    pub limit: usize,
}

const fn line(key: &'static str) -> Field {
    Field { key, kind: FieldKind::Line, writable: true, sortable: false, limit: 1_000 }
}

const fn of(key: &'static str, kind: FieldKind) -> Field {
    Field { key, kind, writable: true, sortable: false, limit: 1_000 }
}

const fn sorted(field: Field) -> Field {
    Field { sortable: true, ..field }
}

/// All fields of a contact in the order in which forms show them.
pub const CONTACT_FIELDS: &[Field] = &[
    line("prefix"),
    line("given"),
    line("middle"),
    sorted(line("family")),
    line("suffix"),
    line("nickname"),
    line("maiden"),
    sorted(line("display")),
    of("emails", FieldKind::Emails),
    of("phones", FieldKind::Phones),
    of("addresses", FieldKind::Addresses),
    of("links", FieldKind::Links),
    of("dates", FieldKind::Dates),
    of("attachments", FieldKind::Attachments),
    of("photo", FieldKind::Photo),
    sorted(of("company", FieldKind::Affiliation)),
    of("title", FieldKind::Affiliation),
    of("department", FieldKind::Affiliation),
    of("role", FieldKind::Affiliation),
    of("birthday", FieldKind::Date),
    of("time_zone", FieldKind::TimeZone),
    of("language", FieldKind::Language),
    of("tags", FieldKind::Tags),
    of("categories", FieldKind::Categories),
    of("channels", FieldKind::Channels),
    line("best_times"),
    of("frequency", FieldKind::Frequency),
    line("topics"),
    of("do_not_call", FieldKind::Flag),
    of("do_not_email", FieldKind::Flag),
    of("do_not_text", FieldKind::Flag),
    Field { key: "notes", kind: FieldKind::Text, writable: true, sortable: false, limit: 1_000_000 },
    line("source"),
    of("owner", FieldKind::Owner),
    Field { key: "created_at", kind: FieldKind::Instant, writable: false, sortable: true, limit: 0 },
    Field { key: "updated_at", kind: FieldKind::Instant, writable: false, sortable: true, limit: 0 },
];

/// Looks a field up by its key, or by the singular that people type for a child row (`email`, `phone`, …).
#[must_use]
pub fn field(key: &str) -> Option<&'static Field> {
    let key = match key {
        "email" => "emails",
        "phone" => "phones",
        "address" => "addresses",
        "link" | "website" => "links",
        "date" => "dates",
        "attachment" | "file" => "attachments",
        "tag" => "tags",
        "category" => "categories",
        "name" => "display",
        "first" | "first_name" => "given",
        "last" | "last_name" => "family",
        "note" => "notes",
        other => other,
    };
    CONTACT_FIELDS.iter().find(|field| field.key == key)
}
