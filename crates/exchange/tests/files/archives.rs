//! Archives as services write them, and those that are traps.

use std::io::{Cursor, Write};

use satchel_exchange::{Archive, FileError, FileKind, Service};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::contacts;
use crate::made::{xlsx, zip};

fn open(bytes: &[u8]) -> Archive<Cursor<Vec<u8>>> {
    Archive::open(Cursor::new(bytes.to_vec())).unwrap()
}

fn written(archive: &mut Archive<Cursor<Vec<u8>>>, at: usize) -> (Vec<u8>, Vec<String>) {
    let mut out = Vec::new();
    let told = archive.write(at, &mut out).unwrap();
    (out, told)
}

fn names(archive: &Archive<Cursor<Vec<u8>>>) -> Vec<(&str, FileKind, bool)> {
    archive.members().iter().map(|member| (member.name.as_str(), member.kind, member.suggested)).collect()
}

fn skipped<'a>(archive: &'a Archive<Cursor<Vec<u8>>>, name: &str) -> (&'a str, bool) {
    let found = archive.skipped().iter().find(|member| member.name == name).unwrap();
    (&found.reason, found.refused)
}

const CARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Byron\r\nEND:VCARD\r\n";

#[test]
fn takeout_suggests_everybody_once() {
    let all = CARD.repeat(3);
    let table =
        b"Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value\nAda Byron,Ada,Byron,* Work,ada@example.com\n";
    let mut archive = open(&zip(&[
        ("Takeout/archive_browser.html", b"<!DOCTYPE html><html></html>"),
        ("Takeout/Contacts/All Contacts/All Contacts.csv", table),
        ("Takeout/Contacts/All Contacts/All Contacts.vcf", all.as_bytes()),
        ("Takeout/Contacts/All Contacts/ada.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF"),
        ("Takeout/Contacts/Friends/Friends.vcf", CARD.as_bytes()),
    ]));
    assert_eq!(archive.service(), Some(Service::GoogleTakeout));
    let found = names(&archive);
    assert_eq!(found[0], ("Takeout/Contacts/All Contacts/All Contacts.vcf", FileKind::Cards, true));
    assert_eq!(found.iter().filter(|(.., suggested)| *suggested).count(), 1);
    assert_eq!(found.len(), 3);
    assert_eq!(skipped(&archive, "Takeout/Contacts/All Contacts/ada.jpg"), ("It is a picture.", false));
    assert_eq!(written(&mut archive, 0).0, all.as_bytes());
}

#[test]
fn linkedin_has_connections_and_imported_contacts_among_other_tables() {
    let connections = "Notes:\n\"When exporting your connection data, you may notice that some are missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Byron,https://www.linkedin.com/in/ada,,Babbage,Analyst,08 Feb 2026\n";
    let imported = "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles\nGOOGLE,Li,Bo,,,li@example.com,,,,,,Li Bo,,,,\n";
    let messages = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n1,,A,,B,,,x,INBOX\n";
    let archive = open(&zip(&[
        ("messages.csv", messages.as_bytes()),
        ("Connections.csv", connections.as_bytes()),
        ("Contacts.csv", imported.as_bytes()),
        ("Rich_Media.csv", b"Date/Time,Media Description\n1/1/22,x\n"),
    ]));
    assert_eq!(archive.service(), Some(Service::LinkedIn));
    assert_eq!(names(&archive), [("Connections.csv", FileKind::Table, true), ("Contacts.csv", FileKind::Table, true)]);
    assert!(skipped(&archive, "messages.csv").0.contains("messages"));
    assert!(archive.members()[0].reason.contains("one row"), "{}", archive.members()[0].reason);
}

#[test]
fn salesforce_contacts_get_their_companies() {
    let accounts = "\"Id\",\"IsDeleted\",\"Name\",\"BillingStreet\",\"BillingCity\",\"BillingState\",\"BillingPostalCode\",\"BillingCountry\",\"Phone\",\"Website\"\n\
        \"0015g00000AbCdEAAV\",\"0\",\"Babbage, Engines\",\"1 Road\nFloor 2\",\"London\",\"\",\"SW1A 2AA\",\"UK\",\"+442079460958\",\"https://babbage.example\"\n";
    let people = "\"Id\",\"IsDeleted\",\"AccountId\",\"LastName\",\"FirstName\",\"Email\",\"OwnerId\",\"SystemModstamp\"\n\
        \"003A\",\"0\",\"0015g00000AbCdE\",\"Byron\",\"Ada\",\"ada@example.com\",\"005\",\"x\"\n\
        \"003B\",\"1\",\"0015g00000AbCdE\",\"Gone\",\"Li\",\"li@example.com\",\"005\",\"x\"\n\
        \"003C\",\"0\",\"001000000000000AAA\",\"Bo\",\"Li\",\"bo@example.com\",\"005\",\"x\"\n";
    let leads = "\"Id\",\"IsDeleted\",\"LastName\",\"FirstName\",\"Company\",\"Email\",\"Status\",\"IsConverted\",\"SystemModstamp\"\n\
        \"00QA\",\"0\",\"Hopper\",\"Grace\",\"Navy\",\"grace@example.com\",\"Open\",\"0\",\"x\"\n\
        \"00QB\",\"0\",\"Byron\",\"Ada\",\"Babbage\",\"ada@example.com\",\"Closed\",\"1\",\"x\"\n";
    let mut archive = open(&zip(&[
        ("WE_1/Account.csv", accounts.as_bytes()),
        ("WE_1/Lead.csv", leads.as_bytes()),
        ("WE_1/Contact.csv", people.as_bytes()),
        ("WE_1/Task.csv", b"\"Id\",\"Subject\",\"WhoId\"\n\"1\",\"Call\",\"003A\"\n"),
    ]));
    assert_eq!(archive.service(), Some(Service::Salesforce));
    assert_eq!(names(&archive), [("WE_1/Contact.csv + WE_1/Lead.csv", FileKind::Table, true)]);
    let (table, told) = written(&mut archive, 0);
    assert_eq!(
        told,
        [
            "One row was deleted in Salesforce and is left out.",
            "One lead became a contact there and is left out.",
            "One contact belongs to a company that the archive does not have.",
        ]
    );
    let found = contacts(&table);
    let named: Vec<(&str, &str)> = found.iter().map(|c| (c.family.as_str(), c.company.as_str())).collect();
    assert_eq!(named, [("Byron", "Babbage, Engines"), ("Bo", ""), ("Hopper", "Navy")]);
    assert_eq!(found[0].addresses[0].street, "1 Road\nFloor 2");
    assert_eq!(found[0].links[0].1, "https://babbage.example");
    assert_eq!(found[0].phones[0].2, "+442079460958");
}

#[test]
fn any_archive_is_looked_into_by_content() {
    let book = xlsx(&[("S", r#"<row r="1"><c r="A1"><v>1</v></c></row>"#)], "", &[]);
    let inner = zip(&[("a.vcf", CARD.as_bytes())]);
    let mut archive = open(&zip(&[
        ("cards.txt", CARD.as_bytes()),
        ("book.dat", &book),
        ("inner.zip", &inner),
        ("people.ldif", b"dn: cn=Ada\nobjectclass: person\ncn: Ada\n"),
        ("letter.txt", b"Dear Ada,\nhow are you?\n"),
        ("__MACOSX/._cards.txt", b"\0\x05\x16\x07"),
        (".DS_Store", b"\0\0"),
        ("empty.csv", b""),
    ]));
    assert_eq!(archive.service(), None);
    assert_eq!(
        names(&archive),
        [
            ("cards.txt", FileKind::Cards, true),
            ("book.dat", FileKind::Workbook, true),
            ("people.ldif", FileKind::Directory, true)
        ]
    );
    assert!(skipped(&archive, "inner.zip").0.contains("archive itself"));
    assert!(skipped(&archive, "letter.txt").0.contains("no table of contacts"));
    assert!(skipped(&archive, "empty.csv").0.contains("empty"));
    assert_eq!(written(&mut archive, 1).0, book);
    assert!(archive.write(9, &mut Vec::new()).is_err());
}

#[test]
fn members_that_are_traps_are_named_and_never_read() {
    let mut made = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for name in ["../../evil.vcf", "/etc/evil.vcf", "C:\\evil.vcf", "a\\..\\evil.vcf"] {
        made.start_file(name, options).unwrap();
        made.write_all(CARD.as_bytes()).unwrap();
    }
    made.add_symlink("link.vcf", "/etc/passwd", options).unwrap();
    made.start_file("bomb.csv", options).unwrap();
    made.write_all(b"Name,Email\n").unwrap();
    for _ in 0..80 {
        made.write_all(&vec![b'a'; 1 << 20]).unwrap();
    }
    made.start_file("good.vcf", options).unwrap();
    made.write_all(CARD.as_bytes()).unwrap();
    let archive = open(&made.finish().unwrap().into_inner());
    assert_eq!(names(&archive), [("good.vcf", FileKind::Cards, true)]);
    assert_eq!(archive.skipped().len(), 6);
    assert!(archive.skipped().iter().all(|member| member.refused), "{:?}", archive.skipped());
    assert_eq!(skipped(&archive, "link.vcf").0, "It is a link to another file.");
    assert_eq!(skipped(&archive, "bomb.csv").0, "It unpacks to more than can be taken.");
}

#[test]
fn members_that_share_their_bytes_are_a_trap() {
    let bytes = zip(&[("a.vcf", CARD.repeat(50).as_bytes()), ("b.vcf", b"x")]);
    // The second entry of the directory gets the place and the sizes of the first, and far more of them.
    let central = b"PK\x01\x02";
    let at: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, w)| *w == central).map(|(at, _)| at).collect();
    let mut shared = bytes.clone();
    for place in &at {
        shared[place + 20..place + 24].copy_from_slice(&(u32::try_from(bytes.len()).unwrap()).to_le_bytes());
    }
    let error = Archive::open(Cursor::new(shared)).map(drop).unwrap_err();
    assert!(error.to_string().contains("trap"), "{error}");
}

#[test]
fn an_archive_that_is_cut_short_says_so() {
    let bytes = zip(&[("a.vcf", CARD.as_bytes())]);
    for length in [4, bytes.len() / 2, bytes.len() - 1] {
        let error = Archive::open(Cursor::new(bytes[..length].to_vec())).map(drop).unwrap_err();
        assert!(matches!(error, FileError::Refused { what, .. } if what.contains("cut short")), "{error}");
    }
    for at in 0..bytes.len() {
        let mut broken = bytes.clone();
        broken[at] ^= 0x55;
        if let Ok(mut archive) = Archive::open(Cursor::new(broken)) {
            for at in 0..archive.members().len() {
                let _ = archive.write(at, &mut Vec::new());
            }
        }
    }
}
