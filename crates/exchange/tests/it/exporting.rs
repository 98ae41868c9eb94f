//! Contacts written and read again: equal, but for what the report of the export names.
//!
//! Deliberately absent: which contacts are exported.

use std::collections::HashSet;
use std::io::Cursor;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use satchel_exchange::{
    Audience, Card, CardOptions, CardReader, ContactWriter, ExportFormat, ExportReport, Extras, Layout, LossKind,
    Options, Original, Version, Widths, Workbook, card_of, contact_of, jsonl, transcribe_jcard, whole_contact,
};
use satchel_model::{
    Channel, Colour, Consent, ConsentState, Contact, ContactDraft, EmailMarks, EmailStatus, Frequency, Id, InCategory,
    LegalBasis, PREFERENCE_KEYS, PhoneMarks, Preferences, RecordState, fold_email,
};

use crate::{import, people};

fn id(nth: u8) -> Id {
    Id::from_parts(7, &[nth; 10])
}

/// Anything that a contact can be, but for files; identities of rows are none, as cards have none.
fn contact() -> impl Strategy<Value = Contact> {
    let state = select(vec![RecordState::Active, RecordState::Archived, RecordState::Trashed]);
    let status = select(vec![EmailStatus::Unknown, EmailStatus::Valid, EmailStatus::Dead]);
    let flags = vec(any::<bool>(), 5);
    let extras = (state, status, flags, select(vec!["", "champion", "none", "a, b; c"]));
    (people::card(), extras, 0..3_usize).prop_map(|(card, (state, status, flags, role), more)| {
        let card = Card { rest: String::new(), uid: id(9).to_string(), ..card };
        let mut contact = contact_of(&card);
        contact.state = state;
        contact.role = role.to_owned();
        for row in &mut contact.emails {
            (row.status, row.do_not_email) = (status, flags[0]);
        }
        for row in &mut contact.phones {
            (row.do_not_call, row.do_not_text) = (flags[1], flags[2]);
        }
        if more > 0 {
            contact.categories = vec![InCategory {
                group_id: id(1),
                group: if flags[3] { "Leads".into() } else { "Size: old".into() },
                id: id(2),
                name: "At risk: \"so\"".into(),
                colour: Colour::Orange,
            }];
            contact.preferences = Preferences {
                channels: vec![Channel::Call, Channel::Visit, Channel::Text],
                best_times: if flags[4] { "9 to\\n 11; n/a".into() } else { "none".into() },
                frequency: Some(Frequency::WhenAsked),
                topics: "prices, fairs".into(),
                do_not_call: flags[3],
                do_not_email: flags[0],
                do_not_text: flags[4],
            };
        }
        if more > 1 {
            contact.consents = vec![Consent {
                id: id(3),
                purpose: "newsletter".into(),
                basis: LegalBasis::Consent,
                state: ConsentState::Given,
                channel: Some(Channel::Email),
                day: "2026-05-01".into(),
                how: "by a form".into(),
                evidence: "a\nb".into(),
            }];
            contact.custom.insert("budget".into(), serde_json::json!({"amount": 12.5, "currency": "EUR"}));
            contact.custom.insert("fairs".into(), serde_json::json!(["Spring, old", "Autumn"]));
        }
        contact
    })
}

fn written(contact: &Contact, format: ExportFormat, layout: Layout) -> (Vec<u8>, ExportReport) {
    written_into(contact, format, layout, None)
}

fn written_into(
    contact: &Contact,
    format: ExportFormat,
    layout: Layout,
    original: Option<&Original>,
) -> (Vec<u8>, ExportReport) {
    let options = Options { format, layout, locked: false, beside: std::env::temp_dir() };
    let mut writer = ContactWriter::new(Cursor::new(Vec::new()), options).unwrap();
    writer.write(contact, Extras { original, picture: None }).unwrap();
    let (bytes, report) = writer.finish().unwrap();
    assert_eq!(report.contacts, 1);
    (bytes.into_inner(), report)
}

fn card(bytes: &[u8]) -> Card {
    let mut reader = CardReader::new(bytes, &CardOptions::default()).unwrap();
    let found = reader.read().unwrap().unwrap();
    assert_eq!(found.problems, []);
    found.card
}

/// A workbook as the table that is read of it.
fn first_sheet(bytes: Vec<u8>) -> Vec<u8> {
    let length = bytes.len() as u64;
    let mut text = Vec::new();
    Workbook::open(Cursor::new(bytes), length).unwrap().transcribe(0, &mut text).unwrap();
    text
}

fn widths(contact: &Contact) -> Widths {
    Widths {
        emails: contact.emails.len(),
        phones: contact.phones.len(),
        addresses: contact.addresses.len(),
        links: contact.links.len(),
        dates: contact.dates.len(),
    }
}

/// The contact with nothing in it twice: of two that are one, an import takes which comes first.
fn without_twins(mut contact: Contact) -> Contact {
    let mut seen = HashSet::new();
    contact.emails.retain(|row| seen.insert(fold_email(&row.value)));
    contact.phones.retain(|row| seen.insert(if row.e164.is_empty() { &row.value } else { &row.e164 }.clone()));
    contact.links.retain(|row| seen.insert(row.value.clone()));
    contact
}

/// What an import makes of the contact where nothing is lost: nothing twice, machines behind numbers that answer.
fn expected(contact: &Contact) -> ContactDraft {
    let card = card_of(contact, Audience::Oneself, None);
    let mut draft = card.contact;
    let machines = ["fax", "pager", "telex", "assistant", "isdn", "tty"];
    draft.phones.sort_by_key(|(label, ..)| machines.iter().any(|word| label.contains(word)));
    draft
}

/// The report without what no import takes from a file, whatever it is: whether somebody is archived, and locks.
fn but_for_the_vault(report: &ExportReport) -> Vec<(&str, LossKind)> {
    let losses = report.losses.iter().map(|loss| (loss.field.as_str(), loss.kind));
    losses.filter(|loss| *loss != ("state", LossKind::OneWay)).collect()
}

/// The draft with all that a report names taken out of it. Columns that are there once `fix` the order in which rows are
/// read: then only which is the first is compared.
fn without_lost(mut draft: ContactDraft, report: &ExportReport, fix: bool) -> ContactDraft {
    for loss in &report.losses {
        match loss.field.as_str() {
            "emails" => draft.emails.clear(),
            "phones" => draft.phones.clear(),
            "links" => {
                // What is no link goes to the notes.
                draft.links.clear();
                draft.notes.clear();
            }
            "dates" => draft.dates.clear(),
            "addresses" => draft.addresses.clear(),
            "tags" => draft.tags.clear(),
            "birthday" => draft.birthday = None,
            // It is taken for a name where there is no other.
            "display" => {
                for key in ["display", "prefix", "given", "middle", "family", "suffix", "nickname"] {
                    draft.text_mut(key).unwrap().clear();
                }
            }
            "categories" => draft.categories.clear(),
            "consents" => draft.consents.clear(),
            "emails/status" => draft.email_marks.values_mut().for_each(|marks| marks.status = EmailStatus::Unknown),
            "emails/do_not_email" => draft.email_marks.values_mut().for_each(|marks| marks.do_not_email = false),
            "phones/do_not_call" => draft.phone_marks.values_mut().for_each(|marks| marks.do_not_call = false),
            "phones/do_not_text" => draft.phone_marks.values_mut().for_each(|marks| marks.do_not_text = false),
            key if PREFERENCE_KEYS.contains(&key) => draft.preferences.read(key, ""),
            "emails/label" => draft.emails.iter_mut().for_each(|(label, _)| label.clear()),
            "phones/label" => draft.phones.iter_mut().for_each(|(label, ..)| label.clear()),
            "links/label" => draft.links.iter_mut().for_each(|(label, _)| label.clear()),
            "addresses/label" => draft.addresses.iter_mut().for_each(|row| row.label.clear()),
            "emails/primary" => draft.emails.sort(),
            "phones/primary" => draft.phones.sort(),
            "links/primary" => draft.links.sort(),
            "addresses/primary" => draft.addresses.sort_by(|one, other| one.value.cmp(&other.value)),
            key => {
                if let Some(text) = draft.text_mut(key) {
                    text.clear();
                }
            }
        }
    }
    draft.email_marks.retain(|_, marks| *marks != EmailMarks::default());
    draft.phone_marks.retain(|_, marks| *marks != PhoneMarks::default());
    for row in &mut draft.addresses {
        (row.id, row.primary) = (id(0), false);
    }
    if fix {
        behind_first(&mut draft.emails).sort();
        behind_first(&mut draft.phones).sort();
        behind_first(&mut draft.links).sort();
        behind_first(&mut draft.addresses).sort_by(|one, other| one.value.cmp(&other.value));
    }
    // A link without a label is labelled by where it leads.
    draft.links.iter_mut().filter(|(label, _)| label == "website").for_each(|(label, _)| label.clear());
    draft
}

fn behind_first<T>(rows: &mut [T]) -> &mut [T] {
    rows.split_first_mut().map_or(&mut [], |(_, others)| others)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_card_is_the_whole_contact(contact in contact(), kind in 0..3_usize) {
        let format = [ExportFormat::Vcard3, ExportFormat::Vcard4, ExportFormat::Jcard][kind];
        let (bytes, report) = written(&contact, format, Layout::outlook());
        prop_assert_eq!(but_for_the_vault(&report), []);
        prop_assert_eq!(report.losses.len(), usize::from(contact.state != RecordState::Active));
        let cards = match format {
            ExportFormat::Jcard => {
                let mut cards = Vec::new();
                prop_assert_eq!(transcribe_jcard(bytes.as_slice(), &mut cards).unwrap().cards, 1);
                cards
            }
            _ => bytes.clone(),
        };
        let read = whole_contact(&card(&cards)).unwrap();
        // All that an import takes, and that a card has besides.
        prop_assert_eq!(ContactDraft::of(&read), ContactDraft::of(&contact));
        prop_assert_eq!(read, contact, "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_line_of_json_is_the_whole_contact(contact in contact()) {
        let (bytes, report) = written(&contact, ExportFormat::Jsonl, Layout::outlook());
        prop_assert_eq!(but_for_the_vault(&report), []);
        let line = jsonl::contact_line(1, std::str::from_utf8(&bytes).unwrap());
        prop_assert_eq!(&line.problems, &[]);
        prop_assert_eq!(line.contact.as_deref(), Some(&contact));
    }

    #[test]
    fn a_table_is_the_contact_but_for_what_the_report_names(contact in contact(), program in 0..5_usize) {
        let contact = without_twins(contact);
        let layout = match program {
            0 => Layout::satchel(&widths(&contact), &[]),
            1 => Layout::google(&widths(&contact)),
            2 => Layout::outlook(),
            3 => Layout::hubspot(),
            _ => Layout::satchel(&widths(&contact), &[]),
        };
        let format = if program == 4 { ExportFormat::Xlsx } else { ExportFormat::Csv };
        let (bytes, report) = written(&contact, format, layout);
        let bytes = if program == 4 { first_sheet(bytes) } else { bytes };
        let out = import(&bytes);
        let name = out.seen.mapping.preset.clone();
        prop_assert_eq!(name.as_deref(), Some(["satchel", "google", "outlook", "hubspot", "satchel"][program]));
        let Some(read) = out.contacts.first() else {
            // Nobody is left where all that says who it is was lost.
            prop_assert!(report.losses.iter().any(|loss| loss.kind != LossKind::Locked));
            return Ok(());
        };
        let fix = program == 2 || program == 3;
        let (read, was) = (without_lost(read.clone(), &report, fix), without_lost(expected(&contact), &report, fix));
        prop_assert_eq!(read, was, "{}\n{:?}", String::from_utf8_lossy(&bytes), report);
    }
}

#[test]
fn what_a_program_has_no_place_for_is_counted() {
    let mut contact = contact_of(&Card {
        contact: ContactDraft {
            given: "Ada".into(),
            emails: (0..5).map(|nth| ("work".to_owned(), format!("a{nth}@x.example"))).collect(),
            phones: vec![
                ("mobile".into(), "+44 20 7946 0958".into(), "+442079460958".into()),
                ("work".into(), "+44 20 7946 0959".into(), "+442079460959".into()),
            ],
            ..ContactDraft::default()
        },
        ..Card::default()
    });
    contact.role = "champion".into();
    let (_, report) = written(&contact, ExportFormat::Csv, Layout::outlook());
    let told: Vec<(&str, LossKind, u64)> =
        report.losses.iter().map(|loss| (loss.field.as_str(), loss.kind, loss.values)).collect();
    assert_eq!(
        told,
        [
            ("emails", LossKind::LeftOut, 2),
            ("emails/label", LossKind::LeftOut, 3),
            ("phones/primary", LossKind::LeftOut, 1),
            ("role", LossKind::LeftOut, 1),
        ]
    );
}

#[test]
fn a_foreign_card_changes_where_the_contact_changed() {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Byron;Ada;;;\r\nFN:Ada Byron\r\nTITLE:Countess\r\nX-SHOE:37\r\n\
                item1.EMAIL;type=INTERNET:ada@x.example\r\nitem1.X-ABLabel:School\r\nREV:2020-01-01T00:00:00Z\r\nEND:VCARD\r\n";
    let original = Original::from_text(text);
    let mut contact = contact_of(&original.read(None).card);
    let same = written_into(&contact, ExportFormat::Vcard3, Layout::outlook(), Some(&original)).0;
    assert_eq!(String::from_utf8(same).unwrap(), text);
    contact.title = "Analyst".into();
    contact.updated_at = 1_767_225_600_000;
    let changed = written_into(&contact, ExportFormat::Vcard3, Layout::outlook(), Some(&original)).0;
    let expected = text.replace("Countess", "Analyst").replace("2020-01-01T00:00:00Z", "20260101T000000Z");
    assert_eq!(String::from_utf8(changed).unwrap(), expected);
    let (other, report) = written_into(&contact, ExportFormat::Vcard4, Layout::outlook(), Some(&original));
    let other = String::from_utf8(other).unwrap();
    assert!(other.contains("VERSION:4.0\r\n") && other.contains("\r\nX-SHOE:37\r\nEND:VCARD"), "{other}");
    assert_eq!(report.losses, []);
}

#[test]
fn a_card_for_others_says_how_somebody_is_reached_and_nothing_else() {
    let mut contact = contact_of(&Card {
        contact: ContactDraft {
            given: "Ada".into(),
            notes: "owes me".into(),
            tags: vec!["lead".into()],
            source: "fair".into(),
            owner: "Me".into(),
            emails: vec![("work".into(), "ada@x.example".into())],
            ..ContactDraft::default()
        },
        ..Card::default()
    });
    contact.role = "champion".into();
    let card = card_of(&contact, Audience::Others, None);
    let text = String::from_utf8(card.write(Version::V3)).unwrap();
    assert!(text.contains("ada@x.example"));
    for noted in ["owes", "lead", "fair", "X-SATCHEL", "champion"] {
        assert!(!text.contains(noted), "{text}");
    }
}

#[test]
fn an_entry_of_a_directory_has_its_attributes() {
    let contact = contact_of(&Card {
        contact: ContactDraft {
            given: "Zo\u{eb}".into(),
            family: "Byron".into(),
            company: "Engines".into(),
            emails: vec![("work".into(), "z@x.example".into())],
            phones: vec![("mobile".into(), "+44 20 7946 0958".into(), "+442079460958".into())],
            birthday: Some("1980-05-01".parse().unwrap()),
            ..ContactDraft::default()
        },
        uid: id(9).to_string(),
        ..Card::default()
    });
    let (bytes, report) = written(&contact, ExportFormat::Ldif, Layout::outlook());
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("version: 1\n\ndn:: "), "{text}");
    for line in
        ["givenName:: Wm/Dqw==", "sn: Byron", "o: Engines", "mail: z@x.example", "birthyear: 1980", "birthday: 1"]
    {
        assert!(text.lines().any(|other| other == line), "{line}: {text}");
    }
    let told: Vec<&str> = report.losses.iter().map(|loss| loss.field.as_str()).collect();
    assert_eq!(told, ["emails/label"]);
}

#[test]
fn nothing_runs_in_a_table() {
    let mut contact = contact_of(&Card {
        contact: ContactDraft { given: "=cmd|' /C calc'!A0".into(), notes: "@SUM(A1)".into(), ..Default::default() },
        ..Card::default()
    });
    contact.title = "+1+2".into();
    let (bytes, _) = written(&contact, ExportFormat::Csv, Layout::satchel(&Widths::default(), &[]));
    let text = String::from_utf8(bytes).unwrap();
    for cell in ["\"'=cmd|", "\"'@SUM", "\"'+1+2\""] {
        assert!(text.contains(cell), "{text}");
    }
}
