//! The encodings of texts by name.
//!
//! Every encoding that is listed here can be read; other names of the same encodings (`latin1`, `cp1251`) are
//! understood too. Deliberately absent: which one a file is in (`decode`).

use encoding_rs::Encoding;

use crate::FileError;

/// Encodings as a person chooses among them: the name, and what is written in it.
pub const ENCODINGS: &[(&str, &str)] = &[
    ("UTF-8", "every language"),
    ("UTF-16LE", "every language"),
    ("UTF-16BE", "every language"),
    ("windows-1252", "Western European"),
    ("windows-1250", "Central European"),
    ("windows-1251", "Cyrillic"),
    ("windows-1253", "Greek"),
    ("windows-1254", "Turkish"),
    ("windows-1255", "Hebrew"),
    ("windows-1256", "Arabic"),
    ("windows-1257", "Baltic"),
    ("windows-1258", "Vietnamese"),
    ("windows-874", "Thai"),
    ("ISO-8859-2", "Central European"),
    ("ISO-8859-3", "Maltese, Esperanto"),
    ("ISO-8859-4", "Baltic"),
    ("ISO-8859-5", "Cyrillic"),
    ("ISO-8859-6", "Arabic"),
    ("ISO-8859-7", "Greek"),
    ("ISO-8859-8", "Hebrew"),
    ("ISO-8859-10", "Nordic"),
    ("ISO-8859-13", "Baltic"),
    ("ISO-8859-14", "Celtic"),
    ("ISO-8859-15", "Western European"),
    ("ISO-8859-16", "Romanian"),
    ("macintosh", "Western European, old Mac"),
    ("x-mac-cyrillic", "Cyrillic, old Mac"),
    ("KOI8-R", "Russian"),
    ("KOI8-U", "Ukrainian"),
    ("IBM866", "Cyrillic, DOS"),
    ("GBK", "Chinese, simplified"),
    ("gb18030", "Chinese"),
    ("Big5", "Chinese, traditional"),
    ("Shift_JIS", "Japanese"),
    ("EUC-JP", "Japanese"),
    ("ISO-2022-JP", "Japanese"),
    ("EUC-KR", "Korean"),
];

pub(crate) fn encoding(label: &str) -> Result<&'static Encoding, FileError> {
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| FileError::Encoding(label.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{ENCODINGS, encoding};

    #[test]
    fn every_choice_is_an_encoding_under_its_own_name() {
        for (name, _) in ENCODINGS {
            assert_eq!(encoding(name).unwrap().name(), *name);
        }
    }
}
