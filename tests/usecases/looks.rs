//! How the window is arranged: kept in the vault, and refused when it makes no sense.

use satchel_app::looks;
use satchel_app::wire::{Empty, ErrorCode, GridColumn, LooksSet};
use satchel_model::Origin;

use crate::book::{Book, PASSPHRASE};

fn column(key: &str, shown: bool, width: u32) -> GridColumn {
    GridColumn { key: key.into(), shown, width }
}

fn columns(columns: &[GridColumn]) -> LooksSet {
    LooksSet { columns: Some(columns.to_vec()), hints_seen: false }
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_and_hints_are_there_again_when_the_vault_is() {
    let book = Book::with_passphrase().await;
    let fresh = looks::get(book.app.clone(), Empty {}).await.unwrap();
    assert_eq!((fresh.columns.len(), fresh.hints_seen), (0, false));
    let wanted = [column("display", true, 200), column("phone", true, 0), column("company", false, 48)];
    looks::set(book.app.clone(), columns(&wanted)).await.unwrap();
    looks::set(book.app.clone(), LooksSet { columns: None, hints_seen: true }).await.unwrap();
    book.app.close().await;

    let again = book.another(Origin::Window);
    again.unlock(PASSPHRASE).await.unwrap();
    let kept = looks::get(again.app.clone(), Empty {}).await.unwrap();
    assert_eq!((&kept.columns[..], kept.hints_seen), (&wanted[..], true));
    looks::set(again.app.clone(), columns(&[])).await.unwrap();
    assert_eq!(looks::get(again.app.clone(), Empty {}).await.unwrap().columns, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_that_make_no_sense_change_nothing() {
    let book = Book::with_passphrase().await;
    let wanted = [column("display", true, 0)];
    looks::set(book.app.clone(), columns(&wanted)).await.unwrap();
    let many: Vec<GridColumn> = (0..101).map(|number| column(&format!("c{number}"), true, 0)).collect();
    for senseless in [
        vec![column("phone", true, 0), column("phone", false, 0)],
        vec![column("", true, 0)],
        vec![column(&"x".repeat(65), true, 0)],
        vec![column("phone", true, 47)],
        vec![column("phone", true, 961)],
        many,
    ] {
        let refused = looks::set(book.app.clone(), columns(&senseless)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Invalid, "{senseless:?}");
    }
    assert_eq!(looks::get(book.app.clone(), Empty {}).await.unwrap().columns, wanted);
}
