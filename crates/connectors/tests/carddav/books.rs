//! A book behind the port, on real servers: how it is found, what is read of it, and what it costs.
//!
//! Deliberately absent: the laws that every remote keeps (`laws`).

use satchel_connectors::carddav::{CardDavRemote, ConnectError, books, connect};
use satchel_model::{Entity, FieldChange, Id};
use satchel_remote::conformance::Subject;
use satchel_remote::{Change, Cursor, Fate, Found, Halt, Operation, Outcome, Page, Remote, RemoteRef, Values, Version};
use serde_json::{Value, json};

use crate::bench::{DavBench, DavSide, account};
use crate::proxy::Proxy;
use crate::server::{Kind, RADICALE, XANDIKOS, start};

const CONTACT: Entity = Entity::Contact;

const GROUP: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:friends\r\nFN:Friends\r\nN:Friends;;;;\r\n\
    X-ADDRESSBOOKSERVER-KIND:group\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1f2e\r\nEND:VCARD\r\n";

/// Somebody with a picture and with what nobody here understands.
fn ada() -> String {
    let picture: String =
        (0..200).map(|_| " R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7AAAAAAAAAAAA\r\n").collect();
    format!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1f2e\r\nFN:Ada Byron\r\nN:Byron;Ada;;;\r\nPHOTO;ENCODING=b;TYPE=GIF:\r\n{picture}\
         X-STRANGER;X-A=b:kept\\, as it is\r\nTITLE:Analyst\r\nEND:VCARD\r\n"
    )
}

fn set(reference: &RemoteRef, base: Option<&Version>, path: &str, value: &str) -> Change {
    let changes = vec![FieldChange { path: path.to_owned(), before: None, after: Some(json!(value)) }];
    let (reference, base) = (reference.clone(), base.cloned());
    Change::new(id(9), Operation::Update { reference, base, extra: Values::new(), changes })
}

fn id(last: u8) -> Id {
    Id::from_parts(1_700_000_000_000, &[0, 0, 0, 0, 0, 0, 0, 0, 0, last])
}

async fn pull(remote: &CardDavRemote, from: Option<&Cursor>) -> Page {
    let page = remote.pull(CONTACT, from, 1_000).await.unwrap();
    assert!(!page.more);
    page
}

fn names(page: &Page) -> Vec<&str> {
    page.records.iter().map(|record| record.reference.id.as_str()).collect()
}

/// A book on each server, once asked for changes and once compared.
fn sides(kind: &Kind) -> Vec<DavSide> {
    [true, false].into_iter().filter_map(|asks| Some(DavBench::new(start(kind)?, asks).side())).collect()
}

#[tokio::test]
async fn a_book_is_found_from_whatever_a_person_enters() {
    for kind in [&RADICALE, &XANDIKOS] {
        let Some(server) = start(kind) else { continue };
        let (first, second) = (server.book("Clients"), server.book("Family"));
        let proxy = Proxy::before(server.port);
        let mut account = account(proxy.port);
        let home = first.url.join("..").unwrap();
        let principal = home.join("..").unwrap();
        for path in ["", "/", "/nothing/here/", home.path(), principal.path()] {
            account.address = format!("http://127.0.0.1:{}{path}", proxy.port);
            let found = books(&account).await.unwrap();
            let of = |name: &str| found.iter().find(|book| book.name == name).unwrap();
            assert_eq!((of("Clients").url.path(), of("Family").url.path()), (first.url.path(), second.url.path()));
            assert!(of("Clients").writable && of("Clients").tells_changes);
        }
        account.address = format!("http://127.0.0.1:{}{}", proxy.port, first.url.path());
        let found = books(&account).await.unwrap();
        assert_eq!(found.iter().map(|book| book.name.as_str()).collect::<Vec<_>>(), ["Clients"]);
        let remote = connect(&account, found[0].url.as_str()).await.unwrap();
        assert_eq!(remote.book().name, "Clients");
        assert_eq!(
            connect(&account, home.as_str()).await.err(),
            Some(ConnectError::Elsewhere(Some("127.0.0.1".into())))
        );
        let home = found[0].url.join("..").unwrap();
        assert_eq!(connect(&account, home.as_str()).await.err(), Some(ConnectError::NoBook));
    }
}

#[tokio::test]
async fn lists_of_people_are_left_alone() {
    for side in sides(&RADICALE).into_iter().chain(sides(&XANDIKOS)) {
        let ada = side.put("1f2e.vcf", &ada());
        let friends = side.put("friends.vcf", GROUP);
        let remote = side.remote();
        let page = pull(&remote, None).await;
        assert_eq!((names(&page), page.quarantined.len()), (vec!["1f2e.vcf"], 0));
        let swept = remote.sweep(CONTACT, None, 10).await.unwrap();
        assert_eq!(swept.ids.iter().map(|(reference, _)| reference).collect::<Vec<_>>(), [&ada]);
        let found = remote.read(&[friends.clone(), ada.clone()]).await.unwrap();
        assert!(matches!(&found[..], [Found::Ended(Fate::NotVisible), Found::Record(_)]), "{found:?}");
        let before = side.text("friends.vcf");
        let pushed = remote.push(&[set(&friends, None, "title", "Overwritten")]).await;
        assert!(matches!(&pushed.outcomes[..], [Outcome::Rejected { .. }]), "{pushed:?}");
        assert_eq!(side.text("friends.vcf"), before);
    }
}

#[tokio::test]
async fn a_change_keeps_pictures_and_strangers_byte_for_byte() {
    for side in sides(&RADICALE).into_iter().chain(sides(&XANDIKOS)) {
        let reference = side.put("1f2e.vcf", &ada());
        let before = side.text("1f2e.vcf").unwrap();
        let remote = side.remote();
        let record = pull(&remote, None).await.records.remove(0);
        assert!(record.values["photo"]["bytes"].as_u64().unwrap() > 8_000 && !record.extra.contains_key("PHOTO"));
        assert_eq!(record.extra["X-STRANGER"], "X-STRANGER;X-A=b:kept\\, as it is");
        let pushed = remote.push(&[set(&reference, Some(&record.version), "title", "Countess")]).await;
        let [Outcome::Applied { stored: Some(stored), .. }] = &pushed.outcomes[..] else { panic!("{pushed:?}") };
        assert_eq!((&stored.values["title"], &stored.extra), (&json!("Countess"), &record.extra));
        let lines = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(lines(&side.text("1f2e.vcf").unwrap()), lines(&before.replace("Analyst", "Countess")));
    }
}

#[tokio::test]
async fn a_change_on_an_old_version_is_told_with_what_is_there() {
    for side in sides(&RADICALE).into_iter().chain(sides(&XANDIKOS)) {
        let reference = side.put("1f2e.vcf", &ada());
        let remote = side.remote();
        let old = pull(&remote, None).await.records.remove(0).version;
        side.edit(&reference, "title", &json!("Countess")).await;
        let delete = Operation::Delete { reference: reference.clone(), base: Some(old.clone()) };
        let changes = [set(&reference, Some(&old), "title", "Mathematician"), Change::new(id(2), delete)];
        for outcome in remote.push(&changes).await.outcomes {
            let Outcome::Conflict { current } = outcome else { panic!("{outcome:?}") };
            assert_eq!(current.values["title"], "Countess");
        }
        side.delete(&reference).await;
        for outcome in remote.push(&changes).await.outcomes {
            assert_eq!(outcome, Outcome::Gone { merged_into: None });
        }
    }
}

#[tokio::test]
async fn a_card_that_was_created_is_known_wherever_the_server_puts_it() {
    for side in sides(&RADICALE).into_iter().chain(sides(&XANDIKOS)) {
        let values = Values::from([("family".to_owned(), json!("Byron"))]);
        let create = Change::new(id(1), Operation::Create { kind: CONTACT, values });
        let card = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{}\r\nFN:Byron\r\nN:Byron;;;;\r\nEND:VCARD\r\n", id(1));
        let elsewhere = side.put("elsewhere.vcf", &card);
        let remote = side.remote();
        assert_eq!(remote.find_created(CONTACT, id(1), &Values::new()).await, Ok(Some(elsewhere.clone())));
        assert_eq!(pull(&remote, None).await.records[0].key, Some(id(1)));
        side.delete(&elsewhere).await;
        assert_eq!(remote.find_created(CONTACT, id(1), &Values::new()).await, Ok(None));
        let pushed = remote.push(&[create.clone(), create]).await;
        let [Outcome::Applied { reference, .. }, Outcome::Applied { reference: again, .. }] = &pushed.outcomes[..]
        else {
            panic!("{pushed:?}")
        };
        assert_eq!((reference, side.living(CONTACT).await.len()), (again, 1));
    }
}

/// What a contact may hold: everything; as little as makes one; what is hard to write.
fn people() -> Vec<Value> {
    vec![
        json!({
            "prefix": "Lady", "given": "Ada", "middle": "King", "family": "Byron", "suffix": "FRS", "nickname": "Ada",
            "maiden": "Gordon", "display": "The Countess of Lovelace", "company": "Engines; Sons, Ltd", "title": "Analyst",
            "department": "Notes", "birthday": "--12-10", "notes": "one\ntwo, with \\ and ; and ünïcödé 🎩",
            "emails/a": {"value": "ada@example.com", "label": "work", "primary": false},
            "emails/b": {"value": "home@example.com", "label": "boat house", "primary": true},
            "phones/a": {"value": "+44 20 7946 0958", "label": "mobile", "primary": true},
            "links/a": {"value": "https://example.com/a?b=c&d=e,f;g", "label": "website", "primary": true},
            "dates/a": {"value": "1835-07-08", "label": "anniversary", "primary": true},
            "addresses/a": {"street": "12 St James's Square\nFlat 2", "locality": "London", "region": "Greater London",
                "postcode": "SW1Y 4JH", "country": "United Kingdom", "label": "home", "primary": true},
        }),
        json!({"emails/a": {"value": "only@example.com", "primary": true}}),
        json!({"phones/a": {"value": "+49 30 123456", "label": "work fax", "primary": true}}),
        json!({"company": "Engines"}),
        json!({"given": "Ада", "notes": "x".repeat(20_000)}),
        json!({"display": "Just this"}),
        json!({"family": "山田", "given": "太郎", "links/a": {"value": "xmpp:taro@example.jp", "primary": true}}),
    ]
}

/// The values with keys that say nothing.
fn without_keys(values: &Values) -> Vec<(&str, String)> {
    let path = |path: &str| path.split('/').next().unwrap_or_default().len();
    let mut bare: Vec<_> = values.iter().map(|(key, value)| (&key[..path(key)], value.to_string())).collect();
    bare.sort();
    bare
}

#[tokio::test]
async fn whatever_a_contact_holds_comes_back() {
    for side in sides(&RADICALE).into_iter().chain(sides(&XANDIKOS)) {
        let people: Vec<Values> = people().into_iter().map(|it| serde_json::from_value(it).unwrap()).collect();
        let create = |(at, values): (usize, &Values)| {
            let operation = Operation::Create { kind: CONTACT, values: values.clone() };
            Change::new(id(u8::try_from(at).unwrap()), operation)
        };
        let changes: Vec<Change> = people.iter().enumerate().map(create).collect();
        let remote = side.remote();
        let pushed = remote.push(&changes).await;
        for (values, outcome) in people.iter().zip(&pushed.outcomes) {
            let Outcome::Applied { stored: Some(stored), .. } = outcome else { panic!("{outcome:?} of {values:?}") };
            assert_eq!(without_keys(&stored.values), without_keys(values));
        }
        let page = pull(&remote, None).await;
        assert_eq!((page.records.len(), page.quarantined.len()), (people.len(), 0));
        for record in page.records {
            let created = changes.iter().position(|change| Some(change.key) == record.key).unwrap();
            assert_eq!(without_keys(&record.values), without_keys(&people[created]));
        }
    }
}

/// What makes a record hold other values: each field, and each row anew.
fn difference(before: &Values, after: &Values) -> Vec<FieldChange> {
    let gone = before.iter().filter(|(path, _)| path.contains('/') || !after.contains_key(*path));
    let gone = gone.map(|(path, value)| (path.clone(), Some(value.clone()), None));
    let come = after.iter().map(|(path, value)| {
        let before = before.get(path).filter(|_| !path.contains('/'));
        (path.clone(), before.cloned(), Some(value.clone()))
    });
    gone.chain(come).map(|(path, before, after)| FieldChange { path, before, after }).collect()
}

#[tokio::test]
async fn a_contact_becomes_another_one_and_keeps_what_has_no_path() {
    for side in sides(&RADICALE).into_iter().chain(sides(&XANDIKOS)) {
        let people: Vec<Values> = people().into_iter().map(|it| serde_json::from_value(it).unwrap()).collect();
        let reference = side.put("1f2e.vcf", &ada());
        let remote = side.remote();
        let mut now = pull(&remote, None).await.records.remove(0);
        let kept = now.extra.clone();
        for values in people.iter().chain(people.iter().rev()) {
            let operation = Operation::Update {
                reference: reference.clone(),
                base: Some(now.version.clone()),
                extra: now.extra.clone(),
                changes: difference(&now.values, values),
            };
            let pushed = remote.push(&[Change::new(id(1), operation)]).await;
            let Some(Outcome::Applied { stored: Some(stored), .. }) = pushed.outcomes.into_iter().next() else {
                panic!("{values:?} is not taken")
            };
            assert_eq!(without_keys(&stored.values), without_keys(values));
            assert_eq!(stored.extra, kept);
            now = *stored;
        }
    }
}

#[tokio::test]
async fn a_run_with_nothing_to_do_costs_one_request() {
    for side in sides(&RADICALE).into_iter().chain(sides(&XANDIKOS)) {
        for number in 0..120 {
            side.put(&format!("{number}.vcf"), &ada().replace("1f2e", &format!("uid-{number}")));
        }
        let remote = side.remote();
        side.proxy.heard();
        let page = pull(&remote, None).await;
        let methods: Vec<String> = side.proxy.heard().iter().map(|heard| heard.method().to_owned()).collect();
        assert_eq!(page.records.len(), 120);
        assert!(methods.len() <= 5, "a listing or two, and three batches: {methods:?}");
        let (mut from, mut swept) = (None, 0);
        loop {
            let ids = remote.sweep(CONTACT, from.as_ref(), 50).await.unwrap();
            swept += ids.ids.len();
            from = ids.next;
            if from.is_none() {
                break;
            }
        }
        assert_eq!((swept, side.proxy.heard().len()), (120, 2));
        let again = pull(&remote, Some(&page.next)).await;
        assert!(page.gap && !again.gap, "only who begins anew has to look for the dead");
        assert_eq!((again.records.len(), side.proxy.heard().len()), (0, 1));
    }
}

#[tokio::test]
async fn a_change_tells_when_it_was_made() {
    // Xandikos does not know.
    for side in sides(&RADICALE) {
        let reference = side.put("1f2e.vcf", &ada());
        let remote = side.remote();
        let first = pull(&remote, None).await;
        side.edit(&reference, "title", &json!("Countess")).await;
        let page = pull(&remote, Some(&first.next)).await;
        let (at, clock) = (page.records[0].modified.at.unwrap(), page.clock.unwrap());
        assert!((clock - at).abs() < 60_000, "{at} {clock}");
        let pushed = remote.push(&[set(&reference, Some(&first.records[0].version), "title", "x")]).await;
        let [Outcome::Conflict { current }] = &pushed.outcomes[..] else { panic!("{pushed:?}") };
        assert_eq!(current.modified.at, Some(at));
    }
}

#[tokio::test]
async fn a_token_that_is_not_known_loses_the_cursor() {
    for kind in [&RADICALE, &XANDIKOS] {
        let Some(side) = start(kind).map(|server| DavBench::new(server, true).side()) else { continue };
        let unknown = |token: Value| Cursor(json!({"since": {"token": token}}));
        let remote = side.remote();
        for token in ["http://radicale.org/ns/sync/0000", "0000000000000000000000000000000000000000"] {
            let lost = remote.pull(CONTACT, Some(&unknown(json!(token))), 10).await;
            assert_eq!(lost, Err(Halt::CursorLost), "{} {token}", kind.name);
        }
    }
}

#[tokio::test]
async fn another_card_at_an_address_is_told_to_be_somebody_else() {
    let Some(server) = start(&RADICALE) else { return };
    let book = server.book("Clients");
    // As a copy of the server's folder would bring them back.
    let file = server.folder(&book).join("1.vcf");
    let write = |uid: &str| {
        std::fs::write(&file, format!("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:Ada\r\nEND:VCARD\r\n")).unwrap();
    };
    let remote = connect(&account(server.port), book.url.as_str()).await.unwrap();
    write("urn:uuid:0190F000-0000-4000-8000-000000000001");
    let first = pull(&remote, None).await;
    write("mallory");
    let second = pull(&remote, Some(&first.next)).await;
    let identities = |page: &Page| page.records.iter().map(|record| record.identity.clone()).collect::<Vec<_>>();
    assert_eq!(identities(&first), [Some("0190f000-0000-4000-8000-000000000001".to_owned())]);
    assert_eq!((names(&second), identities(&second)), (vec!["1.vcf"], vec![Some("mallory".to_owned())]));
}
