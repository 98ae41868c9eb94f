//! The names of all contacts of a book.
//!
//! A listing names lists of people as well; which they are is asked in one request more. Where a server does not answer
//! that, they are named, and reading one tells that it is no contact.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::Entity;
use satchel_remote::{Cursor, Halt, IdPage, RemoteRef, Version};
use serde_json::json;

use super::address::name_in;
use super::feed::everything;
use super::kept::Kept;
use super::session::{LISTING, Session};
use super::{Book, find_groups};

/// Versions of contacts by name.
pub(super) type Named = BTreeMap<String, String>;

/// A page of names behind the one that the cursor holds.
pub(super) async fn sweep(
    session: &Session,
    book: &Book,
    kept: &Kept<Named>,
    from: Option<&Cursor>,
    limit: usize,
) -> Result<IdPage, Halt> {
    let after = match from {
        Some(Cursor(place)) => place.as_str().ok_or(Halt::CursorLost)?,
        None => "",
    };
    let named = match kept.take().filter(|_| from.is_some()) {
        Some(named) => named,
        None => named(session, book).await?,
    };
    let mut rest = named.iter().filter(|(name, _)| name.as_str() > after);
    let id = |(name, tag): (&String, &String)| {
        (RemoteRef::new(Entity::Contact, name), (!tag.is_empty()).then(|| Version(tag.clone())))
    };
    let ids: Vec<(RemoteRef, Option<Version>)> = rest.by_ref().take(limit.max(1)).map(id).collect();
    let next = rest.next().and(ids.last()).map(|(last, _)| Cursor(json!(last.id)));
    if next.is_some() {
        kept.put(named);
    }
    Ok(IdPage { ids, next })
}

async fn named(session: &Session, book: &Book) -> Result<Named, Halt> {
    let groups = groups(session, book).await?;
    let cards = everything(session, book).await?.into_iter().filter(|(name, _)| !groups.contains(name));
    Ok(cards.map(|(name, (_, tag))| (name, tag)).collect())
}

async fn groups(session: &Session, book: &Book) -> Result<BTreeSet<String>, Halt> {
    match session.ask(&find_groups(&book.url), LISTING, |it| it.changes()).await {
        Ok((found, _)) => Ok(found.present.iter().filter_map(|(url, _)| name_in(&book.url, url)).collect()),
        Err(trouble) if trouble.dav().is_some_and(|error| error.is_unsupported()) => Ok(BTreeSet::new()),
        Err(trouble) => Err(trouble.halt()),
    }
}
