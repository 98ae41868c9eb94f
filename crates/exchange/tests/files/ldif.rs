//! Directories as servers and address books write them.

use std::io::Cursor;

use satchel_exchange::{FileError, Transcript, is_ldif, transcribe_ldif};

use crate::contacts_in;

fn read(text: &[u8]) -> (String, Transcript) {
    let mut out = Vec::new();
    let done = transcribe_ldif(Cursor::new(text), None, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), done)
}

/// As Thunderbird writes it, with a list.
const THUNDERBIRD: &str = "dn: cn=Ada Byron,mail=ada@example.com\r\nobjectclass: top\r\nobjectclass: person\r\n\
    objectclass: mozillaAbPersonAlpha\r\ngivenName: Ada\r\nsn: Byron\r\ncn: Ada Byron\r\nmozillaNickname: Countess\r\n\
    mail: ada@example.com\r\nmozillaSecondEmail: ada@home.example\r\ntelephoneNumber: +44 20 7946 0958\r\n\
    mobile: +44 7700 900123\r\nfax: +44 20 7946 0959\r\nmozillaHomeStreet: 1 Lane\r\nmozillaHomeLocalityName: London\r\n\
    street: 12 St James's Square\r\nl: London\r\npostalCode: SW1Y 4JH\r\nc: UK\r\ntitle: Analyst\r\nou: Engines\r\n\
    o: Babbage & Co\r\nmozillaWorkUrl: https://babbage.example\r\nbirthyear: 1815\r\nbirthmonth: 12\r\nbirthday: 10\r\n\
    mozillaCustom1: custom\r\ndescription:: Rmlyc3QgbGluZQpTZWNvbmQg4oCm\r\nmodifytimestamp: 12345\r\n\r\n\
    dn: cn=VIP\r\nobjectclass: top\r\nobjectclass: groupOfNames\r\ncn: VIP\r\nmember: cn=Ada Byron, mail=ADA@example.com\r\n";

#[test]
fn an_address_book_becomes_contacts() {
    assert!(is_ldif(THUNDERBIRD.as_bytes()));
    let (text, done) = read(THUNDERBIRD.as_bytes());
    assert_eq!((done.rows, done.header_line), (2, Some(1)));
    assert_eq!(done.warnings, ["The file has one group: its members get it as a tag."]);
    let found = contacts_in(text.as_bytes(), &done);
    let [ada] = &found[..] else { panic!("{found:?}") };
    assert_eq!((ada.given.as_str(), ada.family.as_str(), ada.nickname.as_str()), ("Ada", "Byron", "Countess"));
    assert_eq!(
        (ada.company.as_str(), ada.department.as_str(), ada.title.as_str()),
        ("Babbage & Co", "Engines", "Analyst")
    );
    let emails: Vec<&str> = ada.emails.iter().map(|(_, address)| address.as_str()).collect();
    assert_eq!(emails, ["ada@example.com", "ada@home.example"]);
    let phones: Vec<&str> = ada.phones.iter().map(|(label, ..)| label.as_str()).collect();
    assert_eq!(phones, ["work", "mobile", "fax"]);
    assert_eq!(ada.addresses.len(), 2);
    assert_eq!(ada.birthday.unwrap().to_string(), "1815-12-10");
    assert_eq!(ada.tags, ["VIP"]);
    assert!(ada.notes.contains("First line\nSecond …") && ada.notes.contains("custom"), "{}", ada.notes);
}

#[test]
fn entries_of_a_server_with_many_values_folds_and_comments() {
    let text = "version: 1\n\n# a comment\n that goes on\ndn: uid=li,ou=people,dc=example,\n dc=com\nobjectClass: inetOrgPerson\n\
        cn: Li Bo\ncn;lang-de: Li Bo\nsn: Bo\nmail: li@example.com\nMAIL: bo@example.com\nmail: third@\n example.com\n\
        telephoneNumber: +86 10 6552 9988\nlabeledURI: https://li.example Li at home\npostalAddress: 1 Road $ Beijing \\24 1\n\
        manager: cn=Ada Byron,ou=people,dc=example\njpegPhoto:: /9j/4AAQSkZJRgABAQ==\nuserCertificate;binary:: MIIB\n\
        userPassword: {SSHA}secret\nseeAlso:< file:///etc/passwd\ndn: uid=bo,ou=people\nobjectClass: person\ncn: Bo\n\
        \n\ndn: ou=people,dc=example\nobjectClass: organizationalUnit\nou: people\n\ndn: dc=example\nobjectClass: dcObject\n\
        objectClass: organization\no: Example\n\n";
    let (table, done) = read(text.as_bytes());
    let lines: Vec<&str> = table.lines().collect();
    assert!(
        lines[0].starts_with("\"dn\",objectClass,cn,cn;lang-de,sn,mail,mail 2,mail 3,telephoneNumber"),
        "{}",
        lines[0]
    );
    assert!(!table.contains("secret") && !table.contains("passwd") && !table.contains("4AAQ"), "{table}");
    assert_eq!(
        done.warnings,
        [
            "The file has one department or folder: it is no person and is left out.",
            "The file has one organisation: it is no person and is left out.",
            "2 pictures, certificates and other values that are no text are left out.",
            "One password is left out.",
            "One value is in another file, which is not read.",
        ]
    );
    let found = contacts_in(table.as_bytes(), &done);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].emails.len(), 3);
    assert_eq!(found[0].emails[2].1, "third@example.com");
    assert_eq!(found[0].links[0].1, "https://li.example");
    assert!(found[0].notes.contains("Ada Byron"), "{}", found[0].notes);
    assert_eq!((found[1].given.as_str(), found[1].family.as_str()), ("Bo", ""));
}

#[test]
fn only_additions_are_read_from_changes() {
    let text = "version: 1\ndn: cn=Ada\nchangetype: add\nobjectClass: person\ncn: Ada\nsn: Byron\n\n\
        dn: cn=Li\nchangetype: modify\nreplace: mail\nmail: li@example.com\n-\n\ndn: cn=Bo\nchangetype: delete\n";
    let (table, done) = read(text.as_bytes());
    assert_eq!(contacts_in(table.as_bytes(), &done).len(), 1);
    assert!(done.warnings.iter().any(|told| told.contains("2 changes, the first on line 8")), "{:?}", done.warnings);
}

#[test]
fn values_in_other_encodings_are_text() {
    let mut text = b"dn: cn=x\nobjectclass: person\ncn: Jos\xE9 Mu\xF1oz\nsn:: TfxsbGVy\nl: M\xFCnchen\n\n".to_vec();
    text.extend(b"dn: cn=y\nobjectclass: person\ncn: Zo\xC3\xAB\n");
    let (table, _) = read(&text);
    assert!(
        table.contains("José Muñoz") && table.contains("Müller") && table.contains("München") && table.contains("Zoë")
    );
    let wide: Vec<u8> =
        "\u{feff}dn: cn=x\r\nobjectclass: person\r\ncn: Zoë\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(read(&wide).0.contains("Zoë"));
}

#[test]
fn a_line_without_end_costs_only_itself() {
    let mut text = b"dn: cn=Ada\nobjectclass: person\ndescription: ".to_vec();
    text.extend(std::iter::repeat_n(b'x', 40 << 20));
    text.extend(b"\nsn: Byron\n\ndn: cn=Li\nobjectclass: person\nsn: Bo\ndescription: a\n");
    for _ in 0..2_000_000 {
        text.extend(b" folded\n");
    }
    text.extend(b"mail: li@example.com\n");
    let (table, done) = read(&text);
    assert!(table.len() < 1_000, "{}", table.len());
    let found = contacts_in(table.as_bytes(), &done);
    assert_eq!((found[0].family.as_str(), found[1].family.as_str()), ("Byron", "Bo"));
    assert_eq!(found[1].emails[0].1, "li@example.com");
    assert!(done.warnings.iter().any(|told| told.contains("2 values are too long")), "{:?}", done.warnings);
}

#[test]
fn lines_that_are_none_are_told() {
    let (table, done) = read(b"dn: cn=Ada\robjectclass: person\rsn: Byron\rno colon here\r!x: y\rcn: Ada\r");
    assert_eq!(contacts_in(table.as_bytes(), &done).len(), 1);
    assert_eq!(done.warnings, ["2 lines are no attributes with values and are left out, the first is line 4."]);
}

#[test]
fn a_directory_without_people_says_so() {
    let out = &mut Vec::new();
    let error = transcribe_ldif(Cursor::new(b"dn: ou=x\nobjectclass: organizationalUnit\n"), None, out).unwrap_err();
    assert!(matches!(error, FileError::NotContacts { .. }), "{error}");
    assert!(matches!(transcribe_ldif(Cursor::new(b""), None, out), Err(FileError::Empty)));
    assert!(!is_ldif(b"Name,dn\nAda,x\n") && !is_ldif(b"dnx: y"));
}
