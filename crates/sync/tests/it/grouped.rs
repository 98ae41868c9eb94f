//! Groups there and the lists here that follow them.

use std::collections::BTreeSet;

use satchel_model::{Entity, Id};
use satchel_remote::fake::{Call, FarSide, Fault, Settings};
use satchel_remote::{RemoteRef, Values};
use satchel_store::MatterKind;
use satchel_sync::{Direction, Ended, ListPlan, Request, Rules, Run, let_go};
use serde_json::json;

use crate::book::Book;
use crate::vault::values;

const GROUP: &str = "pioneers";

fn person(family: &str) -> Values {
    values([("family", json!(family))])
}

/// A group of two there, with an account that has read it.
async fn two(rules: &Rules) -> (Book, [RemoteRef; 3]) {
    let far = FarSide::new(Settings::default(), 1);
    let people = ["Lovelace", "Hopper", "Bartik"].map(|family| far.create(Entity::Contact, &person(family)).unwrap());
    far.gather(GROUP, "Pioneers", &people[..2]);
    let book = Book::beside(&far, rules).await;
    settled(&book).await;
    (book, people)
}

/// Runs until there is nothing to do.
async fn settled(book: &Book) -> Run {
    for _ in 0..6 {
        let run = book.run().await;
        assert_eq!(run.ended, Ended::Done);
        if run.plan.is_settled() && run.lists.is_empty() {
            return run;
        }
    }
    panic!("it does not come to rest");
}

async fn list(book: &Book) -> Id {
    book.followed().await[GROUP].list
}

async fn here(book: &Book, there: &RemoteRef) -> Id {
    let known = book.store.known_there(book.account.row).await.unwrap();
    known.into_iter().find(|known| known.remote == there.id).unwrap().record
}

/// Who is on the list, as they are called there.
async fn listed(book: &Book) -> BTreeSet<RemoteRef> {
    let mut listed = BTreeSet::new();
    for id in book.on_list(list(book).await).await {
        listed.insert(book.mirror(id).await.unwrap().reference);
    }
    listed
}

#[tokio::test]
async fn a_group_is_a_list_and_both_follow_each_other() {
    let (book, [ada, grace, jean]) = two(&Rules::default()).await;
    assert_eq!(book.store.list(list(&book).await).await.unwrap().name, "Pioneers");
    assert_eq!(listed(&book).await, [ada.clone(), grace.clone()].into());
    // What is written at one stamp may come twice.
    book.far.set_now(1_700_000_060_000);
    settled(&book).await;
    let calls = book.far.requests(Call::Groups);
    settled(&book).await;
    assert_eq!(book.far.requests(Call::Groups), calls, "nobody asks where nothing changed");
    // There and here, at once.
    book.far.regroup(GROUP, &ada, false);
    book.enlist(list(&book).await, here(&book, &jean).await, true).await;
    settled(&book).await;
    assert_eq!(listed(&book).await, [grace.clone(), jean.clone()].into());
    assert_eq!(book.far.grouped(GROUP), Some([grace.clone(), jean.clone()].into()));
    book.enlist(list(&book).await, here(&book, &grace).await, false).await;
    settled(&book).await;
    assert_eq!(book.far.grouped(GROUP), Some([jean].into()));
    book.far.gather(GROUP, "Programmers", std::slice::from_ref(&ada));
    settled(&book).await;
    assert_eq!(book.store.list(list(&book).await).await.unwrap().name, "Programmers");
    assert_eq!(listed(&book).await, [ada].into());
}

#[tokio::test]
async fn a_list_that_was_made_here_stays_here_whatever_it_is_called() {
    let far = FarSide::new(Settings::default(), 1);
    let ada = far.create(Entity::Contact, &person("Lovelace")).unwrap();
    far.gather(GROUP, "Pioneers", std::slice::from_ref(&ada));
    let book = Book::beside(&far, &Rules::default()).await;
    let mut writing = book.store.begin(book.person()).await.unwrap();
    let own = writing.create_list("pioneers", satchel_model::ListKind::Static, "").await.unwrap();
    writing.commit().await.unwrap();
    let jean = book.add(person("Bartik")).await;
    book.enlist(own, jean, true).await;
    settled(&book).await;
    let name = &book.store.list(list(&book).await).await.unwrap().name;
    assert_eq!((name.as_str(), listed(&book).await), ("Pioneers (Fake)", [ada.clone()].into()));
    assert_eq!(book.far.grouped(GROUP), Some([ada].into()));
}

#[tokio::test]
async fn what_would_come_and_go_is_seen_before() {
    let far = FarSide::new(Settings::default(), 1);
    let ada = far.create(Entity::Contact, &person("Lovelace")).unwrap();
    far.gather(GROUP, "Pioneers", &[ada]);
    let book = Book::beside(&far, &Rules::default()).await;
    let rehearsal = Request { rehearsal: true, ..Request::default() };
    let run = book.try_run(&rehearsal, usize::MAX).await.unwrap().unwrap();
    let [ListPlan { title, is_new: true, comings, .. }] = &run.lists[..] else { panic!("{:?}", run.lists) };
    assert_eq!((title.as_str(), comings.enter_here.len()), ("Pioneers", 1));
    assert_eq!(comings.enter_here.first(), run.plan.writes.first().map(|write| &write.id));
    assert!(book.followed().await.is_empty() && book.store.lists().await.unwrap().is_empty());
}

#[tokio::test]
async fn undoing_the_pull_holds_who_was_put_on_the_list() {
    for mine in [true, false] {
        let (book, [_, _, jean]) = two(&Rules::default()).await;
        book.far.regroup(GROUP, &jean, true);
        let run = book.run().await;
        book.undo(run.batch.unwrap()).await;
        settled(&book).await;
        assert_eq!(book.far.grouped(GROUP).unwrap().len(), 3, "nothing goes there before somebody has said");
        let held = book.matters(MatterKind::Held).await.remove(0).record;
        assert_eq!(held, here(&book, &jean).await);
        let_go(&book.store, &book.account, held, mine, book.person()).await.unwrap();
        settled(&book).await;
        let count = if mine { 2 } else { 3 };
        assert_eq!((listed(&book).await.len(), book.far.grouped(GROUP).unwrap().len()), (count, count));
    }
}

#[tokio::test]
async fn who_is_merged_stays_in_the_group_as_the_survivor() {
    let (book, [ada, grace, jean]) = two(&Rules::default()).await;
    book.merge(here(&book, &jean).await, here(&book, &grace).await).await;
    settled(&book).await;
    assert_eq!(listed(&book).await, [ada.clone(), jean.clone()].into());
    assert_eq!(book.far.grouped(GROUP), Some([ada, jean].into()));
}

#[tokio::test]
async fn a_list_that_is_put_away_and_a_group_that_is_gone_end_nothing_on_the_other_side() {
    let (book, [ada, grace, _]) = two(&Rules::default()).await;
    let list = list(&book).await;
    let mut writing = book.store.begin(book.person()).await.unwrap();
    writing.trash_list(list).await.unwrap();
    let batch = writing.commit().await.unwrap().unwrap();
    settled(&book).await;
    book.far.regroup(GROUP, &grace, false);
    settled(&book).await;
    assert_eq!(book.far.grouped(GROUP), Some([ada.clone()].into()));
    assert_eq!(book.store.lists().await.unwrap(), []);
    // Back again, it follows.
    book.undo(batch).await;
    book.far.gather(GROUP, "Pioneers", std::slice::from_ref(&ada));
    settled(&book).await;
    assert_eq!(listed(&book).await, [ada].into());
    book.far.disband(GROUP);
    settled(&book).await;
    assert_eq!((book.on_list(list).await.len(), book.followed().await.len()), (1, 0));
}

#[tokio::test]
async fn nothing_goes_there_where_nothing_is_sent() {
    let rules = Rules { direction: Direction::Here, ..Rules::default() };
    let (book, [ada, grace, jean]) = two(&rules).await;
    book.enlist(list(&book).await, here(&book, &jean).await, true).await;
    book.enlist(list(&book).await, here(&book, &ada).await, false).await;
    book.far.set_now(1_700_000_060_000);
    book.run().await;
    let calls = book.far.requests(Call::Groups);
    book.run().await;
    assert_eq!(book.far.requests(Call::Groups), calls, "it is not asked again and again");
    assert_eq!(book.far.grouped(GROUP), Some([ada.clone(), grace].into()));
    book.far.regroup(GROUP, &ada, true);
    book.run().await;
    assert!(!listed(&book).await.contains(&ada), "who was taken off here does not come back");
}

#[tokio::test]
async fn a_change_that_met_another_one_or_no_answer_is_made_again() {
    let (book, [ada, grace, jean]) = two(&Rules::default()).await;
    for fault in [Fault::DropBefore, Fault::DropAfter, Fault::Unavailable] {
        let inside = book.far.grouped(GROUP).unwrap().contains(&jean);
        book.enlist(list(&book).await, here(&book, &jean).await, !inside).await;
        book.far.fault(Call::ChangeGroup, 0, fault);
        assert!(matches!(book.run().await.ended, Ended::Halted(_)), "{fault:?}");
        settled(&book).await;
        assert_eq!(book.far.grouped(GROUP).unwrap().contains(&jean), !inside, "{fault:?}");
    }
    assert!(book.far.grouped(GROUP).unwrap().is_superset(&[ada, grace].into()));
}

#[tokio::test]
async fn groups_that_could_not_be_read_are_asked_for_by_the_next_run() {
    let (book, people) = two(&Rules::default()).await;
    book.far.regroup(GROUP, &people[2], true);
    book.far.fault(Call::Groups, 0, Fault::Forbidden);
    let run = book.run().await;
    assert_eq!((run.ended, run.lists.len()), (Ended::Done, 0), "the people are in step all the same");
    assert_eq!(listed(&book).await.len(), 2);
    settled(&book).await;
    assert_eq!(listed(&book).await, people.into());
}
