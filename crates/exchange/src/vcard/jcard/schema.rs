//! What RFC 6350 and 7095 say of properties: the type of their values, and which have parts or several values.
//!
//! Deliberately absent: what properties mean.

/// The type of a value that says none.
pub(super) fn default_type(name: &str) -> &'static str {
    match name {
        "SOURCE" | "PHOTO" | "IMPP" | "GEO" | "LOGO" | "MEMBER" | "RELATED" | "UID" | "URL" | "KEY" | "SOUND"
        | "FBURL" | "CALADRURI" | "CALURI" => "uri",
        "BDAY" | "ANNIVERSARY" => "date-and-or-time",
        "REV" => "timestamp",
        "LANG" => "language-tag",
        "VERSION" | "KIND" | "XML" | "FN" | "N" | "NICKNAME" | "GENDER" | "ADR" | "TEL" | "EMAIL" | "TZ" | "TITLE"
        | "ROLE" | "ORG" | "CATEGORIES" | "NOTE" | "PRODID" | "CLIENTPIDMAP" => "text",
        _ => "unknown",
    }
}

/// Whether the value has parts between semicolons.
pub(super) fn is_structured(name: &str) -> bool {
    matches!(name, "N" | "ADR" | "ORG" | "GENDER" | "CLIENTPIDMAP")
}

/// Whether there may be several values between commas.
pub(super) fn is_list(name: &str) -> bool {
    matches!(name, "NICKNAME" | "CATEGORIES")
}

/// Whether values of this type are moments.
pub(super) fn is_moment(kind: &str) -> bool {
    matches!(kind, "date" | "time" | "date-time" | "date-and-or-time" | "timestamp" | "utc-offset")
}
