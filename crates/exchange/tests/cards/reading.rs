//! What programs write, in every version: each oddity a line of a table.
//!
//! Deliberately absent: broken files (`breaking`).

use satchel_exchange::{CardKind, CardOptions, Photo, Version};
use satchel_model::ProblemCode;

use crate::{card, cards, cards_with, codes, contact};

#[test]
fn names() {
    // Version, lines; prefix, given, middle, family, suffix, display.
    type Case = (&'static str, &'static str, [&'static str; 6]);
    let cases: [Case; 14] = [
        (
            "3.0",
            "N:Byron;Ada;King;Lady;Countess\nFN:Lady Ada King Byron\n",
            ["Lady", "Ada", "King", "Byron", "Countess", ""],
        ),
        ("3.0", "N:Byron;Ada;;;\nFN:Byron, Ada\n", ["", "Ada", "", "Byron", "", ""]),
        ("3.0", "N:Byron;Ada;;;\nFN:The Countess\n", ["", "Ada", "", "Byron", "", "The Countess"]),
        ("4.0", "FN:Dr. Ada Byron\n", ["Dr.", "Ada", "", "Byron", "", ""]),
        ("3.0", "N:;;;;\nFN:Ada Byron\n", ["", "Ada", "", "Byron", "", ""]),
        ("3.0", "N:Byron;Ada\n", ["", "Ada", "", "Byron", "", ""]),
        ("3.0", "N:Byron\nFN:Byron\n", ["", "", "", "Byron", "", ""]),
        (
            "3.0",
            "N:Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.\n",
            ["Dr.", "John", "Philip Paul", "Stevenson", "Jr., M.D.", ""],
        ),
        ("2.1", "N:Public;John;;;Jr., MD\n", ["", "John", "", "Public", "Jr., MD", ""]),
        ("3.0", "N:Meyer\\, Schulze;A\\;B\n", ["", "A;B", "", "Meyer, Schulze", "", ""]),
        ("2.1", "N;ENCODING=QUOTED-PRINTABLE:M=C3=BCl=3Bler;J=C3=B6rg\n", ["", "Jörg", "", "Mül;ler", "", ""]),
        (
            "4.0",
            "N;ALTID=1;LANGUAGE=jp:山田;太郎\nN;ALTID=1;LANGUAGE=en:Yamada;Taro\n",
            ["", "太郎", "", "山田", "", ""],
        ),
        ("4.0", "FN;DERIVED=FALSE:Ada Byron\n", ["", "", "", "", "", "Ada Byron"]),
        ("3.0", "ORG:Acme\nFN:Acme\nX-ABShowAs:COMPANY\n", ["", "", "", "", "", ""]),
    ];
    for (version, lines, [prefix, given, middle, family, suffix, display]) in cases {
        let it = contact(version, lines);
        let read = [&it.prefix, &it.given, &it.middle, &it.family, &it.suffix, &it.display].map(String::as_str);
        assert_eq!(read, [prefix, given, middle, family, suffix, display], "{lines}");
    }
}

#[test]
fn labels() {
    for (version, lines, label) in [
        ("2.1", "TEL;HOME;VOICE:+442079460958\n", "home"),
        ("2.1", "TEL;X-Unknown;CELL:+442079460958\n", "x-unknown mobile"),
        ("3.0", "TEL;TYPE=WORK,VOICE:+442079460958\n", "work"),
        ("3.0", "TEL;type=WORK;type=FAX;type=pref:+442079460958\n", "work fax"),
        ("3.0", "TEL;TYPE=HOME,TYPE=VOICE:+442079460958\n", "home"),
        ("4.0", "TEL;TYPE=\"work,cell,voice\";PREF=1;VALUE=uri:tel:+442079460958\n", "work mobile"),
        ("3.0", "item1.TEL:+442079460958\nitem1.X-ABLabel:_$!<AssistantPhone>!$_\n", "assistant phone"),
        ("3.0", "workEmail.TEL:+442079460958\nWORKEMAIL.X-ABLABEL:Front Desk\n", "front desk"),
        ("3.0", "tel;type=iphone,cell:+442079460958\n", "iphone"),
        ("3.0", "TEL:+442079460958\n", ""),
    ] {
        let it = contact(version, lines);
        let (read, number, e164) = &it.phones[0];
        assert_eq!((read.as_str(), e164.as_str()), (label, "+442079460958"), "{lines}");
        assert_eq!(number, "+442079460958");
    }
}

#[test]
fn lists() {
    let it = contact("3.0", "EMAIL;TYPE=INTERNET:a@example.com\nEMAIL;TYPE=WORK;TYPE=pref:b@example.com\nEMAIL:\n");
    assert_eq!(it.emails, [("work".into(), "b@example.com".into()), (String::new(), "a@example.com".into())]);
    let it = contact("4.0", "EMAIL;PREF=20:a@example.com\nEMAIL;PREF=3:b@example.com\n");
    assert_eq!(it.emails[0].1, "b@example.com");
    // A machine is not whom one calls, unless the card says so.
    let it = contact("3.0", "TEL;TYPE=FAX:+442079460958\nTEL:+442079460959\n");
    assert_eq!(it.phones[0].1, "+442079460959");
    // What is there twice is there once.
    let it =
        contact("3.0", "TEL:+44 20 7946 0958\nTEL:+442079460958\nANNIVERSARY:20000102\nX-ANNIVERSARY:2000-01-02\n");
    assert_eq!((it.phones.len(), it.dates.len()), (1, 1));
    // A national number is from where the card's address is.
    let it = contact("3.0", "TEL:030 901820\nADR:;;Rathausstr. 15;Berlin;;10178;Germany\n");
    assert_eq!(it.phones[0].2, "+4930901820");
    let it = contact("4.0", "TEL;VALUE=uri:tel:+1-555-010-0001;ext=22\nTEL;VALUE=uri:tel:555-0100;phone-context=+1\n");
    assert_eq!(it.phones[0].1, "+1-555-010-0001 ext. 22");
}

#[test]
fn addresses() {
    for (lines, parts) in [
        (
            "ADR;TYPE=HOME:;;1 Main St\\nApt 2;Springfield;IL;62701;USA\n",
            ["1 Main St\nApt 2", "Springfield", "IL", "62701", "USA"],
        ),
        ("ADR:PO Box 7;Floor 3;Main St 1;Town;;1234;\n", ["Main St 1\nFloor 3\nPO Box 7", "Town", "", "1234", ""]),
        ("ADR:;;Hauptstr. 1\\n12345 Berlin;;;;\n", ["Hauptstr. 1\n12345 Berlin", "", "", "", ""]),
        ("ADR:;;Unit 5, Block B;Town\n", ["Unit 5, Block B", "Town", "", "", ""]),
        ("ADR:;;one\\\ntwo;Town;;;\n", ["one\ntwo", "Town", "", "", ""]),
    ] {
        let it = contact("3.0", &format!("FN:Ada\n{lines}"));
        let read = &it.addresses[0];
        let read = [&read.street, &read.locality, &read.region, &read.postcode, &read.country].map(String::as_str);
        assert_eq!(read, parts, "{lines}");
    }
    assert!(contact("3.0", "FN:Ada\nADR;TYPE=HOME:;;;;;;\n").addresses.is_empty());
}

#[test]
fn links() {
    for (lines, label, link) in [
        ("URL:http\\://a.example/b?c=d,e;f\n", "", "http://a.example/b?c=d,e;f"),
        ("item1.URL;type=pref:https://a.example\nitem1.X-ABLabel:_$!<HomePage>!$_\n", "homepage", "https://a.example"),
        ("X-SOCIALPROFILE;type=twitter;x-user=ada:http://twitter.com/ada\n", "twitter", "http://twitter.com/ada"),
        ("X-SOCIALPROFILE;type=flickr;x-user=ada:\n", "flickr", "x-apple:ada"),
        ("SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://m.example/@ada\n", "mastodon", "https://m.example/@ada"),
        ("IMPP;X-SERVICE-TYPE=Skype;type=HOME;type=pref:skype:ada.l\n", "skype", "skype:ada.l"),
        ("IMPP;TYPE=work:xmpp:ada@example.com\n", "work", "xmpp:ada@example.com"),
        ("X-SKYPE;TYPE=WORK:ada.l\n", "skype", "skype:ada.l"),
        ("X-GOOGLE TALK:ada@example.com\n", "google talk", "xmpp:ada@example.com"),
    ] {
        assert_eq!(contact("3.0", &format!("FN:Ada\n{lines}")).links, [(label.into(), link.into())], "{lines}");
    }
}

#[test]
fn days_and_relations() {
    let it = card(
        "3.0",
        "FN:Ada\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\nitem1.X-ABDATE:2015-06-01\nitem1.X-ABLabel:_$!<Anniversary>!$_\n\
         X-EVOLUTION-ANNIVERSARY:2001-02-03\nX-ABDATE:1776-07-04\nitem2.X-ABRELATEDNAMES;type=pref:Bob Lee\n\
         item2.X-ABLabel:_$!<Spouse>!$_\nX-EVOLUTION-ASSISTANT:Kim\n",
    );
    assert_eq!(it.card.contact.birthday.unwrap().to_string(), "--02-29");
    let dates: Vec<(String, String)> = it.card.contact.dates.iter().map(|(l, d)| (l.clone(), d.to_string())).collect();
    let expected = [("anniversary", "2015-06-01"), ("anniversary", "2001-02-03"), ("", "1776-07-04")];
    assert_eq!(dates, expected.map(|(label, day)| (label.to_owned(), day.to_owned())));
    assert_eq!(it.card.relations, [("spouse".into(), "Bob Lee".into()), ("assistant".into(), "Kim".into())]);
    let it = card("4.0", "FN:Ada\nRELATED;TYPE=friend:urn:uuid:1\n");
    assert_eq!(it.card.relations, [("friend".into(), "urn:uuid:1".into())]);
}

#[test]
fn what_a_card_says_once() {
    let it = card(
        "3.0",
        "FN:Ada Byron\nORG:Example\\, Inc.;R&D;Engines\nTITLE:CTO\nROLE:Thinks\nNOTE:one\\ntwo\nNOTE:three\n\
         NICKNAME:Addie,Countess\nCATEGORIES:Clients,VIP\\, gold,myContacts\nCATEGORIES:clients,Old\nUID:urn:uuid:1F\n\
         REV:2026-06-01T10:00:00Z\nX-PHONETIC-FIRST-NAME:Eida\nX-PHONETIC-LAST-NAME:Bairon\nX-PHONETIC-ORG:Ex\n",
    );
    let contact = &it.card.contact;
    assert_eq!((contact.company.as_str(), contact.department.as_str()), ("Example, Inc.", "R&D, Engines"));
    assert_eq!((contact.title.as_str(), it.card.role.as_str()), ("CTO", "Thinks"));
    assert_eq!(contact.notes, "one\ntwo\nthree");
    assert_eq!(contact.nickname, "Addie, Countess");
    assert_eq!(contact.tags, ["Clients", "VIP, gold", "Old"]);
    assert_eq!((it.card.uid.as_str(), it.card.revised.as_str()), ("urn:uuid:1F", "2026-06-01T10:00:00Z"));
    let phonetic = &it.card.phonetic;
    assert_eq!([&phonetic.given, &phonetic.family, &phonetic.company].map(String::as_str), ["Eida", "Bairon", "Ex"]);
    let it = card("2.1", "N:Yamada;Taro\nSOUND;X-IRMC-N;CHARSET=SHIFT_JIS:ﾔﾏﾀﾞ;ﾀﾛｳ;;;\n");
    assert_eq!((it.card.phonetic.family.as_str(), it.card.phonetic.given.as_str()), ("ﾔﾏﾀﾞ", "ﾀﾛｳ"));
    let it = crate::contact("2.1", "N:A;B\nX-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Mäx;1;;;;;;;;;;;;;\n");
    assert_eq!(it.nickname, "Mäx");
}

#[test]
fn zones_and_languages() {
    for (version, lines, zone, language) in [
        ("4.0", "TZ:Europe/Berlin\nLANG:de\n", "Europe/Berlin", "de"),
        ("4.0", "TZ;VALUE=utc-offset:-0500\nLANG;PREF=1:FR\nLANG:de\n", "", "fr"),
        ("3.0", "TZ;VALUE=text:america/new_york\n", "America/New_York", ""),
        ("3.0", "TZ:-05:00\n", "", ""),
    ] {
        let lines = format!("N:Byron;Ada;;;\n{lines}");
        let it = contact(version, &lines);
        assert_eq!((it.time_zone.as_str(), it.language.as_str()), (zone, language), "{lines}");
    }
}

#[test]
fn groups() {
    for lines in [
        "KIND:group\nFN:Friends\nMEMBER:urn:uuid:1\nMEMBER:urn:uuid:2\n",
        "N:Friends\nFN:Friends\nX-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\n\
         X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:2\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\n",
    ] {
        let it = card("4.0", lines);
        assert_eq!((it.card.kind, it.card.contact.shown().as_str()), (CardKind::Group, "Friends"));
        assert_eq!(it.card.members, ["urn:uuid:1", "urn:uuid:2"]);
    }
    assert_eq!(card("4.0", "KIND:location\nFN:Hall\n").card.kind, CardKind::Other("location".into()));
    assert_eq!(card("3.0", "ORG:Acme\nX-ABShowAs:COMPANY\n").card.kind, CardKind::Organization);
}

#[test]
fn photos() {
    let bytes = |media: &str| Some(Photo::Bytes { media_type: media.into(), bytes: b"ABC".to_vec() });
    for (version, lines, photo) in [
        ("2.1", "PHOTO;ENCODING=BASE64;TYPE=GIF:\n QU\n JD\n\n", bytes("image/gif")),
        ("2.1", "PHOTO;JPEG;BASE64:QUJD\n", bytes("image/jpeg")),
        ("2.1", "PHOTO;BASE64;JPEG:QU\nJD\n\n", bytes("image/jpeg")),
        ("3.0", "PHOTO;ENCODING=b;TYPE=JPEG;X-ABCROP-RECTANGLE=ABClipRect_1&0&0&1&1&A==:QU JD\n", bytes("image/jpeg")),
        ("3.0", "PHOTO;VALUE=uri:data:image/png;base64,QUJD\n", bytes("image/png")),
        ("4.0", "PHOTO:data:image/png;base64\\,QUJD\n", bytes("image/png")),
        (
            "4.0",
            "PHOTO;MEDIATYPE=image/gif:http://a.example/b.gif\n",
            Some(Photo::Link("http://a.example/b.gif".into())),
        ),
        ("3.0", "PHOTO;ENCODING=b:\n", None),
        // A picture counts before an address of one, wherever it stands.
        ("3.0", "PHOTO;VALUE=uri:http://a.example/b.gif\nPHOTO;ENCODING=b;TYPE=GIF:QUJD\n", bytes("image/gif")),
        ("3.0", "PHOTO;ENCODING=b;TYPE=GIF:QUJD\nPHOTO;VALUE=uri:http://a.example/b.gif\n", bytes("image/gif")),
        ("3.0", "PHOTO;ENCODING=b;TYPE=GIF:QUJD\nPHOTO;ENCODING=b;TYPE=GIF:QUJE\n", bytes("image/gif")),
    ] {
        assert_eq!(card(version, &format!("FN:Ada\n{lines}")).card.photo, photo, "{lines}");
    }
    assert_eq!(codes(&card("3.0", "FN:Ada\nPHOTO;ENCODING=b:@@@@\n")), [(4, "PHOTO", ProblemCode::Malformed)]);
}

#[test]
fn encodings() {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Müller\r\nEND:VCARD\r\n";
    let utf16 = |big: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for (name, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with its mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("UTF-16LE", utf16(false)),
        ("UTF-16LE with its mark", [b"\xFF\xFE", utf16(false).as_slice()].concat()),
        ("UTF-16BE", utf16(true)),
        ("UTF-16BE with its mark", [b"\xFE\xFF", utf16(true).as_slice()].concat()),
        ("windows-1252", latin),
        ("CR only", text.replace("\r\n", "\r").into_bytes()),
        ("LF only", text.replace("\r\n", "\n").into_bytes()),
        ("CR CR LF", text.replace("\r\n", "\r\r\n").into_bytes()),
    ] {
        let found = cards(&bytes);
        assert_eq!((found.len(), found[0].card.contact.family.as_str()), (1, "Müller"), "{name}");
        assert!(found[0].problems.is_empty(), "{name}");
    }
    // Two encodings in one file: each line is what it says or looks like.
    let mixed =
        b"BEGIN:VCARD\nN:M\xFCller;Zo\xEB\nNOTE:caf\xC3\xA9\nTITLE;CHARSET=windows-1251:\xCB\xE5\xE2\nEND:VCARD\n";
    let it = &cards(mixed)[0].card.contact;
    assert_eq!([&it.family, &it.notes, &it.title].map(String::as_str), ["Müller", "café", "Лев"]);
    // A chosen encoding is not overruled.
    let polish = b"BEGIN:VCARD\nFN:Le\x9A W\xB3a\nEND:VCARD\n";
    let options = CardOptions { encoding: Some("windows-1250".into()), ..CardOptions::default() };
    assert_eq!(cards_with(polish, &options).unwrap()[0].card.contact.family, "Wła");
}

#[test]
fn versions() {
    for (lines, version) in [
        ("VERSION:2.1\n", Version::V2),
        ("VERSION:3.0\n", Version::V3),
        ("VERSION:4.0\n", Version::V4),
        ("TEL;HOME:+442079460958\n", Version::V2),
        ("FN:Ada\n", Version::V3),
    ] {
        let text = format!("begin:vcard\n{lines}FN:Ada\nend:vcard\n");
        assert_eq!(cards(text.as_bytes())[0].version, version, "{lines}");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_stays() {
    let it = card(
        "4.0",
        "FN:Ada\nBDAY:---16\nBDAY;VALUE=text:circa 1800\nEMAIL:ada\nTEL:call me\nURL:see page\nX-ABDATE:soon\n\
         TITLE:CTO\nTITLE:Mother\n",
    );
    assert_eq!(
        codes(&it),
        [
            (4, "BDAY", ProblemCode::DateInvalid),
            (5, "BDAY", ProblemCode::DateInvalid),
            (11, "TITLE", ProblemCode::Kept),
            (6, "EMAIL", ProblemCode::EmailInvalid),
            (7, "TEL", ProblemCode::PhoneInvalid),
            (8, "URL", ProblemCode::LinkInvalid),
            (9, "X-ABDATE", ProblemCode::DateInvalid),
        ]
    );
    assert!(it.original.bytes().windows(10).any(|part| part == b"circa 1800"));
}

#[test]
fn nobody_is_an_error() {
    let it = card("3.0", "NOTE:a note of nobody\nEMAIL:wrong\n");
    assert_eq!(it.problems[0].code, ProblemCode::Unidentified);
    assert_eq!(it.problems[0].severity, satchel_model::Severity::Error);
}

#[test]
fn each_property_tells_which_field_was_read_from_it() {
    let card = card(
        "3.0",
        "FN:Ada Byron\nTITLE:Analyst\nTITLE:Countess\nitem1.EMAIL:ada@example.com\n\
        Item1.X-ABLabel:Boat\nX-A:1\n 2\nitem2.TEL:none\nitem2.X-ABLabel:Boat\n",
    );
    let told: Vec<_> = card.original.properties().iter().map(|it| (it.name, it.field, it.bytes.len())).collect();
    assert_eq!(
        told,
        [
            ("VERSION", None, 13),
            ("FN", Some("display"), 14),
            ("TITLE", Some("title"), 15),
            ("TITLE", None, 16),
            ("EMAIL", Some("emails"), 29),
            ("X-ABLabel", Some("emails"), 22),
            ("X-A", None, 11),
            ("TEL", None, 16),
            ("X-ABLabel", None, 22),
        ]
    );
}
