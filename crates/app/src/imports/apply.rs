//! Does what was decided: contacts made and changed, with their cards, pictures, lists and relations.

use std::sync::Arc;

use satchel_model::{
    Consent, Edit, EditAction, FieldEntity, Id, Patch, PlannedUpdate, Problem, ProblemCode, RecordState, Severity,
};
use satchel_search::SearchText;
use satchel_store::{CARD_UID, EditOfOne, NewContact, NewRelation, OWN_ID, RowIds, StoreError, Writing};

use super::ImportInput;
use super::decide::{Change, Decided};
use super::form::{CameIn, bare};
use super::run::CardLink;
use crate::open::OpenVault;
use crate::wire::WireError;
use crate::{attachments, blocking};

/// What was done with a chunk.
pub(super) struct Applied {
    /// The rowid of the first contact that was made; the others follow it.
    pub(super) first: Option<i64>,
    /// What can be found of each.
    pub(super) texts: Vec<SearchText>,
    pub(super) made: usize,
    pub(super) changed: usize,
    /// Links to cards that may come later in the file.
    pub(super) links: Vec<CardLink>,
}

/// A row whose contact is there now.
struct Landed {
    rowid: i64,
    id: Id,
    line: u64,
    known: RowIds,
    card: Option<Box<CameIn>>,
}

/// Writes what was decided about a chunk.
pub(super) async fn apply(
    vault: &Arc<OpenVault>,
    writing: &mut Writing,
    decided: &mut Decided,
    input: &ImportInput,
    unique: bool,
) -> Result<Applied, WireError> {
    let count = decided.new.len();
    let (mut new, mut texts, mut rest) =
        (Vec::with_capacity(count), Vec::with_capacity(count), Vec::with_capacity(count));
    for taken in std::mem::take(&mut decided.new) {
        new.push(taken.new);
        texts.push(taken.text);
        rest.push((taken.line, taken.known, taken.card));
    }
    let made = writing.create_contacts(&new).await?;
    for (problem, first) in &decided.repeats {
        if let Some((_, id)) = made.get(*first) {
            decided.problems[*problem].value = id.to_string();
        }
    }
    let first = made.first().map(|(rowid, _)| *rowid);
    let mut landed: Vec<Landed> = made
        .iter()
        .zip(rest)
        .map(|((rowid, id), (line, known, card))| Landed { rowid: *rowid, id: *id, line, known, card })
        .collect();
    if unique {
        tell_repeated(writing, &new, &landed, &mut decided.problems).await?;
    }
    let changes = std::mem::take(&mut decided.changes);
    let changed = changes.len();
    landed.extend(bring_up_to_date(writing, changes, input.country(), &mut decided.problems).await?);
    if let Some(name) = &input.choices.list {
        let list = writing.list_to_fill(name).await?;
        let mut on_it: Vec<i64> = landed.iter().map(|one| one.rowid).chain(decided.unchanged.iter().copied()).collect();
        on_it.sort_unstable();
        on_it.dedup();
        writing.put_on_list(list, &on_it, "").await?;
    }
    let mut links = Vec::new();
    keep_what_came(vault, writing, landed, &mut links).await?;
    for group in std::mem::take(&mut decided.groups) {
        let name = if group.name.is_empty() { "Imported group".to_owned() } else { group.name };
        let list = writing.list_to_fill(within_limit(&name)).await?;
        links.extend(group.members.into_iter().map(|uid| CardLink::Member { list, uid }));
    }
    Ok(Applied { first, texts, made: made.len(), changed, links })
}

/// A list's name has at most a hundred characters.
fn within_limit(name: &str) -> &str {
    name.char_indices().nth(100).map_or(name, |(end, _)| &name[..end])
}

/// An import is not refused: who has what another has already is named.
async fn tell_repeated(
    writing: &mut Writing,
    new: &[NewContact],
    landed: &[Landed],
    problems: &mut Vec<Problem>,
) -> Result<(), WireError> {
    for (new, landed) in new.iter().zip(landed) {
        problems.extend(writing.repeated_values(landed.rowid, new.draft(), landed.line).await?);
    }
    Ok(())
}

/// Changes contacts. What cannot be written is named, and the rest is written.
async fn bring_up_to_date(
    writing: &mut Writing,
    changes: Vec<Change>,
    region: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Landed>, WireError> {
    let back: Vec<Id> = changes.iter().filter(|change| change.restore).map(|change| change.contact.id).collect();
    if !back.is_empty() {
        writing.set_state(&back, RecordState::Active).await?;
    }
    // Entries of consent follow each other, and are no values of a patch.
    let is_plain = |update: &&PlannedUpdate| update.edit.path != CONSENTS;
    let patch = |change: &Change| change.updates.iter().filter(is_plain).map(|update| update.edit.clone()).collect();
    let patches: Vec<Patch> = changes.iter().map(patch).collect();
    let edits = changes.iter().zip(&patches);
    let edits: Vec<EditOfOne<'_>> =
        edits.map(|(change, patch)| EditOfOne { contact: &change.contact, rowid: change.rowid, patch }).collect();
    for place in writing.edit_each_own(&edits, region).await? {
        let refused = edit_alone(writing, &changes[place], &patches[place], region).await?;
        tell_refused(writing, &changes[place], refused, problems).await?;
    }
    for change in &changes {
        let refused = record_consents(writing, change).await?;
        tell_refused(writing, change, refused, problems).await?;
    }
    let landed = changes.into_iter().map(|Change { rowid, contact, taken, .. }| Landed {
        rowid,
        id: contact.id,
        line: taken.line,
        known: taken.known,
        card: taken.card,
    });
    Ok(landed.collect())
}

/// What entries of consent are planned under.
const CONSENTS: &str = "consents";

/// What could not be written, and why.
type Refused<'a> = Vec<(&'a PlannedUpdate, String)>;

/// Changes one contact, by all that fits.
async fn edit_alone<'a>(
    writing: &mut Writing,
    change: &'a Change,
    patch: &Patch,
    region: Option<&str>,
) -> Result<Refused<'a>, WireError> {
    let id = change.contact.id;
    match writing.edit_contact(id, patch, None, region).await {
        Ok(_) => return Ok(Vec::new()),
        Err(StoreError::Invalid(_) | StoreError::Unidentified) => {}
        Err(error) => return Err(error.into()),
    }
    let mut refused = Refused::new();
    for update in change.updates.iter().filter(|update| update.edit.path != CONSENTS) {
        match writing.edit_contact(id, &vec![update.edit.clone()], None, region).await {
            Ok(_) => {}
            Err(error @ (StoreError::Invalid(_) | StoreError::Unidentified)) => {
                refused.push((update, error.to_string()));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(refused)
}

/// Adds the entries of consent that are not there.
async fn record_consents<'a>(writing: &mut Writing, change: &'a Change) -> Result<Refused<'a>, WireError> {
    let mut refused = Refused::new();
    for update in change.updates.iter().filter(|update| update.edit.path == CONSENTS) {
        let entry = match &update.edit.action {
            EditAction::Add(value) => serde_json::from_value::<Consent>(value.clone()).ok(),
            _ => None,
        };
        let entry = entry.ok_or_else(|| WireError::bug("an entry that is none"))?;
        match writing.record_consent(&[change.contact.id], &entry).await {
            Ok(_) => {}
            Err(error @ StoreError::Invalid(_)) => refused.push((update, error.to_string())),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(refused)
}

/// Names what a contact could not be given, and writes it down in the notes, once.
async fn tell_refused(
    writing: &mut Writing,
    change: &Change,
    refused: Refused<'_>,
    problems: &mut Vec<Problem>,
) -> Result<(), WireError> {
    if refused.is_empty() {
        return Ok(());
    }
    let Some(contact) = writing.contacts_by_rowid(&[change.rowid]).await?.pop() else { return Ok(()) };
    let mut notes = contact.notes;
    for (update, _) in refused.iter().filter(|(update, _)| update.field != "notes") {
        let line = format!("{}: {}", update.field, update.after);
        if !notes.lines().any(|known| known == line) {
            notes = format!("{notes}{}{line}", if notes.is_empty() { "" } else { "\n" });
        }
    }
    let patch = vec![Edit { path: "notes".into(), action: EditAction::Set(notes.into()) }];
    match writing.edit_contact(contact.id, &patch, None, None).await {
        // Notes that are full already take no more: the problem tells it.
        Ok(_) | Err(StoreError::Invalid(_)) => {}
        Err(error) => return Err(error.into()),
    }
    problems.extend(refused.into_iter().map(|(update, reason)| Problem {
        row: change.taken.line,
        column: update.field.clone(),
        value: update.after.chars().take(200).collect(),
        code: ProblemCode::Malformed,
        severity: Severity::Warning,
        reason: format!("{reason}; it went to the notes"),
    }));
    Ok(())
}

/// Keeps ids, cards and pictures beside the contacts, and what the cards say of each other.
async fn keep_what_came(
    vault: &Arc<OpenVault>,
    writing: &mut Writing,
    landed: Vec<Landed>,
    links: &mut Vec<CardLink>,
) -> Result<(), WireError> {
    let elsewhere = landed.iter().flat_map(|one| {
        let known = one.known.iter().filter(|(source, _)| source != OWN_ID);
        known.map(|(source, id)| (one.rowid, source.as_str(), id.as_str()))
    });
    writing.keep_keys(&elsewhere.collect::<Vec<_>>()).await?;
    for Landed { rowid, id, card, .. } in landed {
        let Some(card) = card else { continue };
        writing.keep_card(rowid, &card.kept).await?;
        if let Some((kind, bytes)) = card.photo {
            keep_photo(vault, writing, id, (kind, bytes)).await?;
        }
        let relations = card.relations.into_iter();
        links.extend(relations.map(|(kind, other)| CardLink::Relation { contact: id, kind, other }));
    }
    Ok(())
}

/// Gives a contact its picture, unless it has one.
async fn keep_photo(
    vault: &Arc<OpenVault>,
    writing: &mut Writing,
    contact: Id,
    (kind, bytes): (String, Vec<u8>),
) -> Result<(), WireError> {
    if writing.has_photo(contact).await? {
        return Ok(());
    }
    let (kept, at) = (Arc::clone(vault), writing.at());
    let ending = kind.rsplit('/').next().filter(|ending| !ending.is_empty()).unwrap_or("jpeg").to_owned();
    let name = format!("photo.{ending}");
    let (file, digest) = blocking(move || attachments::keep(&kept, &bytes[..], &name, "photo", at)).await?;
    writing.attach(FieldEntity::Contact, contact, &file, &digest).await?;
    let picture = Edit { path: "photo".into(), action: EditAction::Set(file.id.to_string().into()) };
    match writing.edit_contact(contact, &vec![picture], None, None).await {
        // A file that is no picture stays an attachment.
        Ok(_) | Err(StoreError::Invalid(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Makes the links between cards whose other side is in the vault by now: at the end of a file all of them are.
pub(super) async fn finish_cards(writing: &mut Writing, links: &mut Vec<CardLink>) -> Result<(), WireError> {
    for link in std::mem::take(links) {
        match link {
            CardLink::Member { list, uid } => {
                let mut rowids: Vec<i64> =
                    writing.known_by(CARD_UID, &[&uid]).await?.into_iter().map(|(_, rowid, _)| rowid).collect();
                rowids.sort_unstable();
                writing.put_on_list(list, &rowids, "").await?;
            }
            CardLink::Relation { contact, kind, other } => relate(writing, contact, &kind, &other).await?,
        }
    }
    Ok(())
}

/// Relates a contact to the one whose card has that uid, or who alone is called so. Whom nobody here is stays in the
/// card.
async fn relate(writing: &mut Writing, contact: Id, kind: &str, other: &str) -> Result<(), WireError> {
    let uid = bare(other);
    let mut found: Vec<Id> = writing.known_by(CARD_UID, &[&uid]).await?.into_iter().map(|(.., id)| id).collect();
    if found.is_empty() {
        found = writing.called(other).await?.into_iter().map(|(_, id)| id).collect();
    }
    let [one] = found[..] else { return Ok(()) };
    let kind = if kind.is_empty() { "contact" } else { kind };
    let new = NewRelation {
        one,
        kind: kind.to_owned(),
        reverse: Some(reverse(kind).to_owned()),
        other: contact,
        strength: 0,
        note: String::new(),
    };
    match writing.relate(&new).await {
        // A card may name itself, or lines of reporting that go in a circle.
        Ok(_) | Err(StoreError::Invalid(_) | StoreError::NotFound(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What the contact is to the other, of the words of cards that are no kinds of ours.
fn reverse(kind: &str) -> &str {
    match kind {
        "agent" => "client",
        "emergency" => "emergency contact of",
        "partner" | "domestic partner" => "partner",
        same => same,
    }
}
