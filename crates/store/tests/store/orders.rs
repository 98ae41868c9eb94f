//! Orders of the book: page after page they are the same as at once.

use satchel_model::{ContactDraft, Id, RecordState};
use satchel_store::SortField;

use crate::support::Book;

const PEOPLE: i64 = 60;
const ORDERS: [SortField; 5] =
    [SortField::Display, SortField::Family, SortField::Company, SortField::CreatedAt, SortField::UpdatedAt];

/// People of whom some share their name, some their company, and some have none, or had one once.
async fn crowd() -> Book {
    let book = Book::new().await;
    for nth in 0..PEOPLE {
        let draft = ContactDraft {
            given: format!("G{}", nth * 7 % 13),
            family: format!("F{}", nth * 5 % 11),
            company: if nth % 4 == 0 { String::new() } else { format!("Company {}", nth * 3 % 7) },
            title: if nth % 8 == 0 { "Buyer".into() } else { String::new() },
            ..Default::default()
        };
        let id = book.add(draft).await;
        if nth % 10 == 1 {
            book.edit(id, &["company="], None).await.unwrap();
        }
    }
    book
}

#[tokio::test]
async fn page_after_page_an_order_is_the_same_as_at_once() {
    let book = crowd().await;
    for sort in ORDERS {
        for descending in [false, true] {
            let (whole, seq) = book.store.order(sort, descending, RecordState::Active).await.unwrap();
            assert_eq!(i64::try_from(whole.len()).unwrap(), PEOPLE);
            let mut paged: Vec<i64> = Vec::new();
            let mut after: Option<Id> = None;
            loop {
                let page = book.store.page(sort, descending, RecordState::Active, after, 7).await.unwrap();
                let Some(last) = page.last() else { break };
                after = Some(book.store.contacts_at(&[*last]).await.unwrap()[0].1.id);
                paged.extend(page);
                assert!(paged.len() <= whole.len(), "{sort:?} {descending}: somebody comes twice");
            }
            assert_eq!(paged, whole, "{sort:?} {descending}");
            for limit in [1, PEOPLE - 1, PEOPLE, PEOPLE + 1] {
                let begins = book.store.beginning(sort, descending, RecordState::Active, limit).await.unwrap();
                let shown = usize::try_from(limit.min(PEOPLE)).unwrap();
                assert_eq!((&begins.rowids[..], begins.total, begins.seq), (&whole[..shown], PEOPLE, seq));
            }
        }
    }
}
