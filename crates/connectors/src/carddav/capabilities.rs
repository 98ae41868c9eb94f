//! What a book offers, in the words of the port.

use satchel_model::{Entity, field};
use satchel_remote::{
    Capabilities, CreateKey, Deletions, FieldCapability, KindCapabilities, Operations, PHOTO, RowCapability, RowKeys,
    Slots, VersionCheck,
};

use super::values::{ADDRESS_PARTS, BIRTHDAY, LISTS, PARTS, TEXTS};
use super::{Book, picture};

/// Rows of a list: as many as are read of a card.
const MOST_ROWS: usize = 1_000;
/// Changes of one push.
const MOST_CHANGES: usize = 50;

/// Contacts, with what a card has a place for.
pub(super) fn capabilities(book: &Book) -> Capabilities {
    let writable = book.writable;
    let text = |key: &&str| {
        let longest = field(key).map(|field| field.limit).filter(|limit| *limit > 0);
        ((*key).to_owned(), FieldCapability { writable, longest })
    };
    let day = (BIRTHDAY.to_owned(), FieldCapability { writable, longest: None });
    let photo = (PHOTO.to_owned(), FieldCapability { writable, longest: Some(picture::largest(book)) });
    let rows = |list: &&str| {
        let parts: &[&str] = if *list == "addresses" { &ADDRESS_PARTS } else { &PARTS };
        let parts = parts.iter().map(|part| (*part).to_owned()).collect();
        let slots = Slots::List { most: Some(MOST_ROWS), keys: RowKeys::ByValue };
        ((*list).to_owned(), RowCapability { slots, parts })
    };
    let contacts = KindCapabilities {
        kind: Entity::Contact,
        fields: TEXTS.iter().map(text).chain([day, photo]).collect(),
        rows: LISTS.iter().map(rows).collect(),
        deletions: Deletions::Feed,
        version_check: VersionCheck::Atomic,
        create_key: CreateKey::Upsert,
        operations: Operations { create: writable, update: writable, delete: writable, restore: false },
        max_push: MOST_CHANGES,
    };
    Capabilities { kinds: vec![contacts] }
}

#[cfg(test)]
mod tests {
    use satchel_model::Entity;

    use super::capabilities;
    use crate::carddav::Book;

    #[test]
    fn a_book_that_may_only_be_read_takes_nothing() {
        let mut book = Book::example();
        let offered = capabilities(&book);
        let contacts = offered.kind(Entity::Contact).unwrap();
        assert_eq!(contacts.fields["notes"].longest, Some(1_000_000));
        assert!(contacts.fields["birthday"].writable && contacts.operations.create);
        book.writable = false;
        let offered = capabilities(&book);
        let contacts = offered.kind(Entity::Contact).unwrap();
        assert!(!contacts.fields["family"].writable && !contacts.operations.update);
    }
}
