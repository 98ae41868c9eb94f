//! What becomes of single rows: names, countries of phones, notes, limits.
//!
//! Nothing that a row says is lost: what no field takes is in the notes. Deliberately absent: rows that fail, which are
//! in `bad_input`.

use satchel_exchange::Mapping;
use satchel_model::ProblemCode;

use crate::{codes, import, import_mapped};

#[test]
fn a_phone_is_from_the_country_of_its_row() {
    let mapping = Mapping { country: Some("US".into()), ..Mapping::default() };
    let out = import_mapped(
        b"Name,Phone,Country\nA,020 7946 0958,United Kingdom\nB,(212) 555-0134,\nC,+49 30 901820,France\nD,'+33 1 42 68 53 00,\n",
        mapping,
    );
    let numbers: Vec<&str> = out.contacts.iter().map(|contact| contact.phones[0].2.as_str()).collect();
    assert_eq!(numbers, ["+442079460958", "+12125550134", "+4930901820", "+33142685300"]);
    assert!(out.problems.is_empty());
}

#[test]
fn words_for_nothing_are_nothing_but_a_name_is_a_name() {
    let out = import(b"First Name,Last Name,Email,Phone,Company,City\nJo,Null,N/A,-,NULL,n/a\n");
    let contact = &out.contacts[0];
    assert_eq!(contact.family, "Null");
    assert!(contact.emails.is_empty() && contact.phones.is_empty() && contact.company.is_empty());
    assert!(out.problems.is_empty() && contact.notes.is_empty() && contact.addresses.is_empty());
}

#[test]
fn the_same_value_twice_is_one() {
    let out = import(
        b"Name,Email,Email 2,Phone,Mobile\nAda,ada@example.com,ADA@example.com,+44 20 7946 0958,+442079460958\n",
    );
    assert_eq!((out.contacts[0].emails.len(), out.contacts[0].phones.len()), (1, 1));
}

#[test]
fn a_display_name_that_only_repeats_the_name_is_not_kept() {
    for (display, kept) in [("Ada Byron", ""), ("Byron, Ada", ""), ("The Countess", "The Countess"), ("", "")] {
        let text = format!("First Name,Last Name,Display Name\nAda,Byron,\"{display}\"\n");
        assert_eq!(import(text.as_bytes()).contacts[0].display, kept);
    }
}

#[test]
fn notes_keep_their_lines_and_line_fields_do_not() {
    let out = import(b"Name,Company,Notes\nAda,\"Acme\r\n  Ltd\",\"one\r\ntwo\rthree\"\n");
    assert_eq!(out.contacts[0].company, "Acme Ltd");
    assert_eq!(out.contacts[0].notes, "one\ntwo\nthree");
}

#[test]
fn what_is_too_long_keeps_its_beginning_and_is_in_the_notes() {
    let title = "ü".repeat(1_500);
    let out = import(format!("Name,Job Title\nAda,{title}\n").as_bytes());
    assert_eq!(out.contacts[0].title.chars().count(), 1_000);
    assert_eq!(out.contacts[0].notes, format!("Job Title: {title}"));
    assert_eq!(codes(&out), [(2, "Job Title", ProblemCode::TooLong)]);
    assert_eq!(out.problems[0].value.chars().count(), 200);
}

#[test]
fn one_bad_address_among_good_ones() {
    let out = import(b"Name,Email\nAda,\"ada@example.com; b@localhost, c@example.com\"\n");
    assert_eq!(out.contacts[0].emails.len(), 2);
    assert_eq!(codes(&out), [(2, "Email", ProblemCode::EmailInvalid)]);
    assert_eq!(out.contacts[0].notes, "Email: ada@example.com; b@localhost, c@example.com");
}

#[test]
fn files_put_one_behind_the_other() {
    let out = import(b"Name,Email\nAda,ada@example.com\nName,Email\nLi,li@example.com\n");
    assert_eq!((out.contacts.len(), out.blank), (2, 1));
}

#[test]
fn categories_and_wishes_are_read_and_what_is_none_goes_to_the_notes() {
    let out = import(
        b"Name,Categories,Language,Time Zone,Preferred Channel,Best Time to Call,Contact Frequency,Do Not Call\n\
          Ada,\"Leads: Hot; leads: Cold; odd\",German,Europe/Berlin,\"E-Mail, Phone\",mornings,monthly,x\n\
          Li,,Klingon,+01:00,pigeon,,often,no\n",
    );
    // A column of words is tags; one of groups with values is categories.
    assert_eq!(crate::target(&out, "Categories"), "tags");
    let mapping = serde_json::from_str(r#"{"columns": [{"header": "Categories", "target": "categories"}]}"#).unwrap();
    let out = import_mapped(
        b"Name,Categories,Language,Time Zone,Preferred Channel,Best Time to Call,Contact Frequency,Do Not Call\n\
          Ada,\"Leads: Hot; leads: Cold; odd\",German,Europe/Berlin,\"E-Mail, Phone\",mornings,monthly,x\n\
          Li,,Klingon,+01:00,pigeon,,often,no\n",
        mapping,
    );
    let ada = &out.contacts[0];
    assert_eq!(ada.categories, [("Leads".to_owned(), "Hot".to_owned())]);
    assert_eq!((ada.language.as_str(), ada.time_zone.as_str()), ("de", "Europe/Berlin"));
    let wishes = &ada.preferences;
    assert_eq!(wishes.text("channels").as_deref(), Some("email,call"));
    assert_eq!((wishes.best_times.as_str(), wishes.text("frequency").as_deref()), ("mornings", Some("monthly")));
    assert!(wishes.do_not_call && ada.allowed.is_empty());
    assert_eq!(ada.notes, "Categories: leads: Cold\nCategories: odd");
    let li = &out.contacts[1];
    assert_eq!(li.notes, "Language: Klingon\nTime Zone: +01:00\nPreferred Channel: pigeon\nContact Frequency: often");
    assert!(!li.preferences.do_not_call && li.allowed.len() == 1);
    let told: Vec<(u64, ProblemCode)> = codes(&out).into_iter().map(|(row, _, code)| (row, code)).collect();
    use ProblemCode::{Malformed, NoCategory};
    assert_eq!(
        told,
        [(2, NoCategory), (2, NoCategory), (3, Malformed), (3, Malformed), (3, Malformed), (3, Malformed)]
    );
}
