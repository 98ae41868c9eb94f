//! Contacts: making, reading, editing, trashing, listing, finding, and what happened to them.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use satchel_model::{
    Contact, ContactDraft, CustomField, CustomFields, EditContext, EmailMarks, EmailStatus, FieldEntity, Id, Patch,
    PhoneMarks, Query, RecordState, ValueContext, complete, field, plan_edit, write_postcodes,
};
use satchel_store::{Group, GroupBy};
use serde_json::Value;

pub use crate::alike::alike;
use crate::fields::must_have;
use crate::open::OpenVault;
use crate::views::{Order, Viewed};
use crate::wire::{
    BatchDone, ContactAsOf, ContactId, ContactIds, ContactRow, ContactsCreate, ContactsFound, ContactsHistory,
    ContactsList, ContactsListed, ContactsPosition, ContactsResolve, ContactsRows, ContactsRowsRead, ContactsSearch,
    ContactsUpdate, ContactsUpdated, ContactsView, ContactsViewed, ErrorCode, Position, SortField, ValueRestore,
    ViewGroup, WireError,
};
use crate::{App, filters, follow, search, settings, views};

/// Rows of a page at most.
pub(crate) const PAGE: i64 = 10_000;
/// Hits of a query that a view holds at most.
const RANKED: usize = 50_000;
/// More headings than these nobody scrolls through.
const MOST_GROUPS: usize = 20_000;

/// Makes a contact by applying a patch to an empty one.
pub async fn create(app: App, mut input: ContactsCreate) -> Result<ContactsUpdated, WireError> {
    let vault = app.vault()?;
    let region = match input.region {
        Some(region) => region,
        None => settings::country(&vault).await?,
    };
    write_postcodes(&mut input.patch, &[], (!region.is_empty()).then_some(region.as_str()));
    let fields = vault.store.custom_fields().await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "New contact")).await?;
    let patch = writing.resolve_references(FieldEntity::Contact, &input.patch).await?;
    let draft = draft(&patch, &region, app.now(), &fields)?;
    writing.refuse_taken_values(&draft).await?;
    let made = writing.create_contacts(&[vault.store.new_contact(draft)]).await?;
    let id = made.first().map(|(_, id)| *id).ok_or_else(|| WireError::bug("nothing was made"))?;
    // What a draft has no place for; the rest of the patch is there already and changes nothing.
    let region = (!region.is_empty()).then_some(region.as_str());
    writing.edit_contact(id, &input.patch, None, region).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(ContactsUpdated { contact: vault.store.contact(id).await?, batch, replaced: Vec::new() })
}

/// The whole contact.
pub async fn get(app: App, input: ContactId) -> Result<Contact, WireError> {
    Ok(app.vault()?.store.contact(input.id).await?)
}

/// The contact as it was at an instant.
pub async fn as_of(app: App, input: ContactAsOf) -> Result<Contact, WireError> {
    Ok(app.vault()?.store.contact_as_of(input.id, input.at).await?)
}

/// Brings back what a path held before a batch changed it.
pub async fn restore_value(app: App, input: ValueRestore) -> Result<ContactsUpdated, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Value restored")).await?;
    let change = writing.restore_value(input.id, input.batch, &input.path).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    let replaced = batch.map(|_| change).into_iter().filter(|change| change.before.is_some()).collect();
    Ok(ContactsUpdated { contact: vault.store.contact(input.id).await?, batch, replaced })
}

/// Finds the one contact that somebody means.
pub async fn resolve(app: App, input: ContactsResolve) -> Result<ContactId, WireError> {
    Ok(ContactId { id: app.vault()?.store.resolve(&input.text).await? })
}

/// Edits a contact.
pub async fn update(app: App, mut input: ContactsUpdate) -> Result<ContactsUpdated, WireError> {
    let vault = app.vault()?;
    let region = settings::country(&vault).await?;
    let region = (!region.is_empty()).then_some(region.as_str());
    if input.patch.iter().any(|edit| edit.path.starts_with("address")) {
        let known = vault.store.contact(input.id).await?.addresses;
        write_postcodes(&mut input.patch, &known, region);
    }
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label(&input.patch))).await?;
    let edited = writing.edit_contact(input.id, &input.patch, input.base, region).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    // The sequence is that of after the commit, so that the next edit can be based on it.
    let contact = if batch.is_some() { vault.store.contact(input.id).await? } else { edited.contact.clone() };
    let replaced = edited.shown().into_iter().filter(|change| change.before.is_some()).collect();
    Ok(ContactsUpdated { contact, batch, replaced })
}

/// Moves contacts to the trash.
pub async fn trash(app: App, input: ContactIds) -> Result<BatchDone, WireError> {
    set_state(&app, &input.ids, RecordState::Trashed, "To the trash").await
}

/// Puts contacts out of the way: they stay, and no list shows them unless it is asked to.
pub async fn archive(app: App, input: ContactIds) -> Result<BatchDone, WireError> {
    set_state(&app, &input.ids, RecordState::Archived, "Archived").await
}

/// Brings contacts back from the archive.
pub async fn unarchive(app: App, input: ContactIds) -> Result<BatchDone, WireError> {
    set_state(&app, &input.ids, RecordState::Active, "Back from the archive").await
}

/// Brings contacts back from the trash.
pub async fn restore(app: App, input: ContactIds) -> Result<BatchDone, WireError> {
    set_state(&app, &input.ids, RecordState::Active, "Restored from the trash").await
}

async fn set_state(app: &App, ids: &[Id], state: RecordState, label: &str) -> Result<BatchDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    let changed = writing.set_state(ids, state).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    let count = i64::try_from(changed).unwrap_or(0);
    Ok(BatchDone { batch, count, unchanged: i64::try_from(ids.len()).unwrap_or(0) - count })
}

/// A page of the list, by cursor.
pub async fn list(app: App, input: ContactsList) -> Result<ContactsListed, WireError> {
    let vault = app.vault()?;
    let after = cursor(input.after.as_deref())?;
    let limit = input.limit.clamp(1, PAGE);
    // One more than asked for tells whether there is a next page.
    let sort = sort_of(&vault, input.sort, input.sort_field.as_deref()).await?;
    let mut rowids = vault.store.page(sort, input.descending, input.state, after, limit + 1).await?;
    let more = i64::try_from(rowids.len()).unwrap_or(0) > limit;
    rowids.truncate(usize::try_from(limit).unwrap_or(0));
    let contacts: Vec<ContactRow> =
        vault.store.grid_rows_with(&rowids, None).await?.into_iter().map(|(_, row)| row.into()).collect();
    let next = contacts.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(ContactsListed { total: vault.store.count(input.state).await?, contacts, next })
}

/// The contact behind which a page begins.
pub(crate) fn cursor(after: Option<&str>) -> Result<Option<Id>, WireError> {
    let not =
        || WireError::new(ErrorCode::Invalid, "That is not a cursor.", Some("Give the `next` of the page before."));
    after.map(|cursor| cursor.parse::<Id>().map_err(|_| not())).transpose()
}

/// Fixes an order to scroll through.
pub async fn view(app: App, input: ContactsView) -> Result<ContactsViewed, WireError> {
    let vault = app.vault()?;
    let query = Query::parse_of(input.query.as_deref().unwrap_or_default(), &*vault.store.custom_fields().await?);
    let way = (sort_of(&vault, input.sort, input.sort_field.as_deref()).await?, input.descending, input.state);
    let filter = input.filter.as_deref().map(str::trim).filter(|filter| !filter.is_empty());
    let group = input.group.as_deref().filter(|group| !group.is_empty());
    let mut outside = Vec::new();
    let meant = match filter {
        Some(filter) => {
            let mut reading = filters::reading(&app, &vault, filter).await?;
            let mut meant = filters::meant(&vault, &mut reading, input.state).await?;
            if query.is_empty() {
                outside = vault.store.keep_in(&mut meant, &input.keep, input.state).await?;
            }
            Some(meant)
        }
        None => None,
    };
    let (rowids, seq) = match (meant, query.is_empty(), group) {
        (Some(meant), true, None) => {
            let Viewed { view, total, seq } = views::of_some(&vault, way, meant).await?;
            return Ok(ContactsViewed { view, total, seq, outside, groups: Vec::new() });
        }
        (None, true, None) => {
            let Viewed { view, total, seq } = views::of_all(&vault, way).await?;
            return Ok(ContactsViewed { view, total, seq, outside, groups: Vec::new() });
        }
        (meant, true, Some(_)) => views::rowids(&vault, way, meant).await?,
        (meant, false, _) => {
            follow::settle(&vault).await?;
            let seq = vault.index.applied();
            let found = search::ranked(&vault, &query, RANKED).await?;
            let mut rowids: Vec<i64> = found.hits.iter().map(|hit| hit.rowid).collect();
            if let Some(meant) = meant {
                rowids.retain(|rowid| meant.rows.contains(*rowid));
            }
            (rowids, seq)
        }
    };
    let (rowids, groups) = match group {
        Some(path) => vault.store.grouped(rowids, &GroupBy::named(path)).await?,
        None => (rowids, Vec::new()),
    };
    let groups = if groups.len() > MOST_GROUPS { Vec::new() } else { groups };
    let groups = groups.into_iter().map(|Group { label, count }| ViewGroup { label, count }).collect();
    let total = i64::try_from(rowids.len()).unwrap_or(i64::MAX);
    Ok(ContactsViewed { view: vault.views.keep(Order::whole(rowids), total, None), total, seq, outside, groups })
}

/// A stretch of a view.
pub async fn rows(app: App, input: ContactsRows) -> Result<ContactsRowsRead, WireError> {
    let vault = app.vault()?;
    let order = vault.views.get(input.view).ok_or_else(view_gone)?;
    let from = usize::try_from(input.offset.max(0)).unwrap_or(usize::MAX);
    let limit = usize::try_from(input.limit.clamp(0, PAGE)).unwrap_or(0);
    let rowids = order.stretch(from, limit).await.ok_or_else(view_gone)?;
    let rows = vault.store.grid_rows_with(&rowids, Some(&input.custom)).await?;
    let mut statuses = Vec::new();
    if let Some(list) = input.list {
        let list = vault.store.list(list).await?;
        let mut of: HashMap<i64, String> = vault.store.list_statuses(list.rowid, &rowids).await?.into_iter().collect();
        statuses = rows.iter().map(|(rowid, _)| of.remove(rowid).unwrap_or_default()).collect();
    }
    let rows = rows.into_iter().map(|(_, row)| row.into()).collect();
    Ok(ContactsRowsRead { offset: input.offset.max(0), rows, statuses })
}

/// Where a contact is in a view.
pub async fn position(app: App, input: ContactsPosition) -> Result<Position, WireError> {
    let vault = app.vault()?;
    let rowids = vault.views.get(input.view).ok_or_else(view_gone)?.all().await.ok_or_else(view_gone)?;
    let rowid = vault.store.contact_rowid(input.id).await?;
    let position = rowids.iter().position(|other| *other == rowid).and_then(|at| i64::try_from(at).ok());
    Ok(Position { position })
}

fn view_gone() -> WireError {
    WireError::new(ErrorCode::NotFound, "That view is gone.", Some("Ask for it again."))
}

/// Finds contacts as somebody types.
pub async fn search(app: App, input: ContactsSearch) -> Result<ContactsFound, WireError> {
    search::find(&*app.vault()?, input).await
}

/// What happened to a contact.
pub async fn history(app: App, input: ContactId) -> Result<ContactsHistory, WireError> {
    let entries = app.vault()?.store.history(input.id).await?;
    Ok(ContactsHistory { id: input.id, entries: entries.into_iter().map(Into::into).collect() })
}

/// What a list is sorted by.
pub(crate) async fn sort_of(
    vault: &OpenVault,
    sort: SortField,
    own: Option<&str>,
) -> Result<satchel_store::SortField, WireError> {
    match own {
        Some(key) => Ok(vault.store.sort_by(key).await?),
        None => Ok(sort.into()),
    }
}

/// What an edit is called in the journal: its fields, never its values.
fn label(patch: &Patch) -> String {
    let mut keys: Vec<&str> = Vec::new();
    for edit in patch {
        let path = edit.path.strip_prefix("custom/").or_else(|| edit.path.strip_prefix("custom:"));
        let key = path.unwrap_or(&edit.path).split('/').next().unwrap_or_default();
        let key = field(key).map_or(key, |field| field.key);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    format!("Edit of {}", keys.join(", "))
}

/// The contact that a patch of nothing makes.
fn draft(patch: &Patch, region: &str, at: i64, fields: &CustomFields) -> Result<ContactDraft, WireError> {
    let region = (!region.is_empty()).then_some(region);
    let mut draft = drafted(patch, region, at, fields)?;
    draft.identify().map_err(|_| satchel_store::StoreError::Unidentified)?;
    // What the form would show of somebody like this.
    let mut shown = Contact::empty(satchel_store::mint(at), at);
    shown.company.clone_from(&draft.company);
    shown.title.clone_from(&draft.title);
    shown.tags.clone_from(&draft.tags);
    shown.source.clone_from(&draft.source);
    for (id, value) in &draft.custom {
        if let Some(field) = fields.id(*id) {
            shown.custom.insert(field.definition().key.clone(), field.to_wire(value));
        }
    }
    let lent = ValueContext { region, zone: TimeZone::system() };
    let is_shown = |field: &CustomField| fields.is_shown(field, &shown);
    if let Some(missing) = complete(fields, FieldEntity::Contact, &mut draft.custom, &lent, is_shown) {
        return Err(must_have(missing.definition()));
    }
    Ok(draft)
}

/// What a patch says of a contact, whoever it is.
pub(crate) fn drafted(
    patch: &Patch,
    region: Option<&str>,
    at: i64,
    fields: &CustomFields,
) -> Result<ContactDraft, WireError> {
    let empty = Contact::empty(satchel_store::mint(at), at);
    let zone = TimeZone::system();
    let mut context = EditContext { region, mint: &mut || satchel_store::mint(at), custom: fields, zone };
    let plan = plan_edit(&empty, patch, &mut context).map_err(satchel_store::StoreError::from)?;
    let mut draft = ContactDraft {
        company: plan.affiliation.company.unwrap_or_default(),
        title: plan.affiliation.title.unwrap_or_default(),
        department: plan.affiliation.department.unwrap_or_default(),
        role: plan.affiliation.role.unwrap_or_default(),
        tags: plan.tags_added,
        categories: plan.categories.into_iter().filter_map(|wanted| Some((wanted.group, wanted.value?))).collect(),
        owner: plan.owner.unwrap_or_default(),
        ..ContactDraft::default()
    };
    let mut rows: Vec<(&str, Value)> = Vec::new();
    for change in &plan.changes {
        let value = change.after.clone().unwrap_or_default();
        match change.path.split_once('/') {
            Some(("custom", id)) => drop(id.parse().ok().map(|id| draft.custom.insert(id, value))),
            Some((collection, _)) => rows.push((collection, value)),
            None => {
                let text = value.as_str().unwrap_or_default();
                match draft.text_mut(&change.path) {
                    Some(place) => text.clone_into(place),
                    None if change.path == "birthday" => draft.birthday = text.parse().ok(),
                    None => draft.preferences.read(&change.path, text),
                }
            }
        }
    }
    // The primary row comes first in a draft.
    rows.sort_by_key(|(_, row)| (row["primary"] != true, row["position"].as_u64()));
    for (collection, row) in rows {
        add_row(&mut draft, collection, &row);
    }
    Ok(draft)
}

fn add_row(draft: &mut ContactDraft, collection: &str, row: &Value) {
    let part = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let flag = |name: &str| row[name] == true;
    match collection {
        "emails" => {
            let status = EmailStatus::from_word(&part("status")).unwrap_or_default();
            let marks = EmailMarks { status, do_not_email: flag("do_not_email") };
            if marks != EmailMarks::default() {
                draft.email_marks.insert(part("value"), marks);
            }
            draft.emails.push((part("label"), part("value")));
        }
        "phones" => {
            let marks = PhoneMarks { do_not_call: flag("do_not_call"), do_not_text: flag("do_not_text") };
            if marks != PhoneMarks::default() {
                draft.phone_marks.insert(part("value"), marks);
            }
            draft.phones.push((part("label"), part("value"), part("e164")));
        }
        "links" => draft.links.push((part("label"), part("value"))),
        "dates" => draft.dates.extend(part("value").parse().ok().map(|day| (part("label"), day))),
        _ => draft.addresses.push(satchel_model::Address {
            id: satchel_store::mint(0),
            value: String::new(),
            street: part("street"),
            locality: part("locality"),
            region: part("region"),
            postcode: part("postcode"),
            country: part("country"),
            label: part("label"),
            primary: false,
        }),
    }
}
