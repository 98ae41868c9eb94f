//! Messages: who sent them.

use satchel_exchange::{FileError, FileKind, read_mail};

const MAIL: &str = "Return-Path: <ada@example.com>\r\nFrom: =?utf-8?Q?Ada_B=C3=BCron?= <ada.bueron@muster.de>\r\nTo: Li <li@example.com>\r\n\
    Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\nDate: Thu, 26 Nov 2026 09:30:00 +0100\r\nMIME-Version: 1.0\r\n\
    Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    Lieber Li,\r\n\r\nmein Kollege Karl Koch, +49 30 999999, meldet sich.\r\n\r\nViele Gr=FC=DFe\r\nAda B=FCron\r\n\
    Leiterin Einkauf\r\nMuster GmbH\r\nTel. +49 30 1234567\r\n\r\nAm 25.11.2026 um 10:00 schrieb Li:\r\n> Hallo\r\n> Li Bo\r\n> +49 30 7654321\r\n";

#[test]
fn the_sender_of_a_message_is_a_contact() {
    assert_eq!(FileKind::of(MAIL.as_bytes(), true).unwrap(), FileKind::Mail);
    let mail = read_mail(MAIL.as_bytes(), None).unwrap();
    let contact = &mail.sender.contact;
    assert_eq!((contact.given.as_str(), contact.family.as_str()), ("Ada", "Büron"));
    assert_eq!((contact.title.as_str(), contact.company.as_str()), ("Leiterin Einkauf", "Muster GmbH"));
    assert_eq!(contact.emails[0].1, "ada.bueron@muster.de");
    let phones: Vec<&str> = contact.phones.iter().map(|(_, _, e164)| e164.as_str()).collect();
    assert_eq!(phones, ["+49301234567"]);
    assert_eq!((mail.subject.as_str(), mail.date.as_str()), ("Grüße", "2026-11-26T09:30:00+01:00"));
}

#[test]
fn a_message_of_html_has_its_signature_too() {
    let text = "From: jane@acme.com\nTo: x@example.com\nSubject: Hi\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n\
        <html><body><p>Hello</p><p>Best regards,<br>Jane Smith<br>Head of Sales<br>Acme Ltd<br>T: +44 20 7946 0958</p></body></html>\n";
    let mail = read_mail(text.as_bytes(), None).unwrap();
    let contact = &mail.sender.contact;
    assert_eq!((contact.given.as_str(), contact.family.as_str()), ("Jane", "Smith"));
    assert_eq!((contact.company.as_str(), contact.phones.len()), ("Acme Ltd", 1));
}

#[test]
fn a_message_without_a_signature_still_says_who_sent_it() {
    let mail =
        read_mail(b"From: \"Byron, Ada\" <ada@example.com>\nSubject: x\nTo: y@example.com\n\nok\n", None).unwrap();
    let contact = &mail.sender.contact;
    assert_eq!((contact.given.as_str(), contact.family.as_str()), ("Ada", "Byron"));
    for text in [&b"Subject: x\n\nnobody"[..], b"", b"\0\xFF\xFE", b"From: \n\nx"] {
        assert!(
            matches!(read_mail(text, None), Err(FileError::NotContacts { .. })),
            "{}",
            String::from_utf8_lossy(text)
        );
    }
}
