//! jCards as programs write them, and broken ones.

use satchel_exchange::{CardOptions, CardReader, FileError, FoundCard, Original, is_jcard, transcribe_jcard};

fn cards(json: &str) -> (Vec<FoundCard>, Vec<String>) {
    let mut text = Vec::new();
    let done = transcribe_jcard(json.as_bytes(), &mut text).unwrap();
    let mut reader = CardReader::new(text.as_slice(), &CardOptions::default()).unwrap();
    let mut found = Vec::new();
    while let Some(card) = reader.read().unwrap() {
        found.push(card);
    }
    assert_eq!(found.len() as u64, done.cards);
    (found, done.warnings)
}

#[test]
fn a_card_says_the_same_in_json() {
    let json = r#" ["vcard", [
        ["version", {}, "text", "4.0"],
        ["fn", {}, "text", "Simon; Perreault, M.Sc."],
        ["n", {}, "text", ["Perreault", "Simon", "", "", ["ing. jr", "M.Sc."]]],
        ["bday", {}, "date-and-or-time", "--02-03"],
        ["anniversary", {}, "date-and-or-time", "2009-08-08T14:30:00-05:00"],
        ["org", { "type": "work" }, "text", ["Viagenie", "Labs, Inc"]],
        ["adr", { "type": "work", "group": "item1" }, "text", ["", "", ["Suite 1", "2875 Laurier"], "Quebec", "QC", "G1V 2M2", "Canada"]],
        ["tel", { "type": ["work", "voice"], "pref": "1" }, "uri", "tel:+1-418-656-9254;ext=102"],
        ["email", {}, "text", "simon@example.ca"],
        ["categories", {}, "text", "one", "two, three"],
        ["note", {}, "text", "first\nsecond; third"],
        ["url", {}, "uri", "http://a.example/?a=b;c,d"],
        ["x-thing", { "x-param": "a;b \"c\"" }, "unknown", "raw\\;text"]
    ]]"#;
    assert!(is_jcard(json.as_bytes()));
    let (found, warnings) = cards(json);
    assert!(warnings.is_empty(), "{warnings:?}");
    let card = &found[0].card;
    let contact = &card.contact;
    assert_eq!(
        (contact.given.as_str(), contact.family.as_str(), contact.suffix.as_str()),
        ("Simon", "Perreault", "ing. jr, M.Sc.")
    );
    assert_eq!(contact.birthday.unwrap().to_string(), "--02-03");
    assert_eq!((contact.company.as_str(), contact.department.as_str()), ("Viagenie", "Labs, Inc"));
    assert_eq!(contact.tags, ["one", "two, three"]);
    assert_eq!(contact.notes, "first\nsecond; third");
    assert_eq!(contact.links[0].1, "http://a.example/?a=b;c,d");
    assert_eq!(contact.addresses[0].locality, "Quebec");
    assert!(contact.phones[0].1.contains("418-656-9254"), "{:?}", contact.phones);
    let text = String::from_utf8(found[0].original.bytes().to_vec()).unwrap();
    assert!(text.contains("X-THING;X-PARAM=\"a;b ^'c^'\":raw\\;text"), "{text}");
    assert!(text.contains("ANNIVERSARY:20090808T143000-0500"), "{text}");
    // And back: it says what it said.
    let again = cards(&found[0].original.to_jcard()).0;
    assert_eq!(again[0].card, *card);
    assert_eq!(again[0].original.bytes(), found[0].original.bytes());
}

#[test]
fn old_cards_become_json_without_their_encodings() {
    let photo = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=windows-1252;QUOTED-PRINTABLE:M=FCller;Zo=EB\r\nPHOTO;ENCODING=BASE64;TYPE=PNG:iVBO\r\n Rw0K\r\nTEL;CELL;PREF:+49 151 12345678\r\nX-ODD:a\\;b\r\nEND:VCARD\r\n";
    let original = Original::from_text(photo);
    let json = original.to_jcard();
    assert!(json.contains(r#"["n",{},"text",["Müller","Zoë"]]"#), "{json}");
    assert!(json.contains(r#"["photo",{},"uri","data:image/png;base64,iVBORw0K"]"#), "{json}");
    let (found, _) = cards(&json);
    let (was, is) = (original.read(None).card, &found[0].card);
    assert_eq!((&was.contact, &was.photo), (&is.contact, &is.photo));
}

#[test]
fn a_list_of_cards_survives_what_is_none() {
    let json = r#"[["vcard",[["fn",{},"text","Ada"]]], {"no":"card"}, 7, ["vcard",[["fn",{},"text","Li"],["bad"],["end",{},"text","VCARD"],["a b",{},"text","x"],["note",{},"text",{"x":1}]]]]"#;
    assert!(is_jcard(json.as_bytes()));
    let (found, warnings) = cards(json);
    assert_eq!(found.len(), 2);
    assert_eq!(
        warnings,
        [
            "2 entries of the list are no cards and are left out.",
            "4 properties are not written as jCard has it and are left out."
        ]
    );
}

#[test]
fn nothing_in_json_can_end_a_card() {
    let json = r#"["vcard",[["fn",{"type":"a\r\nEND:VCARD"},"text","A\r\nEND:VCARD"],["url",{},"uri","http://x\r\nEND:VCARD"],["x-a",{},"unknown","y\nBEGIN:VCARD"]]]"#;
    let (found, _) = cards(json);
    assert_eq!(found.len(), 1);
}

#[test]
fn json_that_breaks_off_keeps_what_was_before() {
    let (found, warnings) = cards("[[\"vcard\",[[\"fn\",{},\"text\",\"Ada\"]]],\n[\"vcard\",[[\"fn\",");
    assert_eq!(found.len(), 1);
    assert_eq!(warnings, ["The JSON breaks off on line 2 behind card 1; what is behind it is lost."]);
    for json in ["", "[", "{}", "[[\"vcard\"]]", "[[\"vcard\",[", "[\"vcard\"]", "7", "[\"other\",[]]"] {
        let error = transcribe_jcard(json.as_bytes(), &mut Vec::new()).unwrap_err();
        assert!(matches!(error, FileError::NotContacts { .. }), "{json}: {error}");
    }
}

#[test]
fn a_card_without_end_is_cut_off() {
    struct Endless(usize);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let begin = b"[[\"vcard\",[[\"fn\",{},\"text\",\"Ada\"]]],[\"vcard\",[[\"note\",{},\"text\",\"";
            if self.0 < begin.len() {
                buffer[0] = begin[self.0];
                self.0 += 1;
                return Ok(1);
            }
            buffer.fill(b'x');
            Ok(buffer.len())
        }
    }
    let done = transcribe_jcard(Endless(0), &mut Vec::new()).unwrap();
    assert_eq!(done.cards, 1);
    assert!(done.warnings[0].contains("card 2 is larger"), "{:?}", done.warnings);
}
