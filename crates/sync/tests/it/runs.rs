//! Runs over a real database: what a person would see happen.

use std::time::Duration;

use satchel_model::{Entity, FieldChange, Id, RecordState};
use satchel_remote::fake::{Call, Fake, FarSide, Fault, Settings};
use satchel_remote::{Change, Fate, Halt, Operation, Values};
use satchel_store::{MatterKind, Wanted, mint};
use satchel_sync::{
    Choice, Counts, Direction, Ended, HoldReason, Policy, Request, Rules, RunError, Time, let_go, say_who,
    take_decision,
};
use serde_json::{Value, json};

use crate::book::{Book, NOTHING};
use crate::strict::Strict;
use crate::vault::values;

async fn book() -> Book {
    Book::beside(&FarSide::new(Settings::default(), 1), &Rules::default()).await
}

fn there(far: &FarSide, field: &str, value: impl Into<Value>) {
    let value: Value = value.into();
    for reference in far.living(Entity::Contact) {
        let change = FieldChange { path: field.to_owned(), before: None, after: Some(value.clone()) };
        assert!(far.edit(&reference, &[change]));
    }
}

#[tokio::test]
async fn both_sides_get_what_the_other_has_and_then_there_is_nothing_to_do() {
    let book = book().await;
    book.far.create(Entity::Contact, &values([("family", json!("Lovelace"))])).unwrap();
    let email = json!({"value": "zoe@example.com", "label": "work"});
    book.add(values([("family", json!("Ångqvist")), (&format!("emails/{}", Id::from_parts(1, &[1; 10])), email)]))
        .await;
    let run = book.run().await;
    assert_eq!(run.ended, Ended::Done);
    assert_eq!(
        (run.report.pulled, run.report.pushed),
        (Counts { created: 1, ..Counts::default() }, Counts { created: 1, ..Counts::default() },)
    );
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    // A run with nothing to do writes nothing into the journal and asks little.
    let (head, asked) = (book.store.head().await.unwrap(), book.far.requests(Call::Pull));
    let run = book.run().await;
    assert_eq!((run.report.pulled.sum(), run.report.pushed.sum(), run.batch), (0, 0, None));
    assert_eq!(book.store.head().await.unwrap(), head);
    assert_eq!(book.far.requests(Call::Pull), asked + 1);
}

#[tokio::test]
async fn a_rehearsal_shows_everything_and_does_nothing() {
    let book = book().await;
    book.far.create(Entity::Contact, &values([("family", json!("Lovelace"))])).unwrap();
    let id = book.add(values([("family", json!("Ångqvist"))])).await;
    let head = book.store.head().await.unwrap();
    let request = Request { rehearsal: true, ..Request::default() };
    let run = book.try_run(&request, usize::MAX).await.unwrap().unwrap();
    assert_eq!(run.ended, Ended::Rehearsed);
    assert_eq!((run.plan.writes.len(), run.plan.pushes.len()), (1, 1));
    assert_eq!((book.store.head().await.unwrap(), book.far.requests(Call::Push)), (head, 0));
    // Who is held is left alone, and goes with the next run.
    let request = Request { hold: [id].into(), ..Request::default() };
    let run = book.try_run(&request, usize::MAX).await.unwrap().unwrap();
    assert_eq!((run.report.held, run.report.pushed.sum(), run.report.pulled.created), (1, 0, 1));
    assert_eq!(book.run().await.report.pushed.created, 1);
}

#[tokio::test]
async fn a_conflict_waits_for_a_person_who_can_take_either_side_or_something_else() {
    for (choice, wins) in
        [(Choice::Mine, "mine"), (Choice::Theirs, "theirs"), (Choice::Value(Some(json!("third"))), "third")]
    {
        let book =
            Book::beside(&FarSide::new(Settings::default(), 1), &Rules { otherwise: Policy::Ask, ..Rules::default() })
                .await;
        let id = book.add(values([("family", json!("Lovelace")), ("title", json!("base"))])).await;
        book.run_to_the_end().await;
        book.edit(id, "title", Some(json!("mine"))).await;
        there(&book.far, "title", "theirs");
        assert_eq!(book.run().await.report.conflicts, 1);
        let open = book.matters(MatterKind::Conflict).await;
        assert_eq!((open[0].path.as_str(), &open[0].value["base"]), ("title", &json!("base")));
        take_decision(&book.store, &book.account, (id, "title"), &choice, book.person(), None).await.unwrap();
        assert!(book.matters(MatterKind::Conflict).await.is_empty());
        let plan = book.run_to_the_end().await;
        book.assert_in_step(&plan, &NOTHING).await;
        assert_eq!(book.look(id).await.values["title"], json!(wins));
        let gone = take_decision(&book.store, &book.account, (id, "title"), &choice, book.person(), None).await;
        assert!(matches!(gone, Err(RunError::Decision(_))));
    }
}

#[tokio::test]
async fn a_pull_that_is_undone_holds_the_record_until_a_person_says_which_side_is_right() {
    for mine in [true, false] {
        let book = book().await;
        let id = book.add(values([("family", json!("Lovelace")), ("title", json!("Countess"))])).await;
        book.run_to_the_end().await;
        there(&book.far, "title", "Baroness");
        let batch = book.run().await.batch.unwrap();
        assert_eq!(book.look(id).await.values["title"], json!("Baroness"));
        book.undo(batch).await;
        let run = book.run().await;
        assert_eq!((run.plan.holds[0].reason, run.report.pushed.sum()), (HoldReason::Undone, 0));
        assert_eq!(book.run().await.report.held, 1, "it is remembered");
        let_go(&book.store, &book.account, id, mine, book.person()).await.unwrap();
        let plan = book.run_to_the_end().await;
        book.assert_in_step(&plan, &NOTHING).await;
        let title = if mine { "Countess" } else { "Baroness" };
        assert_eq!(book.look(id).await.values["title"], json!(title));
    }
}

#[tokio::test]
async fn looking_at_everybody_again_holds_nobody_who_was_decided_about() {
    let book = book().await;
    let id = book.add(values([("family", json!("Lovelace")), ("title", json!("Countess"))])).await;
    book.run_to_the_end().await;
    there(&book.far, "title", "Baroness");
    let batch = book.run().await.batch.unwrap();
    book.undo(batch).await;
    assert_eq!(book.run().await.report.held, 1);
    let_go(&book.store, &book.account, id, true, book.person()).await.unwrap();
    book.run_to_the_end().await;
    book.store.look_again(&book.account).await.unwrap();
    let run = book.run().await;
    assert_eq!((run.report.held, run.report.pushed.sum(), run.report.pulled.sum()), (0, 0, 0));
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
}

#[tokio::test]
async fn an_edit_that_was_sent_and_is_undone_is_held_and_one_that_was_not_is_simply_gone() {
    let book = book().await;
    let id = book.add(values([("family", json!("Lovelace")), ("title", json!("Countess"))])).await;
    book.run_to_the_end().await;
    let batch = book.edit(id, "title", Some(json!("Baroness"))).await.unwrap();
    book.undo(batch).await;
    assert!(book.run_to_the_end().await.holds.is_empty());
    let batch = book.edit(id, "title", Some(json!("Baroness"))).await.unwrap();
    book.run_to_the_end().await;
    book.undo(batch).await;
    assert_eq!(book.run().await.report.held, 1);
    assert_eq!(book.far.look(&book.mirror(id).await.unwrap().reference).unwrap().values["title"], json!("Baroness"));
}

#[tokio::test]
async fn a_create_whose_answer_never_came_is_found_again() {
    let far = FarSide::new(Settings::narrow(), 1);
    let book = Book::beside(&far, &Rules::default()).await;
    let id = book.add(values([("family", json!("Lovelace"))])).await;
    far.fault(Call::Push, 0, Fault::DropAfter);
    let run = book.run().await;
    assert_eq!(run.report.pushed.created, 0);
    assert_eq!(book.matters(MatterKind::Unanswered).await.len(), 1);
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    assert_eq!(far.living(Entity::Contact).len(), 1);
    assert!(book.matters(MatterKind::Unanswered).await.is_empty());
    assert!(book.mirror(id).await.is_some());
}

#[tokio::test]
async fn what_the_remote_refuses_is_named_and_goes_when_it_is_edited() {
    let is_long = |change: &Change| format!("{change:?}").contains("Grand Vizier");
    let book = book().await;
    let id = book.add(values([("family", json!("Lovelace")), ("title", json!("Grand Vizier"))])).await;
    book.add(values([("family", json!("Hopper"))])).await;
    let picky = Strict { fake: Fake::new(&book.far), forbids: |_| false, refuses: is_long };
    let run = book.run_with(&picky, &Request::default(), usize::MAX).await.unwrap().unwrap();
    let refused: Vec<_> =
        run.report.failed().map(|outcome| (outcome.record, outcome.what, outcome.words.as_str())).collect();
    assert_eq!(refused, [(Some(id), "refused", "not like this")]);
    assert_eq!((run.ended, run.report.pushed.created), (Ended::Done, 1));
    assert_eq!(book.matters(MatterKind::Refused).await[0].value["path"], json!("title"));
    let asked = book.far.requests(Call::Push);
    assert_eq!(book.run().await.report.pushed.created, 0);
    assert_eq!(book.far.requests(Call::Push), asked, "it is not sent again as it is");
    book.edit(id, "title", Some(json!("Countess"))).await;
    assert_eq!(book.run().await.report.pushed.created, 1);
    assert!(book.matters(MatterKind::Refused).await.is_empty());
}

#[tokio::test]
async fn many_who_vanish_stop_the_run_and_nobody_is_harmed() {
    let book = book().await;
    for number in 0..20 {
        book.add(values([("family", json!(format!("Person {number}")))])).await;
    }
    book.run_to_the_end().await;
    for reference in book.far.living(Entity::Contact).into_iter().take(6) {
        book.far.end(&reference, Fate::Deleted { restorable: true });
    }
    let run = book.run().await;
    let Ended::Stopped(stop) = run.ended else { panic!("{:?}", run.ended) };
    assert_eq!((stop.here, stop.linked), (6, 20));
    assert_eq!(book.store.count(RecordState::Active).await.unwrap(), 20);
    let approved = satchel_sync::Approved { here: stop.here, there: stop.there };
    let request = Request { approved, ..Request::default() };
    let run = book.try_run(&request, usize::MAX).await.unwrap().unwrap();
    assert_eq!((run.ended, run.report.pulled.deleted), (Ended::Done, 6));
    assert_eq!(book.store.count(RecordState::Active).await.unwrap(), 14);
}

#[tokio::test]
async fn who_is_told_to_wait_waits_and_who_must_sign_in_again_is_told() {
    let book = book().await;
    for number in 0..7 {
        book.add(values([("family", json!(format!("Person {number}")))])).await;
    }
    let begun = book.clock.now();
    book.far.fault(Call::Push, 1, Fault::Throttled(Some(Duration::from_secs(30))));
    let run = book.run().await;
    assert_eq!(run.ended, Ended::Done);
    assert!(book.clock.now() - begun >= 30_000);
    // What was not taken goes with the next run.
    assert_eq!(run.report.pushed.created + book.run().await.report.pushed.created, 7);
    book.far.fault(Call::Pull, 0, Fault::SignedOut);
    assert_eq!(book.run().await.ended, Ended::Halted(Halt::SignIn));
    book.far.fault(Call::Pull, 0, Fault::Throttled(Some(Duration::from_secs(3_600))));
    assert!(matches!(book.run().await.ended, Ended::Halted(Halt::Throttled { .. })), "an hour is for the next run");
    assert_eq!(book.run().await.ended, Ended::Done);
}

#[tokio::test]
async fn what_is_behind_a_privacy_lock_never_leaves_and_is_never_overwritten() {
    let book = book().await;
    let id = book.add(values([("family", json!("Lovelace")), ("notes", json!("secret"))])).await;
    book.lock(id, "notes", true).await;
    book.run_to_the_end().await;
    there(&book.far, "notes", "public");
    book.edit(id, "title", Some(json!("Countess"))).await;
    book.run_to_the_end().await;
    let record = book.far.look(&book.mirror(id).await.unwrap().reference).unwrap();
    assert_eq!((&record.values["notes"], &record.values["title"]), (&json!("public"), &json!("Countess")));
    assert_eq!(book.look(id).await.values["notes"], json!("secret"));
}

#[tokio::test]
async fn a_lock_that_is_taken_off_lets_go_what_was_behind_it_and_one_that_is_undone_asks_first() {
    let book = book().await;
    let id = book.add(values([("family", json!("Lovelace")), ("notes", json!("secret"))])).await;
    book.lock(id, "notes", true).await;
    book.run_to_the_end().await;
    let reference = book.mirror(id).await.unwrap().reference;
    let notes = || book.far.look(&reference).unwrap().values.get("notes").cloned();
    assert_eq!(notes(), None);
    book.lock(id, "notes", false).await;
    book.run_to_the_end().await;
    assert_eq!(notes(), Some(json!("secret")));

    let other = book.add(values([("family", json!("Babbage")), ("notes", json!("private"))])).await;
    let locked = book.lock(other, "notes", true).await.unwrap();
    book.run_to_the_end().await;
    let reference = book.mirror(other).await.unwrap().reference;
    assert_eq!(book.far.look(&reference).unwrap().values.get("notes"), None);
    book.undo(locked).await;
    book.run_to_the_end().await;
    assert_eq!(book.far.look(&reference).unwrap().values.get("notes"), None, "nothing goes before somebody says so");
    assert_eq!(book.matters(MatterKind::Held).await.len(), 1);
}

#[tokio::test]
async fn a_locked_row_and_a_locked_kind_stay_here_while_the_others_go() {
    let book = book().await;
    let row = |value: &str| json!({"value": value, "label": "home"});
    let id = book
        .add(values([
            ("family", json!("Lovelace")),
            (&format!("emails/{}", mint(1)), row("ada@work.example")),
            (&format!("emails/{}", mint(2)), row("ada@home.example")),
            (&format!("phones/{}", mint(3)), row("+44 20 7946 0958")),
        ]))
        .await;
    book.lock(id, "email=ada@home.example", true).await;
    book.lock(id, "phones", true).await;
    book.run_to_the_end().await;
    let record = book.far.look(&book.mirror(id).await.unwrap().reference).unwrap();
    let told = serde_json::to_string(&record.values).unwrap();
    assert!(told.contains("ada@work.example"), "{told}");
    assert!(!told.contains("ada@home.example") && !told.contains("7946"), "{told}");
}

#[tokio::test]
async fn what_is_said_about_a_person_never_leaves_and_outlives_what_comes_from_there() {
    let book = book().await;
    let email = json!({"value": "ada@work.example", "label": "work"});
    let id = book.add(values([("family", json!("Lovelace")), (&format!("emails/{}", mint(1)), email)])).await;
    book.run_to_the_end().await;
    let reference = book.mirror(id).await.unwrap().reference;
    let before = book.far.look(&reference).unwrap().values.clone();
    let row = book.store.contact(id).await.unwrap().emails[0].id;
    let flag = format!("emails/{row}={{\"do_not_email\": true}}");
    book.set(id, &["categories/leads=hot", "do_not_call=yes", "topics=prices", "channels=email", &flag]).await;
    book.run_to_the_end().await;
    assert_eq!(book.far.look(&reference).unwrap().values, before);

    let (path, row) = before.iter().find(|(path, _)| path.starts_with("emails/")).unwrap();
    let after = Some(json!({"value": "ada@work.example", "label": "office"}));
    let change = FieldChange { path: path.clone(), before: Some(row.clone()), after };
    assert!(book.far.edit(&reference, &[change]));
    book.run_to_the_end().await;
    let contact = book.store.contact(id).await.unwrap();
    assert_eq!((contact.emails[0].label.as_str(), contact.emails[0].do_not_email), ("office", true));
    assert!(contact.preferences.do_not_call);
    assert_eq!(contact.categories[0].name, "Hot");
}

#[tokio::test]
async fn a_second_run_of_the_same_account_waits_for_nobody() {
    let book = book().await;
    assert!(book.store.claim_account(book.account.row, "other", i64::MAX, 0).await.unwrap());
    let run = book.try_run(&Request::default(), usize::MAX).await.unwrap();
    assert!(matches!(run, Err(RunError::Busy)));
    let request = Request { rehearsal: true, ..Request::default() };
    assert!(book.try_run(&request, usize::MAX).await.unwrap().is_ok(), "to look is free");
}

#[tokio::test]
async fn a_run_that_is_killed_at_any_moment_loses_and_doubles_nothing() {
    let mut polls = 0;
    loop {
        let book = book().await;
        for number in 0..3 {
            book.far.create(Entity::Contact, &values([("family", json!(format!("There {number}")))])).unwrap();
            book.add(values([("family", json!(format!("Here {number}")))])).await;
        }
        let ended = book.try_run(&Request::default(), polls).await.is_some();
        // Whoever comes after has to wait for the lease of the one that was killed.
        book.clock.set(book.clock.now() + 600_000);
        let plan = book.run_to_the_end().await;
        book.assert_in_step(&plan, &NOTHING).await;
        assert_eq!(book.far.living(Entity::Contact).len(), 6, "killed after {polls} polls");
        assert_eq!(book.store.count(RecordState::Active).await.unwrap(), 6, "killed after {polls} polls");
        if ended {
            return;
        }
        polls += 1 + polls / 8;
    }
}

#[tokio::test]
async fn a_new_record_is_known_to_the_store_with_everything_that_it_says() {
    let book = book().await;
    let told: Values = values([
        ("family", json!("Lovelace")),
        ("company", json!("Analytical Ltd")),
        ("birthday", json!("1815-12-10")),
        ("emails/1", json!({"value": "ada@example.com", "label": "home"})),
        ("phones/1", json!({"value": "+44 20 7946 0958"})),
    ]);
    book.far.create(Entity::Contact, &told).unwrap();
    book.run_to_the_end().await;
    let all = book.store.sync_snapshot(&book.account, 0, &Wanted::default()).await.unwrap();
    assert!(all.records.is_empty(), "what the account brought is no news to it");
    let found = book.store.resolve("ada@example.com").await.unwrap();
    let contact = book.store.contact(found).await.unwrap();
    assert_eq!(contact.company, "Analytical Ltd");
    assert_eq!(contact.phones[0].e164, "+442079460958");
    assert_eq!(contact.birthday.map(|day| Value::from(day.to_string())), Some(json!("1815-12-10")));
}

#[tokio::test]
async fn who_is_on_both_sides_already_is_one_and_who_may_be_is_asked_about() {
    let person = |given: &str, family: &str, email: &str| {
        let row = json!({"value": email, "label": "work"});
        values([("given", json!(given)), ("family", json!(family)), ("emails/1", row)])
    };
    for same in [true, false] {
        let book = book().await;
        let here = |given: &str, family: &str, email: &str| {
            let row = json!({"value": email, "label": "work"});
            let path = format!("emails/{}", satchel_store::mint(book.clock.now()));
            values([("given", json!(given)), ("family", json!(family)), (&path, row)])
        };
        let ada = book.add(here("Ada", "Lovelace", "ada@example.com")).await;
        let grace = book.add(here("Grace", "Hopper", "grace@example.com")).await;
        book.far.create(Entity::Contact, &person("Ada", "Lovelace", "ada@example.com")).unwrap();
        book.far.create(Entity::Contact, &person("Grace", "Hopper", "hopper@example.org")).unwrap();
        let run = book.run().await;
        assert_eq!((run.plan.paired.len(), run.plan.doubts.len(), run.report.conflicts), (1, 1, 1));
        assert_eq!(book.store.count(RecordState::Active).await.unwrap(), 2, "nobody is doubled");
        assert!(book.mirror(ada).await.is_some() && book.mirror(grace).await.is_none());
        assert_eq!(book.run().await.plan.doubts.len(), 1, "it is asked until somebody says");
        let (remote, candidates) = book.doubts().await.remove(0);
        assert_eq!(candidates, [grace]);
        let who = same.then_some(grace);
        say_who(&book.store, &book.account, &remote, who, book.person()).await.unwrap();
        let plan = book.run_to_the_end().await;
        book.assert_in_step(&plan, &NOTHING).await;
        let count = if same { 2 } else { 3 };
        assert_eq!(book.store.count(RecordState::Active).await.unwrap(), count);
        assert_eq!(book.far.living(Entity::Contact).len() as i64, count);
        if same {
            let emails = book.look(grace).await.values.keys().filter(|path| path.starts_with("emails/")).count();
            assert_eq!(emails, 2, "what either side knew");
        }
        assert!(say_who(&book.store, &book.account, &remote, None, book.person()).await.is_err());
    }
}

#[tokio::test]
async fn changes_go_only_the_way_that_they_may() {
    for direction in [Direction::Here, Direction::There] {
        let rules = Rules { direction, ..Rules::default() };
        let far = FarSide::new(Settings::default(), 1);
        let book = Book::beside(&far, &rules).await;
        book.far.create(Entity::Contact, &values([("family", json!("There"))])).unwrap();
        book.add(values([("family", json!("Here"))])).await;
        book.run_to_the_end().await;
        let counts = (book.store.count(RecordState::Active).await.unwrap(), far.living(Entity::Contact).len());
        assert_eq!(counts, if direction == Direction::Here { (2, 1) } else { (1, 2) });
    }
    // What was linked before stays linked, and goes one way only.
    let mut book = book().await;
    let id = book.add(values([("family", json!("Lovelace")), ("title", json!("first"))])).await;
    book.run_to_the_end().await;
    book.account.rules = serde_json::to_value(Rules { direction: Direction::Here, ..Rules::default() }).unwrap();
    book.edit(id, "given", Some(json!("Ada"))).await;
    there(&book.far, "title", "second");
    book.run_to_the_end().await;
    assert_eq!(book.look(id).await.values["title"], json!("second"));
    let record = book.far.look(&book.mirror(id).await.unwrap().reference).unwrap();
    assert_eq!(record.values.get("given"), None, "nothing is sent");
}

#[tokio::test]
async fn of_strangers_only_those_with_the_tag_are_sent() {
    let rules = Rules { tag: "customers".to_owned(), ..Rules::default() };
    let book = Book::beside(&FarSide::new(Settings::default(), 1), &rules).await;
    book.add(values([("family", json!("Private"))])).await;
    let tag = json!({"value": "Customers"});
    book.add(values([("family", json!("Customer")), ("tags/customers", tag)])).await;
    book.run_to_the_end().await;
    let there = book.far.living(Entity::Contact);
    assert_eq!(there.len(), 1);
    assert_eq!(book.far.look(&there[0]).unwrap().values["family"], json!("Customer"));
}

#[tokio::test]
async fn one_who_may_not_be_written_keeps_nobody_back() {
    let is_secret = |change: &Change| matches!(&change.operation, Operation::Create { values, .. } if values["family"] == json!("Secret"));
    let book = book().await;
    for name in ["Alpha", "Secret", "Beta", "Gamma"] {
        book.add(values([("family", json!(name))])).await;
    }
    let strict = Strict { fake: Fake::new(&book.far), forbids: is_secret, refuses: |_| false };
    let run = book.run_with(&strict, &Request::default(), usize::MAX).await.unwrap().unwrap();
    assert_eq!((run.ended, run.report.pushed.created), (Ended::Done, 3));
    let refused: Vec<_> = run.report.failed().map(|outcome| outcome.what).collect();
    assert_eq!(refused, ["refused"]);
    // Where nothing may be written, it is the account that may not.
    let nothing = Strict { fake: Fake::new(&book.far), forbids: |_| true, refuses: |_| false };
    book.add(values([("family", json!("Delta"))])).await;
    let run = book.run_with(&nothing, &Request::default(), usize::MAX).await.unwrap().unwrap();
    assert_eq!((run.ended, run.report.pushed.created), (Ended::Halted(Halt::Forbidden), 0));
    let plan = book.run_to_the_end().await;
    assert!(plan.failed.is_empty());
    assert_eq!(book.far.living(Entity::Contact).len(), 4, "it goes when it may");
}

#[tokio::test]
async fn who_is_deleted_there_while_somebody_is_asked_about_them_is_asked_about_no_more() {
    let book = book().await;
    let name = values([("given", json!("Grace")), ("family", json!("Hopper"))]);
    let there = book.far.create(Entity::Contact, &name).unwrap();
    book.add(name).await;
    assert_eq!(book.run().await.plan.doubts.len(), 1);
    book.far.end(&there, Fate::Deleted { restorable: true });
    let plan = book.run_to_the_end().await;
    assert!(plan.doubts.is_empty() && book.doubts().await.is_empty());
    book.assert_in_step(&plan, &NOTHING).await;
    assert_eq!(book.far.living(Entity::Contact).len(), 1, "whoever is here goes there");
}
