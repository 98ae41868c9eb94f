//! From what a person enters to the books that are there.
//!
//! A host is asked at its well-known address, then at its root; any other address for what it is itself. Deliberately
//! absent: service records of the name system, and making books.

use satchel_remote::Halt;
use url::Url;

use super::session::{LISTING, SHORT, Session};
use super::{
    Account, Book, CardDavRemote, ConnectError, Start, find_book, find_books, find_homes, find_start, well_known,
};

/// Books of one account, and places that have them: nobody has more.
const MOST_HOMES: usize = 20;

/// The books that an account has. Of an address that is a book, that one.
///
/// # Errors
/// When there is no way to any, or none.
pub async fn books(account: &Account) -> Result<Vec<Book>, ConnectError> {
    let session = Session { client: account.client()? };
    let start = start(&session, &account.server()?).await?;
    if let Some(book) = start.book {
        return Ok(vec![book]);
    }
    let homes = match (start.homes, start.principal) {
        (homes, _) if !homes.is_empty() => homes,
        (_, Some(principal)) => session.ask(&find_homes(&principal), SHORT, |it| it.homes()).await?.0,
        (_, None) => return Err(ConnectError::NoBook),
    };
    let mut books: Vec<Book> = Vec::new();
    for home in homes.iter().take(MOST_HOMES) {
        let (found, _) = session.ask(&find_books(home), LISTING, |it| it.books()).await?;
        books.extend(found);
    }
    books.sort_by(|one, other| one.url.cmp(&other.url));
    books.dedup_by(|one, other| one.url == other.url);
    if books.is_empty() { Err(ConnectError::NoBook) } else { Ok(books) }
}

/// Connects to the book at an address that [`books`] told.
///
/// # Errors
/// When there is no way to it, or it is none.
pub async fn connect(account: &Account, book: &str) -> Result<CardDavRemote, ConnectError> {
    let client = account.client()?;
    let url = Url::parse(book).map_err(|_| ConnectError::Address)?;
    if !client.is_own(&url) {
        return Err(ConnectError::Elsewhere(url.host_str().map(str::to_owned)));
    }
    let session = Session { client };
    let (books, _) = session.ask(&find_book(&url), SHORT, |it| it.books()).await?;
    let book = books.into_iter().next().ok_or(ConnectError::NoBook)?;
    Ok(CardDavRemote::new(session, book))
}

/// Whatever is where a person says that something is; else what the host says about itself.
async fn start(session: &Session, server: &Url) -> Result<Start, ConnectError> {
    let mut places = vec![well_known(server).map_err(|_| ConnectError::Address)?];
    let own = if server.path() == "/" { places.len() } else { 0 };
    places.insert(own, server.clone());
    let mut nothing = ConnectError::NoBook;
    for place in places {
        match session.ask(&find_start(&place), SHORT, |it| it.start()).await.map_err(ConnectError::from) {
            Ok((start, _)) if start != Start::default() => return Ok(start),
            Ok(_) => {}
            // Who has no such address, or a page for people there, may still answer at the other.
            Err(error @ (ConnectError::NoBook | ConnectError::Halt(Halt::Nonsense(_) | Halt::Forbidden))) => {
                nothing = error;
            }
            Err(error) => return Err(error),
        }
    }
    Err(nothing)
}
