//! Signatures as people have them, English and German, against what a person reads in them.

use satchel_exchange::{SignatureHints, SignatureReading, read_signature};

/// A signature and what it says: name in parts, title, company, department.
struct Case {
    text: &'static str,
    name: &'static str,
    title: &'static str,
    company: &'static str,
    phones: &'static [(&'static str, &'static str)],
    emails: &'static [&'static str],
    links: &'static [&'static str],
    /// Street, postcode, city, country.
    address: Option<(&'static str, &'static str, &'static str, &'static str)>,
    notes: &'static str,
}

const NOTHING: Case =
    Case { text: "", name: "", title: "", company: "", phones: &[], emails: &[], links: &[], address: None, notes: "" };

const CASES: &[Case] = &[
    Case {
        text: "Mit freundlichen Grüßen\n\nDr. Max Mustermann\nVertriebsleiter Süd\n\nMuster & Söhne GmbH\nMusterstraße 12\n10115 Berlin\nDeutschland\n\nTel.: 030 / 1234 5678\nFax: 030 / 1234 5679\nMobil: 0151 23456789\nE-Mail: max.mustermann@muster.de\nwww.muster.de\n\nGeschäftsführer: Karl Muster, Ina Muster\nAmtsgericht Charlottenburg, HRB 12345\nUSt-IdNr.: DE123456789",
        name: "Dr. Max Mustermann",
        title: "Vertriebsleiter Süd",
        company: "Muster & Söhne GmbH",
        phones: &[("work", "+493012345678"), ("fax", "+493012345679"), ("mobile", "+4915123456789")],
        emails: &["max.mustermann@muster.de"],
        links: &["www.muster.de"],
        address: Some(("Musterstraße 12", "10115", "Berlin", "Deutschland")),
        notes: "Geschäftsführer: Karl Muster, Ina Muster\nAmtsgericht Charlottenburg, HRB 12345\nUSt-IdNr.: DE123456789",
    },
    Case {
        text: "--\nJane Smith | Head of Sales\nAcme, Inc.\n123 Main Street, Suite 400, San Francisco, CA 94105\nO: (415) 555-0132 | M: (415) 555-0199\njane.smith@acme.com | www.acme.com\nLinkedIn: jane-smith",
        name: "Jane Smith",
        title: "Head of Sales",
        company: "Acme, Inc.",
        phones: &[("work", "+14155550132"), ("mobile", "+14155550199")],
        emails: &["jane.smith@acme.com"],
        links: &["www.acme.com", "https://www.linkedin.com/in/jane-smith"],
        address: Some(("123 Main Street\nSuite 400", "94105", "San Francisco", "")),
        notes: "",
    },
    Case {
        text: "Kind regards,\nTom O'Brien\nSenior Account Manager\nWidgets Ltd\n10 Downing Street, London SW1A 2AA\nT +44 20 7946 0958 M +44 7700 900123\nhttps://widgets.co.uk\n\nThis email and any attachments are confidential.\nPlease delete it.",
        name: "Tom O'Brien",
        title: "Senior Account Manager",
        company: "Widgets Ltd",
        phones: &[("work", "+442079460958"), ("mobile", "+447700900123")],
        links: &["https://widgets.co.uk"],
        address: Some(("10 Downing Street", "SW1A 2AA", "London", "")),
        ..NOTHING
    },
    Case {
        text: "Viele Grüße\nJulia Schmidt\nProjektleiterin bei der Wolke AG\nD-80331 München · Marienplatz 1\n☎ +49 (0)89 1234567\njulia.schmidt@wolke.example",
        name: "Julia Schmidt",
        title: "Projektleiterin",
        company: "Wolke AG",
        phones: &[("work", "+49891234567")],
        emails: &["julia.schmidt@wolke.example"],
        address: Some(("", "80331", "München", "Deutschland")),
        notes: "Marienplatz 1",
        ..NOTHING
    },
    Case {
        text: "Best,\nPriya Raman, PhD (she/her)\nCo-Founder & CTO at Brightwave\n+1 212 555 0134\npriya@brightwave.io",
        name: "Priya Raman, PhD",
        title: "Co-Founder & CTO at Brightwave",
        phones: &[("", "+12125550134")],
        emails: &["priya@brightwave.io"],
        ..NOTHING
    },
    Case {
        text: "i. A. Sabine Klein\nSekretariat\n\nKanzlei Dr. Groß & Partner\nAm Markt 3 · 50667 Köln\nTelefon 0221/98765-43, Telefax 0221/98765-44\nkanzlei@gross-partner.de",
        name: "Sabine Klein",
        title: "Sekretariat",
        phones: &[("work", "+492219876543"), ("fax", "+492219876544")],
        emails: &["kanzlei@gross-partner.de"],
        address: Some(("Am Markt 3", "50667", "Köln", "")),
        company: "Kanzlei Dr. Groß & Partner",
        ..NOTHING
    },
    Case {
        text: "Anna Maria van der Berg\nMarketing\nTulpen B.V.\nKeizersgracht 100\n1015 CX Amsterdam\nThe Netherlands\nDirect: +31 20 123 4567\nanna@tulpen.nl",
        name: "Anna Maria van der Berg",
        company: "Tulpen B.V.",
        phones: &[("work", "+31201234567")],
        emails: &["anna@tulpen.nl"],
        address: Some(("", "1015 CX", "Amsterdam", "The Netherlands")),
        notes: "Keizersgracht 100",
        ..NOTHING
    },
    Case { text: "Cheers\nBob\n\nSent from my iPhone", notes: "Bob\nSent from my iPhone", ..NOTHING },
    Case {
        text: "John Q. Public <john.public@example.com>\nVP of Engineering, Example Corporation\nCell: 650.253.0000 x42",
        name: "John Q. Public",
        title: "VP of Engineering",
        company: "Example Corporation",
        emails: &["john.public@example.com"],
        phones: &[("mobile", "+16502530000")],
        ..NOTHING
    },
    Case {
        text: "Lukas Huber\nGeschäftsführer\nAlpen Technik GmbH\nHauptstrasse 5, 6020 Innsbruck, Österreich\nMobil +43 664 1234567\nwww.alpentechnik.at",
        name: "Lukas Huber",
        title: "Geschäftsführer",
        company: "Alpen Technik GmbH",
        phones: &[("mobile", "+436641234567")],
        links: &["www.alpentechnik.at"],
        address: Some(("Hauptstrasse 5", "6020", "Innsbruck", "Österreich")),
        ..NOTHING
    },
];

fn read(text: &str) -> SignatureReading {
    let country = if text.contains("(415)") || text.contains("650.253") { Some("US") } else { None };
    read_signature(text, &SignatureHints { country, ..SignatureHints::default() })
}

#[test]
fn signatures_say_what_a_person_reads_in_them() {
    for case in CASES {
        let reading = read(case.text);
        let contact = &reading.contact;
        let mut name = [&contact.prefix, &contact.given, &contact.middle, &contact.family].map(String::as_str).to_vec();
        name.retain(|part| !part.is_empty());
        let mut name = name.join(" ");
        if !contact.suffix.is_empty() {
            name = format!("{name}, {}", contact.suffix);
        }
        assert_eq!(name, case.name, "{}", case.text);
        assert_eq!(contact.title, case.title, "{}", case.text);
        assert_eq!(contact.company, case.company, "{}", case.text);
        let phones: Vec<(&str, &str)> =
            contact.phones.iter().map(|(label, _, e164)| (label.as_str(), e164.as_str())).collect();
        assert_eq!(phones, case.phones, "{}", case.text);
        let emails: Vec<&str> = contact.emails.iter().map(|(_, address)| address.as_str()).collect();
        assert_eq!(emails, case.emails, "{}", case.text);
        let links: Vec<&str> = contact.links.iter().map(|(_, link)| link.as_str()).collect();
        assert_eq!(links, case.links, "{}", case.text);
        let address = contact
            .addresses
            .first()
            .map(|a| (a.street.as_str(), a.postcode.as_str(), a.locality.as_str(), a.country.as_str()));
        assert_eq!(address, case.address, "{}", case.text);
        assert_eq!(contact.notes, case.notes, "{}", case.text);
    }
}

#[test]
fn how_sure_it_is_follows_what_was_found() {
    assert!(read(CASES[0].text).confidence > 0.6, "{}", read(CASES[0].text).confidence);
    assert!(read("Cheers\nBob").confidence < 0.3);
    assert!(read("").confidence < f32::EPSILON);
    let guessed = read("Tel 030 12345678\nada.byron@example.de");
    assert_eq!((guessed.contact.given.as_str(), guessed.contact.family.as_str()), ("Ada", "Byron"));
    assert_eq!(guessed.doubtful, ["given", "family"]);
    assert!(guessed.confidence < 0.8);
}

#[test]
fn the_company_of_the_address_is_known_without_its_form() {
    let reading = read("Ada Byron\nAnalyst\nBabbage Engines\nada@babbage-engines.com");
    assert_eq!((reading.contact.company.as_str(), reading.doubtful.as_slice()), ("Babbage Engines", &["company"][..]));
}

#[test]
fn numbers_that_are_none_stay_in_the_notes() {
    let reading = read("Ada Byron\nIBAN DE89 3704 0044 0532 0130 00\nHRB 123456\n2026\nada@example.com");
    assert!(reading.contact.phones.is_empty(), "{:?}", reading.contact.phones);
    assert!(reading.contact.notes.contains("IBAN"));
}
