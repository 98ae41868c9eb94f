//! Lists of people: cards of the kind group, in the words of the standard or in Apple's.
//!
//! They say who is in them by uid. A group is changed in its card like any other: in the lines of those who come and go,
//! and under the condition that it is still the one that was read. Deliberately absent: making, renaming and deleting.

use satchel_exchange::{Card, CardKind, Original};
use satchel_model::{Entity, collapse};
use satchel_remote::{Group, GroupChange, GroupOutcome, Halt, Outcome, Version};
use url::Url;

use super::address::{card_at, name_in};
use super::cards::{Fate, each_card};
use super::outcome::answered;
use super::push::put_card;
use super::reading::{LARGEST, identity_of, read_card};
use super::session::{LISTING, Session};
use super::trouble::Trouble;
use super::{Book, Condition, DavError, FetchedCard, find_groups};

/// More groups than a person makes: a server that names everybody did not look at the question.
const MOST: usize = 1_000;
/// What stands before a uid in a group.
const SCHEME: &str = "urn:uuid:";

/// A group that can be changed.
struct ReadGroup {
    group: Group,
    original: Original,
    card: Card,
}

/// All groups of a book; `None` where the server does not tell which cards are some, or not all of them can be read: half
/// of them would look as if the other half were gone.
pub(super) async fn groups(session: &Session, book: &Book) -> Result<Option<Vec<Group>>, Trouble> {
    let found = match session.ask(&find_groups(&book.url), LISTING, |it| it.changes()).await {
        Ok((found, _)) => found.present,
        Err(trouble) if trouble.dav().is_some_and(|error| error.is_unsupported()) => return Ok(None),
        Err(trouble) => return Err(trouble),
    };
    let named = |(url, _): &(Url, String)| Some((name_in(&book.url, url)?, url.clone()));
    let wanted: Vec<(String, Url)> = found.iter().filter_map(named).collect();
    if wanted.len() > MOST {
        return Ok(None);
    }
    let (mut groups, mut whole) = (Vec::new(), true);
    let take = |name: &str, fate: Fate| match fate {
        // A server may name others too.
        Fate::Card(fetched) => groups.extend(read_group(name, &fetched).map(|read| read.group)),
        Fate::Gone => {}
        Fate::TooLarge | Fate::Withheld(_) => whole = false,
    };
    each_card(session, book, &wanted, take).await?;
    Ok(whole.then_some(groups))
}

/// Lets people in and out.
pub(super) async fn change_group(session: &Session, book: &Book, change: &GroupChange) -> Result<GroupOutcome, Halt> {
    let asked = read(session, book, change).await.map_err(|trouble| trouble.halt())?;
    let Some((url, ReadGroup { group, original, mut card }, entering)) = asked else { return Ok(GroupOutcome::Later) };
    if group.version != change.base {
        return Ok(GroupOutcome::Later);
    }
    card.members.retain(|member| !change.leave.contains(&identity_of_member(member).unwrap_or_default()));
    card.members.extend(entering.iter().filter(|uid| is_new(&group, uid)).map(|uid| format!("{SCHEME}{uid}")));
    let Ok(bytes) = original.rewrite(&card) else {
        return Ok(GroupOutcome::Refused("the card is larger than any that is written".to_owned()));
    };
    if bytes == original.bytes() {
        return Ok(GroupOutcome::Applied(group));
    }
    let still = Condition::Still(group.version.0.clone());
    match put_card(session, book, &url, &still, &bytes).await {
        Ok(_) => {}
        Err(trouble) => {
            return match trouble.dav() {
                Some(DavError::Changed | DavError::NotFound) => Ok(GroupOutcome::Later),
                _ => match answered(&trouble) {
                    Ok(Outcome::Rejected { message, .. }) => Ok(GroupOutcome::Refused(message)),
                    Ok(_) => Ok(GroupOutcome::Later),
                    Err((_, halt)) => Err(halt),
                },
            };
        }
    }
    let nobody = GroupChange { enter: [].into(), ..change.clone() };
    let stored = read(session, book, &nobody).await.map_err(|trouble| trouble.halt())?;
    Ok(stored.map_or(GroupOutcome::Later, |(_, read, _)| GroupOutcome::Applied(read.group)))
}

/// A group as it is now, where it is, and the uids of those who come in.
async fn read(
    session: &Session,
    book: &Book,
    change: &GroupChange,
) -> Result<Option<(Url, ReadGroup, Vec<String>)>, Trouble> {
    let Some(url) = card_at(&book.url, &change.id) else { return Ok(None) };
    let people = change.enter.iter().filter(|person| person.kind == Entity::Contact);
    let people = people.filter_map(|person| Some((person.id.clone(), card_at(&book.url, &person.id)?)));
    let wanted: Vec<(String, Url)> = std::iter::once((change.id.clone(), url.clone())).chain(people).collect();
    let (mut group, mut uids) = (None, Vec::new());
    let take = |name: &str, fate: Fate| {
        let Fate::Card(fetched) = fate else { return };
        if name == change.id {
            group = read_group(name, &fetched);
        } else if let Ok(read) = read_card(name, &fetched) {
            uids.push(bare(&read.card.uid).to_owned());
        }
    };
    each_card(session, book, &wanted, take).await?;
    Ok(group.map(|group| (url, group, uids)))
}

fn read_group(name: &str, fetched: &FetchedCard) -> Option<ReadGroup> {
    if fetched.vcard.len() > LARGEST || fetched.tag.is_empty() {
        return None;
    }
    let original = Original::from_text(&fetched.vcard);
    let card = original.read(None).card;
    let title = collapse(&card.contact.shown());
    if card.kind != CardKind::Group || title.is_empty() {
        return None;
    }
    let members = card.members.iter().filter_map(|member| identity_of_member(member)).collect();
    let group = Group { id: name.to_owned(), version: Version(fetched.tag.clone()), title, members };
    Some(ReadGroup { group, original, card })
}

fn is_new(group: &Group, uid: &str) -> bool {
    identity_of(uid).is_some_and(|identity| !group.members.contains(&identity))
}

/// Who is meant by a member; nobody that has a card by an address to write to.
fn identity_of_member(member: &str) -> Option<String> {
    identity_of(bare(member))
}

fn bare(uid: &str) -> &str {
    let uid = uid.trim();
    match uid.get(..SCHEME.len()) {
        Some(start) if start.eq_ignore_ascii_case(SCHEME) => &uid[SCHEME.len()..],
        _ => uid,
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::read_group;
    use crate::carddav::FetchedCard;

    fn fetched(lines: &str) -> FetchedCard {
        FetchedCard {
            url: Url::parse("https://dav.example/ada/book/g.vcf").unwrap(),
            tag: "\"1\"".to_owned(),
            modified: String::new(),
            vcard: format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{}END:VCARD\r\n", lines.replace('\n', "\r\n")),
        }
    }

    #[test]
    fn a_group_is_known_in_both_words_and_its_members_in_any_spelling() {
        let apple = "N:Friends\nFN:Friends\nX-ADDRESSBOOKSERVER-KIND:group\n\
            X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:0190F000-0000-7000-8000-000000000001\n\
            X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:made-elsewhere\n";
        let standard = "FN:Friends\nKIND:group\nMEMBER:URN:UUID:0190f000-0000-7000-8000-000000000001\n\
            MEMBER:made-elsewhere\n";
        for lines in [apple, standard] {
            let group = read_group("g.vcf", &fetched(lines)).unwrap().group;
            assert_eq!(group.title, "Friends");
            let members: Vec<&str> = group.members.iter().map(String::as_str).collect();
            assert_eq!(members, ["0190f000-0000-7000-8000-000000000001", "made-elsewhere"]);
        }
        for none in ["FN:Ada\n", "KIND:location\nFN:x\n", "KIND:group\nMEMBER:x\n"] {
            assert!(read_group("g.vcf", &fetched(none)).is_none(), "{none}");
        }
    }
}
