//! Contacts and cards by chance: everything that the model can hold.
//!
//! Left out is what [`Card::write`] says that a card cannot hold: control characters, the year 1604, and an E.164 that
//! is not the one of its number. Deliberately absent: contacts of nobody, which no vault has.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use satchel_exchange::{Card, CardKind, Phonetic, Photo};
use satchel_model::{Address, ContactDraft, Id, PartialDate, collapse, fold, parse_phone};

/// One line as the model keeps it, with everything that means something to a card.
fn line() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a",
        "Ada",
        "Zoë",
        "東京",
        "😀",
        " ",
        ",",
        ";",
        ":",
        "\\",
        "\\n",
        "=",
        "\"",
        "^",
        "^n",
        "'",
        "<",
        "BEGIN:VCARD",
        "END:VCARD",
        "=3D",
        "data:",
        "Dr.",
        "a text that is long enough to fold",
    ]);
    vec(piece, 0..5).prop_map(|pieces| collapse(&pieces.concat()))
}

fn notes() -> impl Strategy<Value = String> {
    vec(line(), 0..4).prop_map(|lines| lines.join("\n").trim_end().to_owned())
}

fn label() -> impl Strategy<Value = String> {
    let known = select(vec![
        "",
        "work",
        "home",
        "other",
        "mobile",
        "work fax",
        "fax",
        "pager",
        "main",
        "website",
        "homepage",
        "linkedin",
        "twitter",
        "skype",
        "anniversary",
        "spouse",
        "assistant",
        "cell",
        "internet",
        "pref",
        "school; mail:x",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => line().prop_map(|text| text.to_lowercase())]
}

fn email() -> impl Strategy<Value = String> {
    "[a-z]{1,4}(\\+[a-z]{1,3})?@[a-z]{1,5}\\.(example|müller\\.example)"
}

fn number() -> impl Strategy<Value = String> {
    select(vec![
        "+44 20 7946 0958",
        "+442079460959",
        "+1 (212) 555-0134",
        "+49 30 901820",
        "020 7946 0958",
        "+1 212 555 0134 ext. 5",
    ])
    .prop_map(str::to_owned)
}

fn link() -> impl Strategy<Value = String> {
    let end = vec(select(vec!["a", ",", ";", "\\", "\\n", "?b=c", "é", "%20", "/"]), 0..5).prop_map(|it| it.concat());
    let start = select(vec!["https://a.example/", "www.a.example/", "skype:ada", "xmpp:a@b.example", "aim:x", "tel:1"]);
    (start, end).prop_map(|(start, end)| format!("{start}{end}"))
}

fn day() -> impl Strategy<Value = PartialDate> {
    (option::of(prop_oneof![Just(1980_i16), 1..1600_i16, 1605..=9999_i16]), 1..=12_i8, 1..=28_i8)
        .prop_filter_map("a day that Outlook takes for none", |(year, month, day)| {
            PartialDate::new(year, month, day).ok()
        })
}

fn address() -> impl Strategy<Value = Address> {
    // No country, because it would give national numbers an E.164.
    (label(), notes(), line(), line(), line()).prop_map(|(label, street, locality, region, postcode)| {
        let lines: Vec<&str> = street.lines().filter(|line| !line.is_empty()).collect();
        let mut address = Address {
            id: Id::from_parts(0, &[0; 10]),
            value: String::new(),
            street: lines.join("\n"),
            locality,
            region,
            postcode,
            country: String::new(),
            label,
            primary: false,
        };
        address.value = address.one_line();
        address
    })
}

fn photo() -> impl Strategy<Value = Photo> {
    prop_oneof![
        (select(vec!["image/jpeg", "image/png", ""]), vec(any::<u8>(), 1..200))
            .prop_map(|(media, bytes)| Photo::Bytes { media_type: media.into(), bytes }),
        Just(Photo::Link("https://a.example/b,c.jpg".into())),
    ]
}

fn unlike<T, K: PartialEq>(rows: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for row in rows {
        if !kept.iter().any(|other| key(other) == key(&row)) {
            kept.push(row);
        }
    }
    kept
}

fn contact() -> impl Strategy<Value = ContactDraft> {
    let names = (line(), line(), line(), line(), line(), line(), line(), line());
    let lists = (
        vec((label(), email()), 0..4),
        vec((label(), number()), 0..4),
        vec(address(), 0..3),
        vec((label(), link()), 0..4),
        vec((label(), day()), 0..3),
        vec(line(), 0..3),
    );
    let texts = (line(), line(), line(), option::of(day()), notes(), line(), line());
    let home =
        (select(vec!["", "Europe/Berlin", "America/New_York", "UTC"]), select(vec!["", "de", "pt-BR", "zh-Hant"]));
    (names, lists, texts, home).prop_map(|(names, lists, texts, (time_zone, language))| {
        let (prefix, given, middle, family, suffix, nickname, maiden, display) = names;
        let (emails, phones, addresses, links, dates, tags) = lists;
        let (company, title, department, birthday, notes, source, owner) = texts;
        let phones = phones.into_iter().map(|(label, number)| {
            let number = parse_phone(&number, None).unwrap();
            (label, number.written, number.e164)
        });
        let digits = |text: &str| text.chars().filter(|c| c.is_alphanumeric() || *c == '+').collect::<String>();
        ContactDraft {
            prefix,
            given,
            middle,
            family,
            suffix,
            nickname,
            maiden,
            display,
            emails: unlike(emails, |(label, address)| (label.clone(), address.to_lowercase())),
            phones: unlike(phones.collect(), |(label, number, _)| (label.clone(), digits(number))),
            addresses: unlike(
                addresses.into_iter().filter(|address| !address.value.is_empty()).collect(),
                |it: &Address| {
                    (
                        it.label.clone(),
                        [&it.street, &it.locality, &it.region, &it.postcode].map(|part| part.to_lowercase()),
                    )
                },
            ),
            links: unlike(links, Clone::clone),
            dates: unlike(dates, Clone::clone),
            company,
            title,
            department,
            birthday,
            time_zone: time_zone.to_owned(),
            language: language.to_owned(),
            tags: unlike(
                tags.into_iter().filter(|tag| !tag.is_empty() && tag.chars().count() <= 100).collect(),
                |tag: &String| fold(tag),
            ),
            notes,
            source,
            owner,
            ..ContactDraft::default()
        }
    })
}

/// Any card of somebody.
pub(crate) fn card() -> impl Strategy<Value = Card> {
    let kind = select(vec![
        CardKind::Individual,
        CardKind::Individual,
        CardKind::Group,
        CardKind::Organization,
        CardKind::Other("location".into()),
    ]);
    let relation = (label(), line().prop_filter("there is somebody", |text| !text.is_empty()));
    let member = select(vec!["urn:uuid:1", "urn:uuid:2", "mailto:a@b.example"]).prop_map(str::to_owned);
    let about = (kind, line(), line(), line(), line(), line(), line(), line());
    let rest = select(vec!["", "{\"role\":\"a,  b;\\n\\\\\"}"]);
    (contact(), about, vec(relation, 0..3), vec(member, 0..3), option::of(photo()), rest)
        .prop_map(|(contact, about, relations, members, photo, rest)| {
            let (kind, uid, revised, role, given, middle, family, company) = about;
            let phonetic = Phonetic { given, middle, family, company };
            let relations = unlike(relations, Clone::clone);
            Card {
                contact,
                kind,
                uid,
                revised,
                role,
                phonetic,
                members: unlike(members, Clone::clone),
                relations,
                photo,
                rest: rest.to_owned(),
            }
        })
        .prop_filter("there is somebody", |card| card.contact.identify().is_ok())
}
