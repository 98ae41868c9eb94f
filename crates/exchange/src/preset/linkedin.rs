//! LinkedIn's archive: connections of every era, imported contacts, and its many tables that are not people.
//!
//! Connections are told by "Connected On", with or without the columns that came later. Deliberately absent: the
//! preamble above the header, which sniffing skips.

use super::Preset;

pub(super) const CONNECTIONS: Preset = Preset {
    name: "linkedin",
    signs: &[&["firstname", "lastname", "connectedon"]],
    columns: &[&[
        ("First Name", "given"),
        ("Last Name", "family"),
        ("URL", "links:linkedin"),
        ("Email Address", "emails"),
        ("Company", "company"),
        ("Position", "title"),
        ("Connected On", "dates:connected"),
        ("Tags", "tags"),
    ]],
    numbered: None,
};

pub(super) const IMPORTED: Preset = Preset {
    name: "linkedin-imported",
    signs: &[&["firstname", "lastname", "instantmessagehandles"], &["firstname", "bookmarkedat"]],
    columns: &[&[
        ("Source", "source"),
        ("FirstName", "given"),
        ("LastName", "family"),
        ("Companies", "company"),
        ("Title", "title"),
        ("Emails", "emails"),
        ("PhoneNumbers", "phones"),
        ("CreatedAt", ""),
        ("Addresses", "addresses"),
        ("Sites", "links"),
        ("InstantMessageHandles", "notes+"),
        ("FullName", "name"),
        ("Birthday", "birthday"),
        ("Location", "notes+"),
        ("BookmarkedAt", ""),
        ("Profiles", "links"),
    ]],
    numbered: None,
};

/// Signs of tables that are not contacts, and what they hold.
pub(super) const OTHERS: &[(&[&str], &str)] = &[
    (&["conversationid", "from", "to", "content"], "messages"),
    (&["from", "to", "sentat", "direction"], "invitations"),
    (&["companyname", "title", "startedon", "finishedon"], "your own positions"),
    (&["schoolname", "startdate", "enddate"], "your own education"),
    (&["endorsementdate", "skillname"], "endorsements"),
    (&["emailaddress", "confirmed", "primary", "updatedon"], "your own e-mail addresses"),
    (&["extension", "number", "type"], "your own phone numbers"),
];
