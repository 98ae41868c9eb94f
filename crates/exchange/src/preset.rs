//! Layouts of files that known programs and services write.
//!
//! A preset is recognised by columns that only it has together, in any order and whatever else is there, and says more
//! than its headers do: what "Title" means, which columns are machinery. Deliberately absent: columns whose header
//! already says what they hold.

mod crm;
mod google;
mod ldif;
mod linkedin;
mod mail;
mod outlook;
mod satchel;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::FileError;
use crate::header::key;

/// The layout of one kind of file.
pub(crate) struct Preset {
    /// Its name in a mapping.
    pub(crate) name: &'static str,
    /// Sets of header keys; a file that has all of any set is of this kind.
    pub(crate) signs: &'static [&'static [&'static str]],
    /// Headers and targets; an empty target is a column that is known to hold nothing about the person.
    pub(crate) columns: &'static [&'static [(&'static str, &'static str)]],
    /// The target of a numbered column by its key.
    pub(crate) numbered: Option<fn(&str) -> Option<String>>,
}

/// All presets; the first that is recognised is taken.
const PRESETS: &[&Preset] = &[
    &satchel::OWN,
    &google::NEW,
    &google::OLD,
    &google::OUTLOOK,
    &outlook::CLASSIC,
    &outlook::WEB,
    &linkedin::CONNECTIONS,
    &linkedin::IMPORTED,
    &crm::PIPEDRIVE,
    &crm::ZOHO,
    &crm::HUBSPOT,
    &crm::SALESFORCE_CONTACT,
    &crm::SALESFORCE_LEAD,
    &crm::SALESFORCE_REPORT,
    &ldif::LDIF,
    &mail::THUNDERBIRD,
    &mail::YAHOO,
];

/// The preset whose signs are among the keys of a header.
pub(crate) fn find(keys: &[String]) -> Option<&'static Preset> {
    let has = |sign: &&str| keys.iter().any(|key| key == sign);
    PRESETS.iter().copied().find(|preset| preset.signs.iter().any(|signs| signs.iter().all(has)))
}

/// Whether any preset has a column of this key.
pub(crate) fn knows(key: &str) -> bool {
    static KEYS: OnceLock<HashSet<String>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| {
        let others = linkedin::OTHERS.iter().flat_map(|(signs, _)| signs.iter().map(|sign| (*sign).to_owned()));
        // Tables of directories say where their header is, and `c` and `l` are words of anything.
        let named = PRESETS.iter().filter(|preset| preset.name != ldif::LDIF.name);
        named.flat_map(|preset| preset.by_key().into_keys()).chain(others).collect()
    });
    keys.contains(key) || google::numbered(key).is_some()
}

/// Refuses tables of a known kind that hold something else than contacts.
pub(crate) fn refuse_others(keys: &[String]) -> Result<(), FileError> {
    let has = |sign: &&str| keys.iter().any(|key| key == sign);
    match linkedin::OTHERS.iter().find(|(signs, _)| signs.iter().all(has)) {
        Some((_, what)) => Err(FileError::NotContacts {
            what,
            remedy: "Choose Connections.csv, or Contacts.csv, from the same archive.",
        }),
        None => Ok(()),
    }
}

impl Preset {
    /// Its columns by header key.
    pub(crate) fn by_key(&self) -> HashMap<String, &'static str> {
        self.columns.iter().flat_map(|columns| columns.iter()).map(|(header, target)| (key(header), *target)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::PRESETS;
    use crate::Target;

    #[test]
    fn every_target_of_a_preset_exists() {
        for preset in PRESETS {
            for (header, target) in preset.by_key() {
                assert_eq!(
                    Target::parse(target).map(|t| t.to_string()).as_deref(),
                    Ok(target),
                    "{}: {header}",
                    preset.name
                );
            }
        }
    }

    #[test]
    fn signs_are_keys() {
        for sign in PRESETS.iter().flat_map(|preset| preset.signs).flat_map(|signs| signs.iter()) {
            assert_eq!(*sign, crate::header::key(sign));
        }
    }
}
