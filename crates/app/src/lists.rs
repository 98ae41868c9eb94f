//! Lists of contacts: kept by hand, or following a filter; segments besides tell who entered and left.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use satchel_model::{Called, Catalogue, EVENT_STATUSES, Filter, Followed, Id, ListKind, RecordState, collapse};
use satchel_store::{BulkDone, ListRow, Meant, RowSet, mint};

use crate::filters::{self, Naming};
use crate::open::OpenVault;
use crate::wire::{
    BatchDone, ContactId, ContactRow, Empty, ErrorCode, List, ListId, ListMember, ListShown, ListStatuses, Lists,
    ListsCreate, ListsMembers, ListsOf, ListsShow, ListsUpdate, OnList, SegmentMove, SegmentMoves, SegmentsLooked,
    WireError,
};
use crate::{App, contacts};

/// How often is looked whether a new day has begun.
const LOOK: Duration = Duration::from_secs(60);
/// Entries of who entered and left that are told.
const MOVES: i64 = 1_000;

/// All lists by name.
pub async fn list(app: App, _: Empty) -> Result<Lists, WireError> {
    Ok(Lists { lists: app.vault()?.store.lists().await?.into_iter().map(List::from).collect() })
}

fn named(name: &str) -> Result<String, WireError> {
    let name = collapse(name);
    let error = |message: &str| WireError::new(ErrorCode::Invalid, message, None);
    match name.chars().count() {
        0 => Err(error("A list needs a name.")),
        1..=100 => Ok(name),
        _ => Err(error("A list's name has at most 100 characters.")),
    }
}

/// The one spelling of a filter that a list is to follow.
async fn followed(vault: &OpenVault, kind: ListKind, text: &str) -> Result<String, WireError> {
    if kind.follows_filter() {
        return Ok(filters::catalogue(vault).await?.spelled(text)?);
    }
    match text.trim() {
        "" => Ok(String::new()),
        _ => Err(WireError::new(
            ErrorCode::Invalid,
            "Only dynamic lists and segments follow a filter.",
            Some("Make the list, then put those on it whom the filter means."),
        )),
    }
}

/// Makes a list.
pub async fn create(app: App, input: ListsCreate) -> Result<List, WireError> {
    let vault = app.vault()?;
    let name = named(&input.name)?;
    let filter = followed(&vault, input.kind, &input.filter).await?;
    let mut lists = vault.store.lists().await?;
    let (id, kind) = (mint(app.now()), input.kind);
    lists.push(ListRow { rowid: 0, id, name: name.clone(), kind, filter: filter.clone(), members: 0 });
    refuse_circle(&lists, id, &filters::catalogue(&vault).await?)?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "New list")).await?;
    let id = writing.create_list(&name, input.kind, &filter).await?;
    writing.commit().await?;
    vault.wake_followers();
    Ok(vault.store.list(id).await?.into())
}

/// Calls a list something else, or lets it follow another filter. Filters of lists and views that name it by its whole
/// name go on naming it.
pub async fn update(app: App, input: ListsUpdate) -> Result<List, WireError> {
    let vault = app.vault()?;
    let row = vault.store.list(input.list).await?;
    let name = input.name.as_deref().map(named).transpose()?;
    let filter = match &input.filter {
        Some(text) => Some(followed(&vault, row.kind, text).await?),
        None => None,
    };
    let mut naming = Naming::read(&vault).await?;
    for list in naming.lists.iter_mut().filter(|list| list.id == row.id) {
        list.name = name.clone().unwrap_or_else(|| row.name.clone());
        list.filter = filter.clone().unwrap_or_else(|| row.filter.clone());
    }
    if let Some(name) = name.as_deref().filter(|name| *name != row.name) {
        naming.rename(Called::List, &row.name, name);
    }
    refuse_circle(&naming.lists, row.id, &naming.catalogue)?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Edit of a list")).await?;
    writing.edit_list(row.id, name.as_deref(), None).await?;
    naming.write(&mut writing).await?;
    writing.commit().await?;
    vault.wake_followers();
    Ok(vault.store.list(row.id).await?.into())
}

/// Puts a list into the trash; undo brings it back with who was on it.
pub async fn delete(app: App, input: ListId) -> Result<BatchDone, WireError> {
    let vault = app.vault()?;
    let row = vault.store.list(input.list).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "List to the trash")).await?;
    writing.trash_list(row.id).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(BatchDone { batch, count: 1, unchanged: 0 })
}

/// With which status somebody is put on a list.
pub(crate) fn status(row: &ListRow, typed: &str) -> Result<String, WireError> {
    row.kind.status(typed).map_err(|reason| {
        WireError::new(
            ErrorCode::Invalid,
            crate::wire::sentence(&reason),
            Some("`satchel lists` shows what kind each is."),
        )
    })
}

/// Puts contacts on a list, or changes their status there.
pub async fn add(app: App, input: ListsMembers) -> Result<BatchDone, WireError> {
    let vault = app.vault()?;
    let row = vault.store.list(input.list).await?;
    let status = status(&row, &input.status)?;
    let rowids = rowids(&vault, &input.ids).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "On a list")).await?;
    let done = writing.put_on_list(row.id, &rowids, &status).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(done_with(batch, &done))
}

/// Takes contacts from a list.
pub async fn remove(app: App, input: ListsMembers) -> Result<BatchDone, WireError> {
    let vault = app.vault()?;
    let row = vault.store.list(input.list).await?;
    let rowids = rowids(&vault, &input.ids).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Off a list")).await?;
    let done = writing.take_from_list(row.id, &rowids).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(done_with(batch, &done))
}

fn done_with(batch: Option<Id>, done: &BulkDone) -> BatchDone {
    BatchDone { batch, count: done.changed, unchanged: done.unchanged }
}

async fn rowids(vault: &OpenVault, ids: &[Id]) -> Result<Vec<i64>, WireError> {
    let mut rows = RowSet::default();
    for id in ids {
        rows.insert(vault.store.contact_rowid(*id).await?);
    }
    Ok(rows.to_vec())
}

/// On which lists somebody was put.
pub async fn of(app: App, input: ContactId) -> Result<ListsOf, WireError> {
    let on = app.vault()?.store.lists_of(input.id).await?;
    Ok(ListsOf { on: on.into_iter().map(|(row, status)| OnList { list: row.into(), status }).collect() })
}

/// The words that may be somebody's status on a list.
pub async fn statuses(app: App, input: ListId) -> Result<ListStatuses, WireError> {
    let vault = app.vault()?;
    let row = vault.store.list(input.list).await?;
    let statuses = match row.kind {
        ListKind::Event => EVENT_STATUSES.map(str::to_owned).to_vec(),
        ListKind::Campaign => {
            let mut used = vault.store.statuses_of(row.rowid).await?;
            let first = row.kind.status("").unwrap_or_default();
            if !used.contains(&first) {
                used.insert(0, first);
            }
            used
        }
        ListKind::Static | ListKind::Dynamic | ListKind::Segment => Vec::new(),
    };
    Ok(ListStatuses { statuses })
}

/// Who is on a list now.
async fn members(app: &App, vault: &OpenVault, row: &ListRow) -> Result<Meant, WireError> {
    if !row.kind.follows_filter() {
        let rows = vault.store.list_members(row.rowid).await?;
        return Ok(Meant { rows, mixed: false, seq: 0 });
    }
    let mut reading = filters::reading(app, vault, &row.filter).await?;
    filters::meant(vault, &mut reading, RecordState::Active).await
}

/// A page of those on a list.
pub async fn show(app: App, input: ListsShow) -> Result<ListShown, WireError> {
    let vault = app.vault()?;
    let row = vault.store.list(input.list).await?;
    let after = contacts::cursor(input.after.as_deref())?;
    let meant = members(&app, &vault, &row).await?;
    let limit = usize::try_from(input.limit.clamp(1, contacts::PAGE)).unwrap_or(1);
    let sort = contacts::sort_of(&vault, input.sort, input.sort_field.as_deref()).await?;
    let way = (sort, input.descending, RecordState::Active);
    let mut rowids = vault.store.page_of(&meant, way, after, limit + 1).await?;
    let more = rowids.len() > limit;
    rowids.truncate(limit);
    let mut statuses: HashMap<i64, String> = vault.store.list_statuses(row.rowid, &rowids).await?.into_iter().collect();
    let members: Vec<ListMember> = vault
        .store
        .grid_rows(&rowids)
        .await?
        .into_iter()
        .map(|(rowid, contact)| ListMember {
            contact: ContactRow::from(contact),
            status: statuses.remove(&rowid).unwrap_or_default(),
        })
        .collect();
    let next = members.last().filter(|_| more).map(|member| member.contact.id.to_string());
    let total = i64::try_from(meant.rows.len()).unwrap_or(i64::MAX);
    let list = List { members: Some(total), ..List::from(row) };
    Ok(ListShown { list, total, members, next })
}

/// Notes who entered and left segments today, once a day each.
pub async fn look(app: App, _: Empty) -> Result<SegmentsLooked, WireError> {
    let vault = app.vault()?;
    let today = filters::vantage(&app, &vault).await?.today().to_string();
    let mut looked = 0;
    for row in vault.store.lists().await?.into_iter().filter(|row| row.kind == ListKind::Segment) {
        if vault.store.segment_looked(row.rowid, &today).await? {
            continue;
        }
        note(&app, &vault, &row, &today).await?;
        looked += 1;
    }
    Ok(SegmentsLooked { looked })
}

/// Looks each minute for as long as the host lives, whenever the vault is open.
pub async fn keep(app: App) {
    loop {
        tokio::time::sleep(LOOK).await;
        match look(app.clone(), Empty {}).await {
            Err(error) if error.code != ErrorCode::Locked => {
                tracing::warn!(code = ?error.code, "a segment was not looked at");
            }
            _ => {}
        }
    }
}

async fn note(app: &App, vault: &Arc<OpenVault>, row: &ListRow, today: &str) -> Result<(), WireError> {
    let rows = members(app, vault, row).await?.rows;
    Ok(vault.store.look_at_segment(row.rowid, today, &rows).await?)
}

/// Who entered a segment and who left it, up to this moment.
pub async fn moves(app: App, input: ListId) -> Result<SegmentMoves, WireError> {
    let vault = app.vault()?;
    let row = vault.store.list(input.list).await?;
    if row.kind != ListKind::Segment {
        let hint = Some("Make a segment of the same filter.");
        return Err(WireError::new(ErrorCode::Invalid, "Only segments remember who entered and left.", hint));
    }
    let today = filters::vantage(&app, &vault).await?.today().to_string();
    note(&app, &vault, &row, &today).await?;
    let moves = vault.store.segment_moves(row.rowid, MOVES).await?.into_iter();
    let moves =
        moves.map(|satchel_store::SegmentMove { day, id, display, entered }| SegmentMove { day, id, display, entered });
    Ok(SegmentMoves { moves: moves.collect() })
}

/// A filter in which lists that follow filters stand as these filters.
pub(crate) async fn expanded(vault: &OpenVault, filter: Filter, catalogue: &Catalogue) -> Result<Filter, WireError> {
    if !filter.names_lists() {
        return Ok(filter);
    }
    let lists = vault.store.lists().await?;
    Ok(filter.with_lists(&following(&lists), None, catalogue)?)
}

/// Those that follow filters.
fn following(lists: &[ListRow]) -> Vec<Followed<'_>> {
    let follow = lists.iter().filter(|row| row.kind.follows_filter());
    follow.map(|ListRow { id, name, filter, .. }| Followed { id: *id, name, filter }).collect()
}

/// Refuses a list that would follow itself, as it would be among the others.
fn refuse_circle(lists: &[ListRow], id: Id, catalogue: &Catalogue) -> Result<(), WireError> {
    match lists.iter().find(|row| row.id == id && row.kind.follows_filter()) {
        Some(row) => {
            Filter::parse(&row.filter, catalogue)?.with_lists(&following(lists), Some(id), catalogue)?;
            Ok(())
        }
        None => Ok(()),
    }
}

impl From<ListRow> for List {
    fn from(row: ListRow) -> Self {
        let ListRow { rowid: _, id, name, kind, filter, members } = row;
        Self { id, name, kind, filter, members: (!kind.follows_filter()).then_some(members) }
    }
}
