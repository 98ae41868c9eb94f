//! Files in: `import`.

use std::path::Path;
use std::process::ExitCode;

use satchel_app::wire::{ColumnMapping, Mapping};
use satchel_app::wire::{
    DateOrder, Empty, ErrorCode, FailedRowsSave, ImportChoices, ImportParts, ImportReport, ImportsDryRun, ImportsParts,
    ImportsStart, JobId, Recipe, RowAction, RowAnswer, RowOutcome, WireError,
};
use satchel_app::{App, imports, vault};
use satchel_model::{Filling, ImportMode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::files::{absolute, wait};
use super::{SOME_FAILED, records};
use crate::arguments::{Dates, Fill, ImportArguments, Mode};
use crate::print::Printer;
use crate::{human, plain};

/// Reports of several files.
#[derive(Serialize)]
struct Reports {
    imports: Vec<ImportReport>,
}

pub(crate) async fn import(app: &App, import: ImportArguments, printer: &Printer) -> Result<ExitCode, WireError> {
    if let Some(target) = &import.failed_rows
        && import.files.iter().any(|file| is_same(target, file))
    {
        let message = "The failed rows would overwrite the file that is imported: give --failed-rows another name.";
        return Err(plain(ErrorCode::Invalid, message));
    }
    let wanted = wanted(app, &import).await?;
    let (mut reports, mut remarks) = (Vec::with_capacity(wanted.len()), Vec::new());
    for one in wanted {
        let report = match import.dry_run {
            true => rehearse(app, one, printer).await?,
            false => run(app, one, import.failed_rows.as_deref(), (printer, &mut remarks)).await?,
        };
        reports.push(report);
    }
    let failed = reports.iter().any(|report| report.failed > 0);
    match <[ImportReport; 1]>::try_from(reports) {
        Ok([one]) => printer.show(&one, human::import),
        Err(reports) => printer.show(&Reports { imports: reports }, |reports| {
            let told = reports.imports.iter().map(|report| format!("{}: {}", report.file, human::import(report)));
            told.collect::<Vec<_>>().join("\n")
        }),
    }
    remarks.iter().for_each(|remark| printer.remark(remark));
    Ok(if failed { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
}

/// One import for each file.
async fn wanted(app: &App, import: &ImportArguments) -> Result<Vec<ImportsStart>, WireError> {
    let mut choices = match &import.recipe {
        Some(name) => remembered(app, name).await?,
        None => ImportChoices::default(),
    };
    // What is typed counts more than what is remembered.
    if let Some(file) = &import.mapping {
        choices.mapping = Some(mapping(file)?);
    }
    if let Some(order) = import.date_order {
        choices.mapping.get_or_insert_default().date_order = match order {
            Dates::Ymd => DateOrder::Ymd,
            Dates::Dmy => DateOrder::Dmy,
            Dates::Mdy => DateOrder::Mdy,
        };
    }
    if let Some(mode) = import.mode {
        choices.mode = match mode {
            Mode::Create => ImportMode::Create,
            Mode::Update => ImportMode::Update,
            Mode::Upsert => ImportMode::Upsert,
        };
    }
    if let Some(fill) = import.fill {
        choices.filling = Some(match fill {
            Fill::Overwrite => Filling::Overwrite,
            Fill::Empty => Filling::Empty,
            Fill::Add => Filling::Add,
        });
    }
    if !import.matching.is_empty() {
        choices.matching.clone_from(&import.matching);
    }
    if !import.set.is_empty() {
        choices.set = records::patch(app, &import.set).await?;
    }
    if !import.column.is_empty() {
        choices.mapping = Some(with_columns(app, choices.mapping.take(), &import.column).await?);
    }
    choices.make_categories |= import.make_categories;
    choices.all |= import.all;
    choices.list = import.list.clone().or(choices.list);
    choices.encoding = import.encoding.clone().or(choices.encoding);
    choices.delimiter = import.delimiter.clone().or(choices.delimiter);
    choices.header_line = import.header_line.or(choices.header_line);
    let mut answers = Vec::with_capacity(import.answers.len());
    for (row, whom) in &import.answers {
        let contact = if whom == "new" { None } else { Some(records::resolve(app, whom).await?) };
        answers.push(RowAnswer { row: *row, contact });
    }
    let mut wanted = Vec::new();
    for file in &import.files {
        for part in parts(app, file, import.part.as_ref()).await? {
            wanted.push(ImportsStart {
                path: absolute(file),
                part,
                choices: choices.clone(),
                fixes: Vec::new(),
                answers: answers.clone(),
                recipe: import.recipe.clone(),
            });
        }
    }
    Ok(wanted)
}

/// The mapping with columns that go where they were typed to go.
async fn with_columns(app: &App, mapping: Option<Mapping>, typed: &[String]) -> Result<Mapping, WireError> {
    let mut mapping = match mapping {
        Some(mapping) => mapping,
        // What becomes of the other columns is said by the settings still.
        None => imports::usual_mapping(app).await?,
    };
    for text in typed {
        let Some((header, target)) = text.split_once('=').filter(|(header, _)| !header.trim().is_empty()) else {
            let message = "A column is written HEADER=TARGET, such as 'Opt out=do_not_email'.";
            return Err(plain(ErrorCode::Invalid, message));
        };
        let (header, target) = (header.trim().to_owned(), target.trim().to_owned());
        mapping.columns.retain(|column| column.header.trim() != header);
        mapping.columns.push(ColumnMapping { header, target, ..ColumnMapping::default() });
    }
    Ok(mapping)
}

/// The parts of a file that are meant: of an archive all that are likely.
async fn parts(app: &App, file: &Path, chosen: Option<&String>) -> Result<Vec<Option<String>>, WireError> {
    if chosen.is_some() {
        return Ok(vec![chosen.cloned()]);
    }
    let ImportParts { parts, together } = imports::parts(app.clone(), ImportsParts { path: absolute(file) }).await?;
    let meant: Vec<Option<String>> =
        parts.into_iter().filter(|part| together && part.suggested).map(|part| Some(part.name)).collect();
    Ok(if meant.is_empty() { vec![None] } else { meant })
}

/// The choices under a name; none when it is new.
async fn remembered(app: &App, name: &str) -> Result<ImportChoices, WireError> {
    let known = imports::list_recipes(app.clone(), Empty {}).await?.recipes;
    let same = |recipe: &Recipe| satchel_model::fold(&recipe.name) == satchel_model::fold(name);
    Ok(known.into_iter().find(same).map(|recipe| recipe.choices).unwrap_or_default())
}

fn mapping<T: DeserializeOwned>(file: &Path) -> Result<T, WireError> {
    let unreadable =
        |reason: &dyn std::fmt::Display| plain(ErrorCode::BadFile, &format!("The mapping cannot be read: {reason}."));
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(&error))?;
    serde_json::from_str(&text).map_err(|error| unreadable(&error))
}

/// Prints what would become of each row, one a line.
async fn rehearse(app: &App, import: ImportsStart, printer: &Printer) -> Result<ImportReport, WireError> {
    let asked = ImportsDryRun { import, outcome: None, rows: None };
    let plan = imports::rehearse(app, asked, |action| printer.show(&action, action_line)).await?;
    Ok(plan.report)
}

fn action_line(action: &RowAction) -> String {
    let word = match action.action {
        RowOutcome::Create => "create",
        RowOutcome::Update => "update",
        RowOutcome::Restore => "restore",
        RowOutcome::Skip => "skip",
        RowOutcome::Duplicate => "duplicate",
        RowOutcome::Ask => "ask",
        RowOutcome::Problem => "problem",
    };
    let changes: Vec<String> = action
        .changes
        .iter()
        .map(|change| match change.before.as_str() {
            "" => format!("{}: {}", change.field, change.after),
            before => format!("{}: {before} -> {}", change.field, change.after),
        })
        .collect();
    let why = if action.reason.is_empty() { changes.join("; ") } else { action.reason.clone() };
    let parts = [action.display.as_str(), why.as_str()];
    let told = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" - ");
    format!("row {}: {word}  {told}", action.row)
}

async fn run(
    app: &App,
    import: ImportsStart,
    failed_rows: Option<&Path>,
    (printer, remarks): (&Printer, &mut Vec<String>),
) -> Result<ImportReport, WireError> {
    let started = imports::start(app.clone(), import).await?;
    let job = wait(app, started.job, printer).await?;
    vault::index_all(app).await?;
    let report = imports::report(app.clone(), JobId { job: job.id }).await?;
    if let Some(file) = failed_rows {
        let save = FailedRowsSave { job: job.id, path: absolute(file) };
        let saved = imports::failed_rows(app.clone(), save).await?;
        let rows = if saved.rows == 1 { "row" } else { "rows" };
        remarks.push(format!("{} failed {rows} saved to {}", saved.rows, saved.path));
    }
    Ok(report)
}

fn is_same(one: &Path, other: &Path) -> bool {
    std::fs::canonicalize(one).is_ok_and(|one| std::fs::canonicalize(other).is_ok_and(|other| one == other))
}
