//! Every fault does what it says, and the same seed does the same.

use std::time::Duration;

use satchel_model::{Entity, FieldChange, Id};
use satchel_remote::fake::{Call, Fake, FarSide, Fault, Settings};
use satchel_remote::{Change, Fate, Found, Halt, Operation, Outcome, Remote, RemoteRef, Values, Version};
use serde_json::json;

const CONTACT: Entity = Entity::Contact;

fn named(name: &str) -> Values {
    Values::from([("family".to_owned(), json!(name))])
}

fn creates(count: u8) -> Vec<Change> {
    let create = |at: u8| {
        Change::new(
            Id::from_parts(1, &[0, 0, 0, 0, 0, 0, 0, 0, 0, at]),
            Operation::Create { kind: CONTACT, values: named(&format!("Person {at}")) },
        )
    };
    (1..=count).map(create).collect()
}

fn rename(reference: &RemoteRef, base: Option<&str>) -> Change {
    let changes = vec![FieldChange { path: "family".into(), before: None, after: Some(json!("Renamed")) }];
    let base = base.map(|version| Version(version.into()));
    let operation = Operation::Update { reference: reference.clone(), base, extra: Values::new(), changes };
    Change::new(creates(1)[0].key, operation)
}

fn words(outcomes: &[Outcome]) -> String {
    let word = |outcome: &Outcome| match outcome {
        Outcome::Applied { .. } => 'a',
        Outcome::Conflict { .. } => 'c',
        Outcome::Duplicate { .. } => 'd',
        Outcome::Rejected { .. } => 'x',
        Outcome::Gone { .. } => 'g',
        Outcome::Unanswered => '?',
        Outcome::Retry { .. } => 'r',
    };
    outcomes.iter().map(word).collect()
}

#[tokio::test]
async fn a_push_of_seven_in_chunks_of_three_under_each_fault_of_its_second_chunk() {
    let wait = Duration::from_secs(30);
    // fault, outcomes, records there, halt
    for (fault, outcomes, there, halt) in [
        (Fault::DropBefore, "aaa???r", 3, Some(Halt::Offline)),
        (Fault::DropAfter, "aaa???r", 6, Some(Halt::Offline)),
        (Fault::Duplicate, "aaaaaaa", 7, None),
        (Fault::Reorder, "aaaaaaa", 7, None),
        (Fault::PartialPage, "aaaaaaa", 7, None),
        (Fault::SignedOut, "aaarrrr", 3, Some(Halt::SignIn)),
        (Fault::Forbidden, "aaarrrr", 3, Some(Halt::Forbidden)),
        (Fault::Throttled(Some(wait)), "aaarrrr", 3, Some(Halt::Throttled { after: Some(wait) })),
        (Fault::Unavailable, "aaa???r", 3, Some(Halt::Unavailable)),
        (Fault::Truncated, "aaa???r", 6, Some(Halt::Nonsense("half an answer"))),
        (Fault::Html, "aaa???r", 3, Some(Halt::Nonsense("a web page"))),
        (Fault::CursorLost, "aaaaaaa", 7, None),
    ] {
        let far = FarSide::new(Settings::default(), 1);
        far.fault(Call::Push, 1, fault);
        let pushed = Fake::new(&far).push(&creates(7)).await;
        assert_eq!(words(&pushed.outcomes), outcomes, "{fault:?}");
        assert_eq!(far.living(CONTACT).len(), there, "{fault:?}");
        assert_eq!(pushed.halt, halt, "{fault:?}");
    }
}

#[tokio::test]
async fn a_page_of_the_feed_under_each_fault() {
    // fault, records in the page or the halt
    for (fault, records) in [
        (Fault::DropBefore, Err(Halt::Offline)),
        (Fault::DropAfter, Err(Halt::Offline)),
        (Fault::Duplicate, Ok(10)),
        (Fault::Reorder, Ok(5)),
        (Fault::PartialPage, Ok(1)),
        (Fault::SignedOut, Err(Halt::SignIn)),
        (Fault::Forbidden, Err(Halt::Forbidden)),
        (Fault::Throttled(None), Err(Halt::Throttled { after: None })),
        (Fault::Unavailable, Err(Halt::Unavailable)),
        (Fault::Truncated, Err(Halt::Nonsense("half an answer"))),
        (Fault::Html, Err(Halt::Nonsense("a web page"))),
        (Fault::CursorLost, Err(Halt::CursorLost)),
    ] {
        let far = FarSide::new(Settings::default(), 1);
        let remote = Fake::new(&far);
        remote.push(&creates(5)).await;
        far.fault(Call::Pull, 0, fault);
        let page = remote.pull(CONTACT, None, 10).await;
        assert_eq!(page.map(|page| page.records.len()), records, "{fault:?}");
        assert_eq!(remote.pull(CONTACT, None, 10).await.unwrap().records.len(), 5, "{fault:?} is over");
    }
}

#[tokio::test]
async fn a_remote_without_upsert_makes_two_of_a_create_that_arrives_twice() {
    let far = FarSide::new(Settings::narrow(), 1);
    far.fault(Call::Push, 0, Fault::Duplicate);
    Fake::new(&far).push(&creates(1)).await;
    assert_eq!(far.living(CONTACT).len(), 2);
}

#[tokio::test]
async fn an_old_version_is_told_with_what_is_there_now() {
    let far = FarSide::new(Settings::default(), 1);
    let remote = Fake::new(&far);
    let reference = far.create(CONTACT, &named("Old")).unwrap();
    let pushed = remote.push(&[rename(&reference, Some("r0")), rename(&reference, None)]).await;
    let [Outcome::Conflict { current }, Outcome::Applied { stored: Some(stored), .. }] = &pushed.outcomes[..] else {
        panic!("{}", words(&pushed.outcomes))
    };
    assert_eq!((&current.values, &stored.values), (&named("Old"), &named("Renamed")));
}

#[tokio::test]
async fn who_is_out_of_sight_is_neither_alive_nor_deleted() {
    let far = FarSide::new(Settings::default(), 1);
    let remote = Fake::new(&far);
    let reference = far.create(CONTACT, &named("Hidden")).unwrap();
    let end = remote.pull(CONTACT, None, 10).await.unwrap().next;
    far.hide(&reference, true);
    let page = remote.pull(CONTACT, Some(&end), 10).await.unwrap();
    assert_eq!((page.records.len(), page.tombstones.len()), (0, 0));
    assert_eq!(remote.sweep(CONTACT, None, 10).await.unwrap().ids, []);
    assert_eq!(remote.read(std::slice::from_ref(&reference)).await.unwrap(), [Found::Ended(Fate::NotVisible)]);
    assert_eq!(words(&remote.push(&[rename(&reference, None)]).await.outcomes), "g");
    far.hide(&reference, false);
    assert_eq!(remote.pull(CONTACT, Some(&page.next), 10).await.unwrap().records.len(), 1);
}

#[tokio::test]
async fn the_clock_of_the_far_side_goes_wrong_and_its_feed_does_not() {
    let far = FarSide::new(Settings::default(), 1);
    let remote = Fake::new(&far);
    far.set_now(10_000);
    far.set_offset(3_600_000);
    far.create(CONTACT, &named("First")).unwrap();
    let page = remote.pull(CONTACT, None, 10).await.unwrap();
    assert_eq!((page.clock, page.records[0].modified.at), (Some(3_610_000), Some(3_610_000)));
    far.set_now(20_000);
    let page = remote.pull(CONTACT, Some(&page.next), 10).await.unwrap();
    far.set_now(5_000);
    far.set_offset(-1_000);
    far.create(CONTACT, &named("Second")).unwrap();
    let page = remote.pull(CONTACT, Some(&page.next), 10).await.unwrap();
    let second = page.records.iter().find(|record| record.values == named("Second")).unwrap();
    assert_eq!(second.modified.at, Some(4_000));
}

#[tokio::test]
async fn a_spent_budget_asks_to_wait() {
    let far = FarSide::new(Settings::default(), 1);
    let remote = Fake::new(&far);
    far.set_budget(Some(1));
    assert_eq!(remote.budget().remaining, Some(1));
    remote.discover().await.unwrap();
    assert_eq!(remote.pull(CONTACT, None, 1).await, Err(Halt::Throttled { after: None }));
    assert_eq!((remote.budget().remaining, far.requests(Call::Pull)), (Some(0), 1));
}

#[tokio::test]
async fn the_same_seed_meets_the_same_faults() {
    async fn play(seed: u64) -> Vec<String> {
        let far = FarSide::new(Settings::default(), seed);
        far.faults_by_chance(400);
        let remote = Fake::new(&far);
        let mut seen = Vec::new();
        for _ in 0..20 {
            seen.push(words(&remote.push(&creates(4)).await.outcomes));
            seen.push(format!("{:?}", remote.pull(CONTACT, None, 10).await));
        }
        seen
    }
    assert_eq!(play(7).await, play(7).await);
    assert_ne!(play(7).await, play(8).await);
}
