//! Companies: choosing, listing, reading, editing, and who works there.

use std::collections::{HashMap, HashSet};

use satchel_model::{
    Company, CustomFields, Edit, EditAction, FieldEntity, Id, PartialDate, Patch, RecordState, write_postcodes,
};
use satchel_store::{Affiliated, CompanyEdited, CompanyList};

use crate::fields::must_have;
use crate::open::OpenVault;
use crate::wire::{
    BatchDone, CompaniesCreate, CompaniesList, CompaniesListed, CompaniesResolve, CompaniesSuggest, CompaniesSuggested,
    CompaniesUpdate, CompaniesUpdated, CompanyAsOf, CompanyId, CompanyIds, CompanyPeople, CompanyPerson, CompanyRow,
    ContactsHistory, ErrorCode, JobChange, JobChanged, WireError,
};
use crate::{App, filters, settings};

/// Rows of a page at most.
const PAGE: i64 = 10_000;
/// People of a company that are shown at most.
const PEOPLE: i64 = 5_000;
/// Colleagues that are named after somebody left.
const COLLEAGUES: usize = 20;

/// Companies whose name begins with what is typed.
pub async fn suggest(app: App, input: CompaniesSuggest) -> Result<CompaniesSuggested, WireError> {
    let companies = app.vault()?.store.suggest_companies(&input.text, input.limit.clamp(1, 100)).await?;
    Ok(CompaniesSuggested { companies })
}

/// A page of the list.
pub async fn list(app: App, input: CompaniesList) -> Result<CompaniesListed, WireError> {
    let vault = app.vault()?;
    let after = match &input.after {
        Some(cursor) => Some(cursor.parse::<Id>().map_err(|_| {
            WireError::new(ErrorCode::Invalid, "That is not a cursor.", Some("Give the `next` of the page before."))
        })?),
        None => None,
    };
    let limit = input.limit.clamp(1, PAGE);
    let meant = match input.filter.trim() {
        "" => None,
        filter => Some(filters::companies(&app, &vault, filter).await?),
    };
    let sort = match &input.sort_field {
        Some(key) => vault.store.sort_companies_by(key).await?,
        None => input.sort.into(),
    };
    let CompaniesList { ref text, state, descending, ref custom, .. } = input;
    // One more than asked for tells whether there is a next page.
    let wanted = CompanyList { text, meant: meant.as_ref(), state, sort, descending, after, limit: limit + 1, custom };
    let (mut rows, total) = vault.store.companies(&wanted).await?;
    let more = i64::try_from(rows.len()).unwrap_or(0) > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    let companies: Vec<CompanyRow> = rows.into_iter().map(Into::into).collect();
    let next = companies.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(CompaniesListed { total, companies, next })
}

/// Finds the one company that somebody means.
pub async fn resolve(app: App, input: CompaniesResolve) -> Result<CompanyId, WireError> {
    Ok(CompanyId { id: app.vault()?.store.resolve_company(&input.text).await? })
}

/// The company with the number of its people.
pub async fn get(app: App, input: CompanyId) -> Result<Company, WireError> {
    Ok(app.vault()?.store.company(input.id).await?)
}

/// The company as it was at an instant; its people are those of today.
pub async fn as_of(app: App, input: CompanyAsOf) -> Result<Company, WireError> {
    Ok(app.vault()?.store.company_as_of(input.id, input.at).await?)
}

/// What happened to a company.
pub async fn history(app: App, input: CompanyId) -> Result<ContactsHistory, WireError> {
    let entries = app.vault()?.store.history_of(FieldEntity::Company, input.id).await?;
    Ok(ContactsHistory { id: input.id, entries: entries.into_iter().map(Into::into).collect() })
}

/// Makes a company.
pub async fn create(app: App, mut input: CompaniesCreate) -> Result<CompaniesUpdated, WireError> {
    let vault = app.vault()?;
    let region = region(&vault).await?;
    write_postcodes(&mut input.patch, &[], region.as_deref());
    let patch = complete(input.patch, &*vault.store.custom_fields().await?)?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "New company")).await?;
    let edited = writing.create_company(&patch, region.as_deref()).await?;
    let batch = writing.commit().await?;
    updated(&vault, edited, batch).await
}

/// A patch for a new company, with what it has at first in fields of one's own.
fn complete(mut patch: Patch, fields: &CustomFields) -> Result<Patch, WireError> {
    for field in fields.active(FieldEntity::Company).map(|field| field.definition()) {
        let named = |edit: &Edit| fields.named(FieldEntity::Company, &edit.path).map(|named| named.definition().id);
        if patch.iter().any(|edit| named(edit) == Some(field.id)) {
            continue;
        }
        if !field.default.is_empty() {
            patch.push(Edit { path: field.path(), action: EditAction::Set(field.default.clone().into()) });
        } else if field.required && field.shown_when.is_none() {
            return Err(must_have(field));
        }
    }
    Ok(patch)
}

/// Edits a company.
pub async fn update(app: App, mut input: CompaniesUpdate) -> Result<CompaniesUpdated, WireError> {
    let vault = app.vault()?;
    let region = region(&vault).await?;
    if input.patch.iter().any(|edit| edit.path.starts_with("address")) {
        let known = vault.store.company(input.id).await?.addresses;
        write_postcodes(&mut input.patch, &known, region.as_deref());
    }
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Edit of a company")).await?;
    let edited = writing.edit_company(input.id, &input.patch, input.base, region.as_deref()).await?;
    let batch = writing.commit().await?;
    updated(&vault, edited, batch).await
}

async fn updated(vault: &OpenVault, edited: CompanyEdited, batch: Option<Id>) -> Result<CompaniesUpdated, WireError> {
    vault.wake_followers();
    let replaced = edited.changes.into_iter().filter(|change| change.before.is_some()).collect();
    Ok(CompaniesUpdated { company: vault.store.company(edited.id).await?, batch, replaced })
}

async fn region(vault: &OpenVault) -> Result<Option<String>, WireError> {
    Ok(Some(settings::country(vault).await?).filter(|country| !country.is_empty()))
}

/// Moves companies to the trash; people stay affiliated.
pub async fn trash(app: App, input: CompanyIds) -> Result<BatchDone, WireError> {
    set_state(&app, &input.ids, RecordState::Trashed, "Companies to the trash").await
}

/// Brings companies back from the trash.
pub async fn restore(app: App, input: CompanyIds) -> Result<BatchDone, WireError> {
    set_state(&app, &input.ids, RecordState::Active, "Companies restored from the trash").await
}

async fn set_state(app: &App, ids: &[Id], state: RecordState, label: &str) -> Result<BatchDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    let changed = writing.set_company_state(ids, state).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    let count = i64::try_from(changed).unwrap_or(0);
    Ok(BatchDone { batch, count, unchanged: i64::try_from(ids.len()).unwrap_or(0) - count })
}

/// Who works, or worked, at a company; each under whom they report to.
pub async fn people(app: App, input: CompanyId) -> Result<CompanyPeople, WireError> {
    let all = app.vault()?.store.affiliated(input.id, PEOPLE).await?;
    let (former, people): (Vec<Affiliated>, Vec<Affiliated>) = all.into_iter().partition(|job| !job.until.is_empty());
    Ok(CompanyPeople { people: chart(people), former: former.into_iter().map(Into::into).collect() })
}

/// People in the order of a chart: each after whom they report to, with the number of those above.
fn chart(people: Vec<Affiliated>) -> Vec<CompanyPerson> {
    let there: HashSet<Id> = people.iter().map(|person| person.contact).collect();
    let mut under: HashMap<Option<Id>, Vec<Affiliated>> = HashMap::new();
    for person in people {
        // Whose manager is elsewhere stands at the top here.
        let manager = person.manager.filter(|manager| there.contains(manager));
        under.entry(manager).or_default().push(person);
    }
    let mut shown = Vec::new();
    let mut waiting: Vec<(Affiliated, i64)> = Vec::new();
    let push = |waiting: &mut Vec<(Affiliated, i64)>, people: Option<Vec<Affiliated>>, depth: i64| {
        waiting.extend(people.into_iter().flatten().rev().map(|person| (person, depth)));
    };
    push(&mut waiting, under.remove(&None), 0);
    while let Some((person, depth)) = waiting.pop() {
        push(&mut waiting, under.remove(&Some(person.contact)), depth + 1);
        shown.push(CompanyPerson { depth, ..person.into() });
    }
    // Lines that other programs made a circle of have no top.
    shown.extend(under.into_values().flatten().map(CompanyPerson::from));
    shown
}

/// Somebody has a new job.
pub async fn change_job(app: App, input: JobChange) -> Result<JobChanged, WireError> {
    let vault = app.vault()?;
    let since = match input.since.as_deref().map(str::trim).filter(|day| !day.is_empty()) {
        Some(day) => Some(day.parse::<PartialDate>().map_err(|error| WireError {
            field: Some("since".to_owned()),
            ..WireError::new(ErrorCode::Invalid, crate::wire::sentence(&error), None)
        })?),
        None => None,
    };
    let job = satchel_store::JobChange {
        contact: input.id,
        company: input.company,
        title: input.title,
        department: input.department,
        since,
        email: input.email.filter(|email| !email.trim().is_empty()),
        retire: input.retire,
        note: input.note,
    };
    let region = region(&vault).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Job change")).await?;
    let satchel_store::JobChanged { left, retired } = writing.change_job(&job, region.as_deref()).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    let (left, colleagues) = match left {
        Some(company) => {
            let people = vault.store.affiliated(company, PEOPLE).await?;
            let there = people.into_iter().filter(|job| job.until.is_empty() && job.contact != input.id);
            let company = vault.store.company(company).await?;
            let left = satchel_model::CompanyRef { id: company.id, name: company.name };
            (Some(left), there.take(COLLEAGUES).map(Into::into).collect())
        }
        None => (None, Vec::new()),
    };
    Ok(JobChanged { batch, contact: vault.store.contact(input.id).await?, retired, left, colleagues })
}

#[cfg(test)]
mod tests {
    use satchel_store::{Affiliated, mint};

    use super::chart;

    fn person(name: &str, manager: Option<satchel_model::Id>) -> Affiliated {
        Affiliated {
            contact: mint(0),
            display: name.into(),
            title: String::new(),
            department: String::new(),
            role: String::new(),
            since: String::new(),
            until: String::new(),
            manager,
        }
    }

    #[test]
    fn each_stands_under_whom_they_report_to() {
        let boss = person("Ada", None);
        let head = person("Bob", Some(boss.contact));
        let report = person("Cid", Some(head.contact));
        let other = person("Dee", Some(mint(0)));
        let shown = chart(vec![report, head, other, boss]);
        let lines: Vec<(&str, i64)> = shown.iter().map(|person| (person.display.as_str(), person.depth)).collect();
        assert_eq!(lines, [("Dee", 0), ("Ada", 0), ("Bob", 1), ("Cid", 2)]);
    }

    #[test]
    fn a_circle_loses_nobody() {
        let (mut one, mut other) = (person("Ada", None), person("Bob", None));
        (one.manager, other.manager) = (Some(other.contact), Some(one.contact));
        assert_eq!(chart(vec![one, other]).len(), 2);
    }
}
