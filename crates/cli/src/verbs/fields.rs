//! `satchel field`.

use std::process::ExitCode;

use satchel_app::wire::{
    ErrorCode, FieldEffect, FieldId, FieldsAdd, FieldsChanged, FieldsList, FieldsListed, FieldsMoved, FieldsSet, JobId,
    WireError,
};
use satchel_app::{App, fields};
use satchel_model::{CustomFields, FieldDefinition, FieldDraft, FieldEntity, OptionDraft, RecordState, fold};
use serde_json::json;

use super::files;
use crate::fields::{FieldAction, Which};
use crate::plain;
use crate::print::Printer;

/// All fields, the archived ones too.
pub(super) async fn all(app: &App) -> Result<CustomFields, WireError> {
    let listed = fields::list(app.clone(), FieldsList { entity: None, archived: true }).await?;
    Ok(CustomFields::new(listed.fields))
}

pub(crate) async fn run(app: &App, action: FieldAction, printer: &Printer) -> Result<ExitCode, WireError> {
    match action {
        FieldAction::List { of, archived } => {
            let listed = fields::list(app.clone(), FieldsList { entity: of, archived }).await?;
            printer.show(&listed, list);
        }
        FieldAction::Add { name, kind, of, rules } => {
            let options = rules.option.iter().map(|name| option(name)).collect::<Vec<_>>();
            let options = (!options.is_empty()).then_some(options);
            let draft = FieldDraft { entity: Some(of), name: Some(name), kind: Some(kind), options, ..rules.draft() };
            let added = fields::add(app.clone(), FieldsAdd { field: draft }).await?;
            printer.show(&added.field, one);
        }
        FieldAction::Set { field, of, kind, name, rules, add_option, rename_option, archive_option, dry_run } => {
            let field = named(app, &field, of).await?;
            let options = if rules.option.is_empty() {
                changed_options(&field, &add_option, &rename_option, &archive_option)?
            } else {
                Some(rules.option.iter().map(|name| option(name)).collect())
            };
            let change = FieldDraft { kind, name, options, ..rules.draft() };
            return set(app, FieldsSet { id: field.id, change }, dry_run, printer).await;
        }
        FieldAction::Rename { field, name, of } => {
            let id = named(app, &field, of).await?.id;
            let change = FieldDraft { name: Some(name), ..FieldDraft::default() };
            return set(app, FieldsSet { id, change }, false, printer).await;
        }
        FieldAction::Archive(which) => return moved(app, which, RecordState::Archived, printer).await,
        FieldAction::Restore(which) => return moved(app, which, RecordState::Active, printer).await,
        FieldAction::Delete(which) => return moved(app, which, RecordState::Trashed, printer).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn set(app: &App, input: FieldsSet, dry_run: bool, printer: &Printer) -> Result<ExitCode, WireError> {
    if dry_run {
        printer.show(&fields::plan(app.clone(), input).await?, effect);
        return Ok(ExitCode::SUCCESS);
    }
    let changed = fields::set(app.clone(), input).await?;
    let changed = match changed.job {
        Some(job) => {
            let ended = files::wait(app, job, printer).await?;
            let report = fields::report(app.clone(), JobId { job }).await?;
            FieldsChanged { batch: ended.batch, converted: report.converted, cleared: report.cleared, ..changed }
        }
        None => changed,
    };
    printer.show(&changed, |changed| {
        let mut text = one(&changed.field);
        if changed.converted + changed.cleared > 0 {
            text += &format!("{} values converted, {} could not be\n", changed.converted, changed.cleared);
        }
        match changed.batch {
            Some(batch) => text + &format!("undo it with: satchel undo {}\n", batch.tail()),
            None => text + "nothing changed\n",
        }
    });
    Ok(ExitCode::SUCCESS)
}

async fn moved(app: &App, which: Which, to: RecordState, printer: &Printer) -> Result<ExitCode, WireError> {
    let field = named(app, &which.field, which.of).await?;
    if which.dry_run {
        let input = FieldsSet { id: field.id, change: FieldDraft::default() };
        let values = fields::plan(app.clone(), input).await?.values;
        printer.show(&json!({"id": field.id, "values": values}), |_| format!("{}: {values} values\n", field.name));
        return Ok(ExitCode::SUCCESS);
    }
    let input = FieldId { id: field.id };
    let done: FieldsMoved = match to {
        RecordState::Archived => fields::archive(app.clone(), input).await?,
        RecordState::Trashed => fields::delete(app.clone(), input).await?,
        _ => fields::restore(app.clone(), input).await?,
    };
    printer.show(&done, |done| {
        let what = match to {
            RecordState::Archived => "archived",
            RecordState::Trashed => "deleted",
            _ => "restored",
        };
        match done.batch {
            Some(batch) => {
                let (name, values) = (&field.name, done.values);
                format!("{name} {what} with {values} values\nundo it with: satchel undo {}\n", batch.tail())
            }
            None => format!("{} was {what} already\n", field.name),
        }
    });
    Ok(ExitCode::SUCCESS)
}

/// The field that a text names: a key, a name, an id.
async fn named(app: &App, text: &str, of: Option<FieldEntity>) -> Result<FieldDefinition, WireError> {
    let all = all(app).await?;
    let of = of.map_or(vec![FieldEntity::Contact, FieldEntity::Company], |of| vec![of]);
    let folded = fold(text);
    let by_key = of.iter().find_map(|of| all.key(*of, text));
    let is_named = |field: &&satchel_model::CustomField| {
        let field = field.definition();
        fold(&field.name) == folded || field.id.tail().eq_ignore_ascii_case(text) || text.parse() == Ok(field.id)
    };
    let found = by_key.or_else(|| of.iter().flat_map(|of| all.of(*of)).find(is_named));
    let missing = || plain(ErrorCode::NotFound, "There is no such field: `satchel field list` has their keys.");
    found.map(|field| field.definition().clone()).ok_or_else(missing)
}

/// An option as it is typed: a name, and perhaps a colour behind it: `Hot #d7263d`.
fn option(text: &str) -> OptionDraft {
    let coloured = text.rsplit_once(' ').filter(|(_, colour)| {
        colour.len() == 7
            && colour.strip_prefix('#').is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
    });
    let (name, colour) = coloured.unwrap_or((text, ""));
    OptionDraft { name: name.to_owned(), colour: colour.to_owned(), ..OptionDraft::default() }
}

/// All options of a field after some were added, renamed and archived; none when nothing was asked.
fn changed_options(
    field: &FieldDefinition,
    add: &[String],
    rename: &[String],
    archive: &[String],
) -> Result<Option<Vec<OptionDraft>>, WireError> {
    if add.is_empty() && rename.is_empty() && archive.is_empty() {
        return Ok(None);
    }
    let mut options: Vec<OptionDraft> = field
        .options
        .iter()
        .map(|known| OptionDraft {
            id: Some(known.id),
            name: known.name.clone(),
            colour: known.colour.clone(),
            archived: known.archived,
        })
        .collect();
    let missing = || plain(ErrorCode::NotFound, "The field has no such option.");
    for text in rename {
        let (old, new) = text.split_once('=').ok_or_else(|| plain(ErrorCode::Invalid, "Write OLD=NEW."))?;
        let known = options.iter_mut().find(|option| fold(&option.name) == fold(old)).ok_or_else(missing)?;
        new.clone_into(&mut known.name);
    }
    for name in archive {
        options.iter_mut().find(|option| fold(&option.name) == fold(name)).ok_or_else(missing)?.archived = true;
    }
    options.extend(add.iter().map(|name| option(name)));
    Ok(Some(options))
}

fn list(listed: &FieldsListed) -> String {
    if listed.fields.is_empty() {
        return "no fields of one's own yet: satchel field add NAME --kind text\n".to_owned();
    }
    listed.fields.iter().map(one).collect()
}

fn one(field: &FieldDefinition) -> String {
    let mut facts = vec![field.kind.to_string()];
    for (is, word) in [
        (field.entity == FieldEntity::Company, "of companies"),
        (field.required, "required"),
        (field.unique, "unique"),
        (field.state == RecordState::Archived, "archived"),
    ] {
        if is {
            facts.push(word.to_owned());
        }
    }
    if field.kind.has_options() {
        let offered: Vec<&str> =
            field.options.iter().filter(|option| !option.archived).map(|option| option.name.as_str()).collect();
        let more = offered.len().saturating_sub(8);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        facts.push(format!("{}{more}", offered.iter().take(8).copied().collect::<Vec<_>>().join(" | ")));
    }
    format!("{:<20} {}  ({})\n", field.key, field.name, facts.join(", "))
}

fn effect(effect: &FieldEffect) -> String {
    let mut text = one(&effect.field);
    text += &format!("{} values", effect.values);
    if effect.converts + effect.clears > 0 {
        text += &format!(": {} would convert, {} would not and go", effect.converts, effect.clears);
    }
    text.push('\n');
    for unfit in effect.unfit.iter().take(20) {
        text += &format!("  {} {}: {}\n", unfit.id.tail(), unfit.display, unfit.value);
    }
    if effect.clears > 20 {
        text += &format!("  and {} more\n", effect.clears - 20);
    }
    for (count, what) in [
        (effect.missing, "have no value and would be asked for one when they are edited"),
        (effect.repeated, "have a value that another has too"),
    ] {
        if count > 0 {
            text += &format!("{count} {what}\n");
        }
    }
    if !effect.kept_options.is_empty() {
        text += &format!("somebody has these options, they are archived: {}\n", effect.kept_options.join(", "));
    }
    text
}
