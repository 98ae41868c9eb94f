//! Companies, jobs and relations.

use std::process::ExitCode;

use satchel_app::wire::{
    CompaniesCreate, CompaniesList, CompaniesResolve, CompaniesUpdate, CompanyAsOf, CompanyId, CompanyIds, ContactId,
    Empty, ErrorCode, JobChange, MergeOf, RelationId, RelationsAdd, RelationsBetween, ReportTo, WireError,
};
use satchel_app::{App, companies, merge, relations};
use satchel_model::{FieldEntity, Id, Patch, RecordState, parse_assignment_of};

use super::attachments;
use super::records::{instant, resolve};
use crate::arguments::{CompanyAction, JobChangeArguments, RelationAction, company_order_of};
use crate::print::Printer;
use crate::{human, plain, social};

async fn named(app: &App, text: &str) -> Result<Id, WireError> {
    Ok(companies::resolve(app.clone(), CompaniesResolve { text: text.to_owned() }).await?.id)
}

async fn all(app: &App, texts: &[String]) -> Result<Vec<Id>, WireError> {
    let mut found = Vec::with_capacity(texts.len());
    for text in texts {
        found.push(named(app, text).await?);
    }
    Ok(found)
}

async fn patch(app: &App, values: &[String]) -> Result<Patch, WireError> {
    let own = super::fields::all(app).await?;
    values.iter().map(|value| Ok(parse_assignment_of(value, FieldEntity::Company, &own)?)).collect()
}

pub(crate) async fn company(app: &App, action: CompanyAction, printer: &Printer) -> Result<ExitCode, WireError> {
    let app = app.clone();
    match action {
        CompanyAction::List { text, filter, sort, descending, limit, after, trash } => {
            let state = if trash { RecordState::Trashed } else { RecordState::Active };
            let own = super::fields::all(&app).await?;
            let custom = own.active(FieldEntity::Company).map(|field| field.definition().key.clone()).collect();
            let (sort, sort_field) = company_order_of(sort);
            let input = CompaniesList { text, filter, sort, sort_field, descending, custom, limit, after, state };
            let listed = companies::list(app, input).await?;
            printer.show(&listed, social::companies);
        }
        CompanyAction::Add { values } => {
            let patch = patch(&app, &values).await?;
            let made = companies::create(app, CompaniesCreate { patch }).await?;
            printer.show(&made.company, social::company);
        }
        CompanyAction::Show { company, as_of } => {
            let at = as_of.as_deref().map(instant).transpose()?;
            let id = named(&app, &company).await?;
            let shown = match at {
                Some(at) => companies::as_of(app, CompanyAsOf { id, at }).await?,
                None => companies::get(app, CompanyId { id }).await?,
            };
            printer.show(&shown, social::company);
        }
        CompanyAction::History { company } => {
            let id = named(&app, &company).await?;
            printer.show(&companies::history(app, CompanyId { id }).await?, human::history);
        }
        CompanyAction::Set { company, values, base } => {
            let (id, patch) = (named(&app, &company).await?, patch(&app, &values).await?);
            let updated = companies::update(app, CompaniesUpdate { id, base, patch }).await?;
            printer.show(&updated.company, |shown| social::company(shown) + &human::replaced(&updated.replaced));
        }
        CompanyAction::Delete { companies: texts } => {
            let ids = all(&app, &texts).await?;
            printer.show(&companies::trash(app, CompanyIds { ids }).await?, human::moved);
        }
        CompanyAction::Restore { companies: texts } => {
            let ids = all(&app, &texts).await?;
            printer.show(&companies::restore(app, CompanyIds { ids }).await?, human::moved);
        }
        CompanyAction::People { company } => {
            let id = named(&app, &company).await?;
            printer.show(&companies::people(app, CompanyId { id }).await?, social::people);
        }
        CompanyAction::Attach { company, files, label } => {
            let id = named(&app, &company).await?;
            attachments::attach_to_company(&app, id, &files, &label, printer).await?;
        }
        CompanyAction::Attached { company, save, to } => {
            let id = named(&app, &company).await?;
            return attachments::attached_to_company(&app, id, save.zip(to), printer).await;
        }
        CompanyAction::ReportTo { company, report, manager } => {
            let company = named(&app, &company).await?;
            let report = resolve(&app, &report).await?;
            let manager = match manager {
                Some(manager) => Some(resolve(&app, &manager).await?),
                None => None,
            };
            relations::report_to(app.clone(), ReportTo { company, report, manager }).await?;
            printer.show(&companies::people(app, CompanyId { id: company }).await?, social::people);
        }
        CompanyAction::Merge { companies: texts, dry_run } => {
            let input = MergeOf { ids: all(&app, &texts).await?, choices: Vec::new() };
            if dry_run {
                printer.show(&merge::plan_companies(app, input).await?, human::merge);
            } else {
                let merged = merge::companies(app.clone(), input).await?;
                let company = companies::get(app, CompanyId { id: merged.id }).await?;
                printer.show(&merged, |_| social::company(&company));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn change_job(app: &App, typed: JobChangeArguments, printer: &Printer) -> Result<ExitCode, WireError> {
    let JobChangeArguments { id, to, title, department, since, email, keep_emails, note } = typed;
    let id = resolve(app, &id).await?;
    let job = JobChange { id, company: to, title, department, since, email, retire: !keep_emails, note };
    let changed = companies::change_job(app.clone(), job).await?;
    printer.show(&changed, social::job_changed);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn relation(app: &App, action: RelationAction, printer: &Printer) -> Result<ExitCode, WireError> {
    let app = app.clone();
    match action {
        RelationAction::Kinds => printer.show(&relations::kinds(app, Empty {}).await?, social::kinds),
        RelationAction::List { id } => {
            let id = resolve(&app, &id).await?;
            printer.show(&relations::list(app, ContactId { id }).await?, social::relations);
        }
        RelationAction::Add { one, kind, other, reverse, strength, note } => {
            let (one, other) = (resolve(&app, &one).await?, resolve(&app, &other).await?);
            let done = relations::add(app, RelationsAdd { one, kind, reverse, other, strength, note }).await?;
            printer.show(&done, |done| format!("relation {}", done.id.tail()));
        }
        RelationAction::Remove { id, relation } => {
            let id = resolve(&app, &id).await?;
            let known = relations::list(app.clone(), ContactId { id }).await?.relations;
            let is_it = |known: &Id| known.to_string() == relation || known.tail().eq_ignore_ascii_case(&relation);
            let found = known.iter().map(|known| known.id).find(is_it);
            let id = found.ok_or_else(|| plain(ErrorCode::NotFound, "The contact has no such relation."))?;
            let done = relations::remove(app, RelationId { id }).await?;
            printer.show(&done, |done| format!("relation {} ended", done.id.tail()));
        }
        RelationAction::Mutual { one, other } => {
            let (one, other) = (resolve(&app, &one).await?, resolve(&app, &other).await?);
            printer.show(&relations::mutual(app, RelationsBetween { one, other }).await?, social::mutual);
        }
    }
    Ok(ExitCode::SUCCESS)
}
