//! Files in: a look at them, the import as a job, its report.

mod chunk;
mod head;
mod run;
mod targets;

use std::io::Write;
use std::path::{Path, PathBuf};

use satchel_exchange::{ENCODINGS, FailedRow, Format, FormatChoice, Mapping, Unmapped};
use satchel_model::{Problem, ProblemCode, Severity};
use satchel_sealed::{Sealer, sync_folder};
use satchel_store::{JobKind, JobRow, NewJob};
use serde::{Deserialize, Serialize};

use crate::open::OpenVault;
use crate::wire::{
    Empty, EncodingChoice, ErrorCode, FailedRowsSave, FailedRowsSaved, ImportPreview, ImportReport, ImportsPreview,
    ImportsStart, JobId, JobStarted, WireError,
};
use crate::{App, blocking, jobs, leftovers, settings};

use head::{Bytes, Head, Plan, Source, name_of, open_file};
pub(crate) use run::run;

/// Problems that a report shows.
const SHOWN: i64 = 1_000;
/// Sixty invented people in many countries, to try Satchel with.
const SAMPLE: &[u8] = include_bytes!("../../assets/sample-contacts.csv");

/// What an import job begins with; its bytes are in the sealed spool file until it ends.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ImportInput {
    pub(crate) file: String,
    pub(crate) spool: String,
    pub(crate) format: Format,
    pub(crate) header: Vec<String>,
    pub(crate) mapping: Mapping,
    pub(crate) all: bool,
}

/// Looks at a file.
pub async fn preview_file(app: App, input: ImportsPreview) -> Result<ImportPreview, WireError> {
    let vault = app.vault()?;
    let mapping = with_settings(&vault, input.mapping).await?;
    let choice = FormatChoice::typed(input.encoding.as_deref(), input.delimiter.as_deref())?;
    let fields = vault.store.custom_fields().await?;
    blocking(move || {
        let path = PathBuf::from(&input.path);
        let head = Head::of(&path, choice)?;
        let seen = head.preview(mapping, targets::own(&fields))?;
        let problems = seen.warnings.iter().map(|sentence| warning(sentence)).collect();
        Ok(ImportPreview {
            file: name_of(&path),
            bytes: i64::try_from(head.length).unwrap_or(i64::MAX),
            encoding: seen.format.encoding.clone(),
            delimiter: seen.format.delimiter.to_string(),
            preset: seen.mapping.preset.clone(),
            header_line: seen.header_line.map(i64::from),
            rows_estimate: i64::try_from(seen.rows_estimate).unwrap_or(i64::MAX),
            mapping: seen.mapping,
            rows: seen.rows,
            problems,
            targets: targets::choices(&fields),
            encodings: encodings(),
        })
    })
    .await
}

fn encodings() -> Vec<EncodingChoice> {
    let choice = |(name, used): &(&str, &str)| EncodingChoice { name: (*name).to_owned(), used: (*used).to_owned() };
    ENCODINGS.iter().map(choice).collect()
}

fn warning(sentence: &str) -> Problem {
    Problem {
        row: 0,
        column: String::new(),
        value: String::new(),
        code: ProblemCode::Encoding,
        severity: Severity::Warning,
        reason: sentence.to_owned(),
    }
}

/// Begins to import a file. Its bytes are copied into the vault first: the file may go.
pub async fn start(app: App, input: ImportsStart) -> Result<JobStarted, WireError> {
    let choice = FormatChoice::typed(input.encoding.as_deref(), input.delimiter.as_deref())?;
    let path = PathBuf::from(&input.path);
    let name = name_of(&path);
    begin(&app, Source::File(path), name, choice, input.mapping, input.all).await
}

/// Imports the bundled sample.
pub async fn sample(app: App, _: Empty) -> Result<JobStarted, WireError> {
    begin(&app, Source::Bytes(SAMPLE), "sample-contacts.csv".into(), FormatChoice::default(), None, false).await
}

/// What an import would do.
pub async fn dry_run(app: App, input: ImportsStart) -> Result<ImportReport, WireError> {
    let vault = app.vault()?;
    let mapping = with_settings(&vault, input.mapping).await?;
    let choice = FormatChoice::typed(input.encoding.as_deref(), input.delimiter.as_deref())?;
    let path = PathBuf::from(&input.path);
    let file = name_of(&path);
    let opened = path.clone();
    let own = targets::own(&*vault.store.custom_fields().await?);
    let Plan { format, mapping, header, .. } = blocking(move || Head::of(&opened, choice)?.plan(mapping, own)).await?;
    run::dry_run(
        &app,
        &vault,
        path,
        ImportInput { file, spool: String::new(), format, header, mapping, all: input.all },
    )
    .await
}

async fn begin(
    app: &App,
    source: Source,
    file: String,
    choice: FormatChoice,
    mapping: Option<Mapping>,
    all: bool,
) -> Result<JobStarted, WireError> {
    let vault = app.vault()?;
    let mapping = with_settings(&vault, mapping).await?;
    let spool = leftovers::spool_name(&vault.owner, app.now());
    let (sealer, place) = (spool_sealer(&vault), spool_path(&vault, &spool));
    let own = targets::own(&*vault.store.custom_fields().await?);
    let (input, total) = blocking(move || {
        let (mut bytes, length) = source.open()?;
        let head = Head::read(bytes.as_mut(), length, choice)?;
        let Plan { format, mapping, header, rows } = head.plan(mapping, own)?;
        keep_bytes(&sealer, &place, &head.bytes, bytes.as_mut())?;
        Ok((ImportInput { file, spool, format, header, mapping, all }, rows))
    })
    .await?;
    let job = NewJob {
        kind: JobKind::Import,
        label: format!("Import of {}", input.file),
        input: serde_json::to_value(&input).map_err(|_| WireError::bug("import input"))?,
        total,
    };
    Ok(JobStarted { job: jobs::begin(app, &vault, &job).await? })
}

fn keep_bytes(sealer: &Sealer, place: &Path, head: &[u8], rest: &mut dyn Bytes) -> Result<(), WireError> {
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder).map_err(|error| crate::locks::folder_error(&error))?;
    }
    let mut writer = sealer.create(place)?;
    let written = writer.write_all(head).and_then(|()| std::io::copy(rest, &mut writer).map(drop));
    if let Err(error) = written {
        drop(writer);
        let _ = std::fs::remove_file(place);
        return Err(crate::locks::folder_error(&error));
    }
    if let Err(error) = writer.finish(true) {
        let _ = std::fs::remove_file(place);
        return Err(error.into());
    }
    // A job that names these bytes must find them, after a power cut too.
    let names = place.ancestors().skip(1).take(2).try_for_each(sync_folder);
    names.map_err(|error| crate::locks::folder_error(&error))
}

/// Fills what a mapping leaves open from the settings.
async fn with_settings(vault: &OpenVault, mapping: Option<Mapping>) -> Result<Mapping, WireError> {
    let given = mapping.is_some();
    let mut mapping = mapping.unwrap_or_default();
    if mapping.country.as_deref().unwrap_or_default().is_empty() {
        let country = settings::country(vault).await?;
        mapping.country = (!country.is_empty()).then_some(country);
    }
    if !given && vault.store.setting("unmapped_to_notes").await?.as_deref() == Some("true") {
        mapping.unmapped = Unmapped::Notes;
    }
    Ok(mapping)
}

pub(crate) fn spool_sealer(vault: &OpenVault) -> Sealer {
    Sealer::new(&vault.keys.files(), "spool")
}

pub(crate) fn spool_path(vault: &OpenVault, spool: &str) -> PathBuf {
    vault.dir.join("files").join(spool)
}

/// Removes the bytes of an import that will not go on.
pub(crate) fn forget_spool(vault: &OpenVault, row: &JobRow) {
    if let Some(spool) = row.input["spool"].as_str().filter(|spool| !spool.is_empty()) {
        // It is encrypted: what cannot be removed now is only space.
        let _ = std::fs::remove_file(spool_path(vault, spool));
    }
}

/// What an import did so far, or in the end.
pub async fn report(app: App, input: JobId) -> Result<ImportReport, WireError> {
    let vault = app.vault()?;
    let row = vault.store.job(input.job).await?;
    if row.kind != JobKind::Import {
        return Err(WireError::new(ErrorCode::NotFound, "This job is no import.", None));
    }
    let problems = vault.store.job_problems(input.job, SHOWN).await?;
    run::report_of(&row, problems)
}

/// Saves the rows that were not taken, with the reasons, as CSV.
pub async fn failed_rows(app: App, input: FailedRowsSave) -> Result<FailedRowsSaved, WireError> {
    let vault = app.vault()?;
    let row = vault.store.job(input.job).await?;
    let header: Vec<String> = serde_json::from_value(row.input["header"].clone()).unwrap_or_default();
    let rows = vault.store.failed_rows(input.job).await?;
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let path = input.path.clone();
    blocking(move || {
        let failed: Vec<FailedRow<'_>> =
            rows.iter().map(|(line, cells, reason)| FailedRow { line: line.unsigned_abs(), reason, cells }).collect();
        let bytes = satchel_exchange::failed_rows_csv(&header, &failed);
        std::fs::write(&path, bytes).map_err(|error| not_saved(&error))
    })
    .await?;
    Ok(FailedRowsSaved { path: input.path, rows: count })
}

fn not_saved(error: &std::io::Error) -> WireError {
    use std::io::ErrorKind as Kind;
    let (code, reason) = match error.kind() {
        Kind::NotFound => (ErrorCode::BadFile, "there is no such folder".to_owned()),
        Kind::IsADirectory => (ErrorCode::BadFile, "it is a folder".to_owned()),
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => (ErrorCode::ReadOnly, "you may not write it".to_owned()),
        Kind::StorageFull | Kind::QuotaExceeded => (ErrorCode::DiskFull, "the disk is full".to_owned()),
        _ => (ErrorCode::BadFile, error.to_string()),
    };
    let hint = "What was imported stays. Save them to another file: in the window, or with `call imports_failed_rows`.";
    WireError::new(code, format!("The failed rows cannot be saved: {reason}."), Some(hint))
}
