//! An independent reader, `calcard`, understands what is written here.
//!
//! Deliberately absent: where the two differ on purpose, in cards that others wrote.

use calcard::vcard::{VCard, VCardProperty, VCardValue};
use proptest::prelude::*;
use satchel_exchange::Version;

use crate::people;

fn texts(card: &VCard, property: &VCardProperty) -> Vec<String> {
    let text = |value: &VCardValue| match value {
        VCardValue::Text(text) => vec![text.clone()],
        VCardValue::Component(parts) => parts.clone(),
        _ => vec![],
    };
    let entries = card.entries.iter().filter(|entry| entry.name == *property);
    entries.flat_map(|entry| entry.values.iter().flat_map(text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn another_reader_reads_the_same(card in people::card(), four in any::<bool>()) {
        let bytes = card.write(if four { Version::V4 } else { Version::V3 });
        let text = String::from_utf8(bytes).unwrap();
        let other = VCard::parse(&text).unwrap();
        let contact = &card.contact;
        let one = |text: &String| if text.is_empty() { vec![] } else { vec![text.clone()] };
        prop_assert_eq!(texts(&other, &VCardProperty::Title), one(&contact.title), "{}", &text);
        prop_assert_eq!(texts(&other, &VCardProperty::Note), one(&contact.notes), "{}", &text);
        prop_assert_eq!(texts(&other, &VCardProperty::Fn), vec![contact.shown()], "{}", &text);
        prop_assert_eq!(texts(&other, &VCardProperty::Categories), contact.tags.clone(), "{}", &text);
        let emails: Vec<String> = contact.emails.iter().map(|(_, address)| address.clone()).collect();
        prop_assert_eq!(texts(&other, &VCardProperty::Email), emails, "{}", &text);
        let numbers: Vec<String> = contact.phones.iter().map(|(_, number, _)| number.clone()).collect();
        prop_assert_eq!(texts(&other, &VCardProperty::Tel), numbers, "{}", &text);
    }
}
