//! What a server, or whoever sits on the way, may do to a client: each is named, bounded, and loses nothing.
//!
//! Deliberately absent: what the functions of single answers refuse (`answers`).

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use satchel_connectors::carddav::{Book, CardDavRemote, ConnectError, books, connect};
use satchel_connectors::http::SignIn;
use satchel_model::{Entity, Id, Secret};
use satchel_remote::{
    Budget, Change, Cursor, Fate, Found, Halt, Operation, Outcome, PHOTO, Page, Picture, Remote, RemoteRef, Values,
    Version,
};
use serde_json::json;

use crate::bench::account;
use crate::hostile::{Hostile, Reply, cards, given, listed, many};
use crate::proxy::{Heard, field, page};

const CONTACT: Entity = Entity::Contact;
const MEGABYTE: u64 = 1 << 20;

fn names(page: &Page) -> Vec<&str> {
    page.records.iter().map(|record| record.reference.id.as_str()).collect()
}

fn quarantined(page: &Page) -> Vec<(Option<&str>, &str)> {
    let named = page.quarantined.iter();
    named.map(|it| (it.reference.as_ref().map(|reference| reference.id.as_str()), it.reason.as_str())).collect()
}

fn create(last: u8) -> Change {
    let key = Id::from_parts(1_700_000_000_000, &[0, 0, 0, 0, 0, 0, 0, 0, 0, last]);
    let values = Values::from([("family".to_owned(), json!("Byron"))]);
    Change::new(key, Operation::Create { kind: CONTACT, values })
}

/// A book of two cards, in which the first answer of some kind is another one.
fn spoilt(kind: &'static str, spoil: impl Fn() -> Reply + Send + Sync + 'static) -> Hostile {
    let met = AtomicU64::new(0);
    Hostile::start(move |heard| {
        if (heard.method() == kind || heard.says(kind)) && met.fetch_add(1, Ordering::Relaxed) == 0 {
            return spoil();
        }
        if heard.says("sync-collection") { many(&listed(&["1.vcf", "2.vcf"], "t:1")) } else { cards(heard) }
    })
}

/// The first pull is this halt, and the second is whole.
async fn assert_halts_and_goes_on(server: &Hostile, halt: Halt) {
    let remote = server.remote();
    assert_eq!(remote.pull(CONTACT, None, 10).await, Err(halt));
    assert_eq!(names(&remote.pull(CONTACT, None, 10).await.unwrap()), ["1.vcf", "2.vcf"]);
}

/// The most memory that this process has ever had, in megabytes, whatever else it tests meanwhile; 0 where the system does
/// not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0_u64) >> 10
}

#[tokio::test]
async fn ten_gigabytes_are_cut_off() {
    let told = b"HTTP/1.1 207 x\r\nContent-Length: 10737418240\r\n\r\n<multistatus xmlns='DAV:'>".to_vec();
    let untold = b"HTTP/1.1 207 x\r\nConnection: close\r\n\r\n<multistatus xmlns='DAV:'>".to_vec();
    for beginning in [told, untold] {
        let server = spoilt("sync-collection", move || Reply::Flood(beginning.clone(), 10_240 * MEGABYTE));
        assert_halts_and_goes_on(&server, Halt::Nonsense("more than can be read")).await;
        assert!(server.sent() < 100 * MEGABYTE, "{} bytes were taken", server.sent());
        assert!(peak() < 400, "{} MB", peak());
    }
}

#[tokio::test]
async fn answers_that_are_none_are_never_a_page() {
    let bomb =
        "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;'>]><multistatus xmlns='DAV:'>&c;</multistatus>";
    let file = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><multistatus xmlns='DAV:'>&x;</multistatus>";
    let html = "<!doctype html><html><form action='/login'/></html>";
    let half = page(207, "", &format!("<multistatus xmlns='DAV:'>{}", listed(&["1.vcf"], "t:1")));
    let short = b"HTTP/1.1 207 x\r\nContent-Length: 1000\r\n\r\n<multistatus xmlns='DAV:'>".to_vec();
    for (answer, halt) in [
        (page(207, "", bomb), "XML with a document type"),
        (page(207, "", file), "XML with a document type"),
        (page(200, "Content-Type: text/html\r\n", html), "a web page"),
        (page(207, "Content-Type: text/html\r\n", html), "a web page"),
        (page(200, "", ""), "something that is no address book's answer"),
        (half, "something that is no address book's answer"),
        (short, "half an answer"),
        (page(404, "", ""), "nothing where the address book was"),
    ] {
        for kind in ["sync-collection", "multiget"] {
            let answer = answer.clone();
            let server = spoilt(kind, move || Reply::Bytes(answer.clone()));
            assert_halts_and_goes_on(&server, Halt::Nonsense(halt)).await;
        }
    }
}

#[tokio::test]
async fn each_status_means_something_to_a_run() {
    let seven = Some(Duration::from_secs(7));
    // status, header fields, the halt, and what a create is after it
    for (status, headers, halt, create_is) in [
        (401, "", Halt::SignIn, Outcome::Retry { after: None }),
        (403, "", Halt::Forbidden, Outcome::Retry { after: None }),
        (429, "Retry-After: 7\r\n", Halt::Throttled { after: seven }, Outcome::Retry { after: seven }),
        (429, "", Halt::Throttled { after: None }, Outcome::Retry { after: None }),
        (503, "Retry-After: 7\r\n", Halt::Throttled { after: seven }, Outcome::Retry { after: seven }),
        (503, "", Halt::Unavailable, Outcome::Unanswered),
        (500, "", Halt::Unavailable, Outcome::Unanswered),
    ] {
        let server = Hostile::start(move |_| Reply::Bytes(page(status, headers, "")));
        let remote = server.remote();
        assert_eq!(remote.pull(CONTACT, None, 10).await, Err(halt.clone()), "{status}");
        let connected = connect(&account(server.port), server.book().url.as_str()).await;
        assert_eq!(connected.err(), Some(ConnectError::Halt(halt.clone())), "{status}");
        let budget = match halt {
            Halt::Throttled { after } => Budget { remaining: Some(0), resets_in: after, spent: 0 },
            _ => Budget::default(),
        };
        assert_eq!(Budget { spent: 0, ..remote.budget() }, budget, "{status}");
        assert_eq!(remote.sweep(CONTACT, None, 10).await, Err(halt.clone()), "{status}");
        let pushed = remote.push(&[create(1), create(2)]).await;
        assert_eq!(pushed.outcomes, [create_is, Outcome::Retry { after: None }], "{status}");
        assert_eq!(pushed.halt, Some(halt), "{status}");
    }
}

#[tokio::test]
async fn a_card_that_is_not_taken_is_refused_by_name_and_the_others_go_on() {
    for (status, code) in [(413, "too_large"), (415, "media_type"), (507, "no_room"), (400, "not_taken")] {
        let bad = create(1).key.to_string();
        let server = Hostile::start(move |heard| match heard.method() {
            "PUT" if heard.head.contains(&bad) => Reply::Bytes(page(status, "", "")),
            "PUT" => Reply::Bytes(page(201, "", "")),
            _ => cards(heard),
        });
        let pushed = server.remote().push(&[create(1), create(2)]).await;
        let [Outcome::Rejected { code: said, .. }, Outcome::Applied { .. }] = &pushed.outcomes[..] else {
            panic!("{pushed:?}")
        };
        assert_eq!((said.as_str(), &pushed.halt), (code, &None));
    }
}

#[tokio::test]
async fn a_picture_for_which_there_is_no_room_is_what_is_refused() {
    let picture = Picture::new([b"\x89PNG\r\n\x1a\n".as_slice(), &[7; 90_000]].concat());
    let with_picture = |change: Change| {
        let Operation::Create { kind, mut values } = change.operation else { panic!("{change:?}") };
        values.insert(PHOTO.to_owned(), picture.value());
        Change { picture: Some(picture.clone()), ..Change::new(change.key, Operation::Create { kind, values }) }
    };
    for (status, code) in [(413, "too_large"), (507, "no_room")] {
        let server = Hostile::start(move |heard| match heard.method() {
            "PUT" if heard.says("PHOTO") => Reply::Bytes(page(status, "", "")),
            "PUT" => Reply::Bytes(page(201, "", "")),
            _ => cards(heard),
        });
        let pushed = server.remote().push(&[with_picture(create(1)), create(2)]).await;
        let [Outcome::Rejected { code: said, path, .. }, Outcome::Applied { .. }] = &pushed.outcomes[..] else {
            panic!("{pushed:?}")
        };
        assert_eq!((said.as_str(), path.as_deref(), &pushed.halt), (code, Some(PHOTO), &None));
    }
    // A server that says how large a card may be is not asked to take a larger one.
    let server = Hostile::start(cards);
    let book = Book { largest: Some(100_000), ..server.book() };
    let remote = CardDavRemote::of(&account(server.port), book).unwrap();
    let offered = remote.discover().await.unwrap().kind(CONTACT).unwrap().fields[PHOTO];
    assert!(offered.longest.is_some_and(|longest| longest < 72_000 && longest > 50_000), "{offered:?}");
    let pushed = remote.push(&[with_picture(create(1))]).await;
    let Outcome::Rejected { code, path, .. } = &pushed.outcomes[0] else { panic!("{pushed:?}") };
    assert_eq!((code.as_str(), path.as_deref(), server.heard().len()), ("too_long", Some(PHOTO), 0));
}

#[tokio::test]
async fn a_change_that_met_something_else_than_an_answer_is_unanswered() {
    let web_page = || Reply::Bytes(page(200, "Content-Type: text/html\r\n", "<html/>"));
    let nothing = || Reply::Bytes(Vec::new());
    let half = || Reply::Bytes(b"HTTP/1.1 201 x\r\nContent-Length: 9\r\n\r\n".to_vec());
    let flood = || Reply::Flood(b"HTTP/1.1 201 x\r\n\r\n".to_vec(), 10_240 * MEGABYTE);
    let manners: [(fn() -> Reply, Halt); 5] = [
        (web_page, Halt::Nonsense("a web page")),
        (nothing, Halt::Offline),
        (half, Halt::Nonsense("half an answer")),
        (flood, Halt::Nonsense("more than can be read")),
        (|| Reply::Silence, Halt::Offline),
    ];
    for (manner, halt) in manners {
        let server = Hostile::start(move |_| manner());
        let mut account = account(server.port);
        account.access.limits.silence = Duration::from_millis(200);
        let remote = CardDavRemote::of(&account, server.book()).unwrap();
        let pushed = remote.push(&[create(1), create(2)]).await;
        assert_eq!(pushed.outcomes, [Outcome::Unanswered, Outcome::Retry { after: None }], "{halt}");
        assert_eq!(pushed.halt, Some(halt));
    }
    // An update asks first, and what breaks off there was no change.
    let server = Hostile::start(|_| Reply::Bytes(Vec::new()));
    let reference = RemoteRef::new(CONTACT, "1.vcf");
    let operation = Operation::Update { reference, base: None, extra: Values::new(), changes: Vec::new() };
    let pushed = server.remote().push(&[Change::new(create(1).key, operation)]).await;
    assert_eq!((&pushed.outcomes[..], pushed.halt), (&[Outcome::Retry { after: None }][..], Some(Halt::Offline)));
    // Where nobody is, nothing was sent.
    let mut book = Hostile::start(|_| Reply::Silence).book();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    book.url.set_port(Some(free)).unwrap();
    let pushed = CardDavRemote::of(&account(free), book).unwrap().push(&[create(1)]).await;
    assert_eq!((&pushed.outcomes[..], pushed.halt), (&[Outcome::Retry { after: None }][..], Some(Halt::Offline)));
}

#[tokio::test]
async fn a_listing_that_goes_in_a_circle_ends() {
    let pages = AtomicU64::new(0);
    let server = Hostile::start(move |heard| {
        if !heard.says("sync-collection") {
            return cards(heard);
        }
        let token = format!("t:{}", pages.fetch_add(1, Ordering::Relaxed) % 3);
        let more = "<response><href>/ada/book/</href><status>HTTP/1.1 507 x</status></response>";
        many(&format!("{}{more}", listed(&["1.vcf"], &token)))
    });
    let remote = server.remote();
    let mut from: Option<Cursor> = None;
    let end = loop {
        match remote.pull(CONTACT, from.as_ref(), 10).await {
            Ok(page) => from = Some(page.next),
            Err(halt) => break halt,
        }
        assert!(server.heard().len() < 100, "it does not end");
    };
    assert_eq!(end, Halt::Nonsense("a listing that goes in a circle"));
}

#[tokio::test]
async fn addresses_that_lead_elsewhere_are_named_and_left_alone() {
    let other = Hostile::start(cards);
    let elsewhere = format!("http://127.0.0.1:{}/ada/book/9.vcf", other.port);
    let hrefs = move || {
        [
            "1.vcf".to_owned(),
            "../other/2.vcf".to_owned(),
            "/ada/book/%2e%2e/3.vcf".to_owned(),
            "/ada/book/a%2Fb.vcf".to_owned(),
            "/ada/book//4.vcf".to_owned(),
            "/ada/book/sub/5.vcf".to_owned(),
            "//evil.example/6.vcf".to_owned(),
            elsewhere.clone(),
            "file:///etc/passwd".to_owned(),
        ]
    };
    let server = Hostile::start(move |heard| {
        let hrefs = hrefs();
        let hrefs: Vec<&str> = hrefs.iter().map(String::as_str).collect();
        if heard.says("sync-collection") { many(&listed(&hrefs, "t:1")) } else { cards(heard) }
    });
    let page = server.remote().pull(CONTACT, None, 10).await.unwrap();
    assert_eq!(names(&page), ["1.vcf"]);
    assert_eq!(quarantined(&page), [(None, "addresses that lead out of the book, and are left alone: 8")]);
    let asked = server.heard().pop().unwrap();
    assert_eq!(String::from_utf8_lossy(&asked.body).matches("<d:href>").count(), 1);
    assert_eq!(other.heard().len(), 0);
    // Neither does an id that somebody wrote into the vault.
    let found = server.remote().read(&[RemoteRef::new(CONTACT, "../other/2.vcf")]).await.unwrap();
    assert_eq!((found, server.heard().len()), (vec![Found::Ended(Fate::NotVisible)], 2));
}

#[tokio::test]
async fn a_card_with_a_picture_of_200_megabytes_is_left_alone_by_name() {
    let server = Hostile::start(|heard| {
        if heard.says("sync-collection") {
            return many(&listed(&["1.vcf", "2.vcf", "huge.vcf", "3.vcf", "4.vcf"], "t:1"));
        }
        if heard.says("huge.vcf") {
            let beginning = "HTTP/1.1 207 x\r\nConnection: close\r\n\r\n<multistatus xmlns='DAV:'>";
            return Reply::Flood(beginning.into(), 200 * MEGABYTE);
        }
        cards(heard)
    });
    let page = server.remote().pull(CONTACT, None, 10).await.unwrap();
    assert_eq!(names(&page), ["1.vcf", "2.vcf", "3.vcf", "4.vcf"]);
    assert_eq!(quarantined(&page), [(Some("huge.vcf"), "the card is larger than any that is read")]);
    assert!(server.sent() < 200 * MEGABYTE, "{} bytes were taken", server.sent());
    assert!(peak() < 400, "{} MB", peak());
    assert!(page.tombstones.is_empty() && !page.more);
}

#[tokio::test]
async fn a_page_of_heavy_cards_is_cut_and_goes_on() {
    const CARDS: usize = 60;
    let names: Vec<String> = (0..CARDS).map(|number| format!("{number:03}.vcf")).collect();
    // What nobody here understands, in lines that are each short enough to come along.
    let heavy: Arc<str> = (0..200).map(|at| format!("X-{at}:{}\n", "x".repeat(1_000))).collect::<String>().into();
    for tells_changes in [true, false] {
        let (listed_names, heavy) = (names.clone(), Arc::clone(&heavy));
        let server = Hostile::start(move |heard| {
            let hrefs: Vec<&str> = listed_names.iter().map(String::as_str).collect();
            if heard.method() == "PROPFIND" && heard.says("resourcetype") {
                let book = "<response><href>/ada/book/</href><propstat><prop><resourcetype><collection/><C:addressbook/>\
                    </resourcetype></prop></propstat></response>";
                return many(&format!("{book}{}", listed(&hrefs, "")));
            }
            if heard.says("sync-collection") {
                return many(&listed(&hrefs, "t:1"));
            }
            let body = String::from_utf8_lossy(&heard.body).into_owned();
            let asked = body.split("<d:href>").skip(1).filter_map(|rest| rest.split("</d:href>").next());
            many(&asked.map(|href| given(href, &format!("UID:{href}\nFN:Card at {href}\n{heavy}"))).collect::<String>())
        });
        let book = Book { tells_changes, ..server.book() };
        let remote = CardDavRemote::of(&account(server.port), book).unwrap();
        let first = remote.pull(CONTACT, None, 1_000).await.unwrap();
        assert!(first.more && first.records.len() < CARDS, "{}", first.records.len());
        assert!(first.weight() < 16 << 20, "{}", first.weight());
        // The rest, with a new connection as well.
        let again = CardDavRemote::of(&account(server.port), Book { tells_changes, ..server.book() }).unwrap();
        let second = again.pull(CONTACT, Some(&first.next), 1_000).await.unwrap();
        assert!(!second.more);
        let read: BTreeSet<&str> = self::names(&first).into_iter().chain(self::names(&second)).collect();
        assert_eq!((read.len(), first.records.len() + second.records.len()), (CARDS, CARDS), "{tells_changes}");
    }
    assert!(peak() < 400, "{} MB", peak());
}

#[tokio::test]
async fn another_card_under_a_name_is_not_taken_for_the_one_that_was_there() {
    let own = format!("{}.vcf", create(1).key);
    let href = own.clone();
    let server = Hostile::start(move |heard| {
        if heard.says("sync-collection") {
            return many(&listed(&[&href, "1.vcf", "2.vcf"], "t:1"));
        }
        // Not asked for, asked for and not given, and somebody else in the place of who was created here.
        let stranger = given("stranger.vcf", "UID:s\nFN:Stranger\n");
        many(&[given(&href, "UID:mallory\nFN:Mallory\n"), given("1.vcf", "UID:1\nFN:Ada\n"), stranger].concat())
    });
    let remote = server.remote();
    let page = remote.pull(CONTACT, None, 10).await.unwrap();
    assert_eq!((names(&page), page.tombstones.len()), (vec!["1.vcf"], 0));
    let reasons = quarantined(&page);
    assert_eq!(
        reasons,
        [
            (Some(own.as_str()), "another card is at the address of one that was created here"),
            (Some("2.vcf"), "the server does not answer for this card"),
        ]
    );
    // A change that was made on one card is not written into another.
    let change = satchel_model::FieldChange { path: "title".into(), before: None, after: Some(json!("x")) };
    let operation = Operation::Update {
        reference: RemoteRef::new(CONTACT, "1.vcf"),
        base: Some(Version("\"1\"".into())),
        extra: Values::from([("UID".to_owned(), json!("UID:another"))]),
        changes: vec![change],
    };
    let pushed = remote.push(&[Change::new(create(1).key, operation)]).await;
    assert!(matches!(&pushed.outcomes[..], [Outcome::Rejected { code, .. }] if code == "another_card"), "{pushed:?}");
    assert!(server.heard().iter().all(|heard| heard.method() != "PUT"));
}

#[tokio::test]
async fn credentials_go_to_no_other_host() {
    let other = Hostile::start(cards);
    let location = format!("Location: http://127.0.0.1:{}/dav/\r\n", other.port);
    let server = Hostile::start(move |_| Reply::Bytes(page(302, &location, "")));
    let elsewhere = ConnectError::Elsewhere(None);
    assert_eq!(books(&account(server.port)).await.err(), Some(elsewhere.clone()));
    assert_eq!(connect(&account(server.port), server.book().url.as_str()).await.err(), Some(elsewhere));
    let halt = Halt::Nonsense("the address of another host");
    assert_eq!(server.remote().pull(CONTACT, None, 10).await, Err(halt.clone()));
    let location = format!("Location: http://127.0.0.1:{}/dav/\r\n", other.port);
    for (status, halt) in [(307, halt), (302, Halt::Nonsense("a status that means nothing here"))] {
        let location = location.clone();
        let server = Hostile::start(move |_| Reply::Bytes(page(status, &location, "")));
        let pushed = server.remote().push(&[create(1)]).await;
        assert_eq!((&pushed.outcomes[..], pushed.halt), (&[Outcome::Retry { after: None }][..], Some(halt)));
    }
    assert_eq!(other.heard().len(), 0);

    // By name, a person is told where.
    let server = Hostile::start(|_| Reply::Bytes(page(301, "Location: https://evil.example/\r\n", "")));
    let found = books(&account(server.port)).await;
    assert_eq!(found.err(), Some(ConnectError::Elsewhere(Some("evil.example".into()))));
    let server = Hostile::start(|_| {
        many(
            "<response><href>/</href><propstat><prop><C:addressbook-home-set><href>https://p1.evil.example/1/</href>\
             </C:addressbook-home-set></prop></propstat></response>",
        )
    });
    let found = books(&account(server.port)).await;
    assert_eq!(found.err(), Some(ConnectError::Elsewhere(Some("p1.evil.example".into()))));
    let server = Hostile::start(|_| Reply::Bytes(page(301, "Location: /again/\r\n", "")));
    assert_eq!(books(&account(server.port)).await.err(), Some(ConnectError::Elsewhere(None)));
    assert!(server.heard().len() < 10, "in a circle, not for ever");

    // An address of a book on another host is not asked.
    assert!(matches!(connect(&account(server.port), other.book().url.as_str()).await, Err(ConnectError::Elsewhere(_))));
    assert_eq!(other.heard().len(), 0);
}

#[tokio::test]
async fn a_secret_is_in_the_header_that_is_for_it_and_nowhere_else() {
    let secrets: BTreeSet<&str> = ["secret", "YWRhOnNlY3JldA=="].into();
    let shows = |text: &str| secrets.iter().any(|secret| text.contains(secret));
    let refusals: [fn(&Heard) -> Reply; 5] = [
        |_| Reply::Bytes(page(401, "", "secret")),
        |_| Reply::Bytes(page(200, "Content-Type: text/html\r\n", "<html>secret</html>")),
        |_| Reply::Bytes(page(302, "Location: http://evil.example/?password=secret\r\n", "")),
        |_| Reply::Bytes(page(400, "", "secret")),
        cards,
    ];
    for manner in refusals {
        let server = Hostile::start(manner);
        let account = account(server.port);
        let remote = server.remote();
        let mut told = vec![format!("{account:?} {remote:?}")];
        for error in [books(&account).await.err(), connect(&account, server.book().url.as_str()).await.err()] {
            told.extend(error.map(|error| format!("{error} {error:?}")));
        }
        told.push(format!("{:?}", remote.pull(CONTACT, None, 10).await.map_err(|halt| (halt.to_string(), halt))));
        told.push(format!("{:?}", remote.sweep(CONTACT, None, 10).await.err()));
        told.push(format!("{:?}", remote.push(&[create(1)]).await));
        assert!(!told.iter().any(|text| shows(text)), "{told:?}");
        let heard = server.heard();
        assert!(heard.iter().any(|heard| heard.head.contains("YWRhOnNlY3JldA==")));
        for Heard { head, body } in heard {
            let others: String =
                head.lines().filter(|line| !line.to_lowercase().starts_with("authorization:")).collect();
            assert!(!shows(&others) && !shows(&String::from_utf8_lossy(&body)), "{others}");
        }
    }
}

#[tokio::test]
async fn a_token_is_sent_as_one_and_not_printed() {
    let server = Hostile::start(cards);
    let mut account = account(server.port);
    account.access.sign_in = SignIn::Bearer(Secret::new("t0ken".to_owned()));
    let remote = CardDavRemote::of(&account, server.book()).unwrap();
    remote.read(&[RemoteRef::new(CONTACT, "1.vcf")]).await.unwrap();
    let sent = server.heard().pop().unwrap();
    assert_eq!(field(&sent.head, "authorization").as_deref(), Some("Bearer t0ken"));
    assert!(!format!("{account:?} {remote:?}").contains("t0ken"));
}
