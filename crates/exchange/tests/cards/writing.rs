//! New cards: what is written is read as the same, and looks as other programs expect.
//!
//! Deliberately absent: changes of cards that are there (`changing`).

use proptest::prelude::*;
use satchel_exchange::{Card, CardKind, Photo, Version};
use satchel_model::{ContactDraft, PartialDate};

use crate::{cards, people, read};

fn written(card: &Card, version: Version) -> String {
    String::from_utf8(card.write(version)).unwrap()
}

fn ada() -> Card {
    Card {
        contact: ContactDraft {
            given: "Ada".into(),
            family: "Byron".into(),
            emails: vec![("work".into(), "ada@example.com".into()), ("school".into(), "a@example.org".into())],
            phones: vec![("mobile".into(), "+44 20 7946 0958".into(), "+442079460958".into())],
            links: vec![("linkedin".into(), "https://www.linkedin.com/in/ada".into())],
            dates: vec![("anniversary".into(), "2015-06-01".parse::<PartialDate>().unwrap())],
            company: "Engines, Inc.".into(),
            department: "R&D".into(),
            birthday: Some("--12-10".parse().unwrap()),
            tags: vec!["VIP".into(), "a, b".into()],
            notes: "one\ntwo".into(),
            ..ContactDraft::default()
        },
        uid: "1f2e".into(),
        relations: vec![("spouse".into(), "William".into())],
        photo: Some(Photo::Bytes { media_type: "image/jpeg".into(), bytes: b"ABC".to_vec() }),
        ..Card::default()
    }
}

#[test]
fn version_3_is_what_servers_hold() {
    assert_eq!(
        written(&ada(), Version::V3),
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1f2e\r\nFN:Ada Byron\r\nN:Byron;Ada;;;\r\nORG:Engines\\, Inc.;R&D\r\n\
         BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10\r\nNOTE:one\\ntwo\r\nPHOTO;ENCODING=b;TYPE=JPEG:QUJD\r\n\
         EMAIL;TYPE=INTERNET;TYPE=WORK;TYPE=pref:ada@example.com\r\n\
         item1.EMAIL;TYPE=INTERNET:a@example.org\r\nitem1.X-ABLabel:school\r\n\
         TEL;TYPE=CELL:+44 20 7946 0958\r\n\
         X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/ada\r\n\
         item2.X-ABDATE:2015-06-01\r\nitem2.X-ABLabel:_$!<Anniversary>!$_\r\n\
         item3.X-ABRELATEDNAMES:William\r\nitem3.X-ABLabel:_$!<Spouse>!$_\r\n\
         CATEGORIES:VIP,a\\, b\r\nEND:VCARD\r\n"
    );
}

#[test]
fn version_4_is_the_standard() {
    assert_eq!(
        written(&ada(), Version::V4),
        "BEGIN:VCARD\r\nVERSION:4.0\r\nUID;VALUE=text:1f2e\r\nFN:Ada Byron\r\nN:Byron;Ada;;;\r\nORG:Engines\\, Inc.;R&D\r\n\
         BDAY:--1210\r\nNOTE:one\\ntwo\r\nPHOTO:data:image/jpeg;base64,QUJD\r\n\
         EMAIL;TYPE=WORK;PREF=1:ada@example.com\r\n\
         item1.EMAIL:a@example.org\r\nitem1.X-ABLabel:school\r\n\
         TEL;TYPE=CELL:+44 20 7946 0958\r\n\
         X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/ada\r\n\
         ANNIVERSARY:20150601\r\nRELATED;VALUE=text;TYPE=spouse:William\r\n\
         CATEGORIES:VIP,a\\, b\r\nEND:VCARD\r\n"
    );
}

#[test]
fn a_group_is_written_as_each_version_has_groups() {
    let card = Card {
        contact: ContactDraft { display: "Friends".into(), ..ContactDraft::default() },
        kind: CardKind::Group,
        members: vec!["urn:uuid:1".into()],
        ..Card::default()
    };
    assert_eq!(
        written(&card, Version::V3),
        "BEGIN:VCARD\r\nVERSION:3.0\r\nX-ADDRESSBOOKSERVER-KIND:group\r\nFN:Friends\r\nN:;;;;\r\n\
         X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\r\nEND:VCARD\r\n"
    );
    assert_eq!(
        written(&card, Version::V4),
        "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:Friends\r\nMEMBER:urn:uuid:1\r\nEND:VCARD\r\n"
    );
}

#[test]
fn no_value_becomes_a_property() {
    let evil = "x\r\nEND:VCARD\r\nBEGIN:VCARD\nFN:Eve\rTEL:1\u{85}\u{2028}\0";
    let mut card = ada();
    let contact = &mut card.contact;
    for field in [&mut contact.given, &mut contact.title, &mut contact.notes, &mut contact.company, &mut card.uid] {
        *field = evil.into();
    }
    contact.emails = vec![(evil.into(), evil.into())];
    contact.phones = vec![(evil.into(), evil.into(), String::new())];
    contact.links =
        vec![("linkedin".into(), evil.into()), (evil.into(), evil.into()), ("skype".into(), format!("skype:{evil}"))];
    contact.tags = vec![evil.into()];
    card.kind = CardKind::Other(evil.into());
    card.members = vec![evil.into()];
    card.relations = vec![("friend".into(), evil.into())];
    card.photo = Some(Photo::Link(evil.into()));
    for version in [Version::V2, Version::V3, Version::V4] {
        let bytes = card.write(version);
        assert_eq!(cards(&bytes).len(), 1);
        let text = String::from_utf8(bytes).unwrap();
        for row in text.split("\r\n").filter(|row| !row.is_empty()) {
            assert!(row.len() <= 75 && !row.contains(|c: char| c.is_control()), "{row:?}");
            assert!(!row.starts_with("FN:Eve") && !row.starts_with("TEL:1"), "{row:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(card in people::card(), four in any::<bool>()) {
        let bytes = card.write(if four { Version::V4 } else { Version::V3 });
        prop_assert_eq!(read(&bytes), card, "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn every_row_is_short_and_every_card_is_one(card in people::card(), four in any::<bool>()) {
        let bytes = card.write(if four { Version::V4 } else { Version::V3 });
        let text = String::from_utf8(bytes.clone()).unwrap();
        prop_assert!(text.split("\r\n").all(|row| row.len() <= 75));
        let found = cards(&bytes);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].problems, &[]);
    }
}
