//! Files in: a look at them, the import as a job, its report.

mod apply;
mod categories;
mod chunk;
mod decide;
mod form;
mod head;
mod intake;
mod lines;
mod made;
mod reading;
mod recipes;
mod rehearsal;
mod run;
mod source;
mod targets;

use std::collections::HashMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use satchel_exchange::{ENCODINGS, FailedRow, FileKind, FormatChoice, Mapping, Unmapped};
use satchel_model::{ContactDraft, CustomFields, Fillings, Id, MatchKey, Problem, ProblemCode, Severity};
use satchel_sealed::Sealer;
use satchel_store::{JobKind, JobWork, NewJob};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::open::OpenVault;
use crate::wire::{
    CellFix, Empty, EncodingChoice, ErrorCode, FailedRowsSave, FailedRowsSaved, ImportChoices, ImportKind, ImportParts,
    ImportPlan, ImportPreview, ImportReport, ImportsDryRun, ImportsParts, ImportsPreview, ImportsStart, JobId,
    JobStarted, RowAction, RowAnswer, WireError,
};
use crate::{App, blocking, contacts, jobs, leftovers, settings};

use form::Form;
use head::{Head, SHOWN_OF_CARDS};
use source::{Bytes, Source, name_of, unreadable};

pub use recipes::{forget as forget_recipe, history, list as list_recipes};
pub(crate) use run::run;

/// Problems, and rows of a dry run, that are shown.
const SHOWN: i64 = 1_000;
/// Sixty invented people in many countries, to try Satchel with.
const SAMPLE: &[u8] = include_bytes!("../../assets/sample-contacts.csv");

/// What an import job begins with; its bytes are in the sealed spool file until it ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ImportInput {
    pub(crate) file: String,
    pub(crate) spool: String,
    /// SHA-256 of the file.
    pub(crate) hash: String,
    pub(crate) form: Form,
    /// What was chosen; the mapping is in the form.
    pub(crate) choices: ImportChoices,
    pub(crate) fixes: Vec<CellFix>,
    /// Whom rows are about, of the several who could be meant.
    #[serde(default)]
    pub(crate) answers: Vec<RowAnswer>,
    /// The recipe that it followed or made.
    pub(crate) recipe: String,
    /// What is to be said of the file as a whole.
    pub(crate) warnings: Vec<String>,
    /// What the file names as options of fields that are made on the way.
    #[serde(default)]
    pub(crate) options: Vec<made::NamedOptions>,
}

impl ImportInput {
    fn of(file: String, form: Form, asked: ImportsStart) -> Result<Self, WireError> {
        let ImportsStart { choices, fixes, answers, recipe, .. } = asked;
        let list = choices.list.map(|name| satchel_model::collapse(&name)).filter(|name| !name.is_empty());
        let choices = ImportChoices { mapping: None, list, ..choices };
        let recipe = satchel_model::collapse(&recipe.unwrap_or_default());
        let (spool, hash, warnings, options) = (String::new(), String::new(), Vec::new(), Vec::new());
        let input = Self { file, spool, hash, form, choices, fixes, answers, recipe, warnings, options };
        // Whatever is wrong with a choice is said before the first row.
        input.keys()?;
        Ok(input)
    }

    fn keys(&self) -> Result<Vec<MatchKey>, WireError> {
        if self.choices.matching.is_empty() {
            return Ok(MatchKey::USUAL.to_vec());
        }
        let keys: Result<Vec<MatchKey>, _> = self.choices.matching.iter().map(|word| word.parse()).collect();
        keys.map_err(|error| WireError::new(ErrorCode::Invalid, crate::wire::sentence(&error.to_string()), None))
    }

    fn fillings(&self) -> Fillings {
        match &self.form {
            Form::Table { mapping, .. } => mapping.fillings(self.choices.filling),
            Form::Cards { .. } | Form::Lines => Fillings::by_default(self.choices.filling),
        }
    }

    /// The answers by line.
    fn answers(&self) -> HashMap<u64, Option<Id>> {
        self.answers.iter().map(|answer| (answer.row.unsigned_abs(), answer.contact)).collect()
    }

    fn country(&self) -> Option<&str> {
        self.form.country()
    }

    /// Whatever is wrong with columns and with what every row gets is said before the first row.
    fn check(&self, fields: &CustomFields) -> Result<(), WireError> {
        self.form.check(fields)?;
        self.given(fields).map(drop)
    }

    /// What every row gets, as a contact.
    fn given(&self, fields: &CustomFields) -> Result<ContactDraft, WireError> {
        if self.choices.set.is_empty() {
            return Ok(ContactDraft::default());
        }
        contacts::drafted(&self.choices.set, self.country(), 0, fields)
    }
}

/// Looks at a file.
pub async fn preview_file(app: App, input: ImportsPreview) -> Result<ImportPreview, WireError> {
    let vault = app.vault()?;
    let mapping = with_settings(&vault, input.mapping).await?;
    let (encoding, delimiter, header_line) = (input.encoding, input.delimiter, input.header_line);
    let choice = choice_of(&ImportChoices { encoding, delimiter, header_line, ..ImportChoices::default() })?;
    let fields = vault.store.custom_fields().await?;
    let groups = vault.store.categories(false).await?;
    let seen = blocking(move || {
        let path = PathBuf::from(&input.path);
        let (mut bytes, length) = Source::File(path.clone()).open()?;
        let kind = intake::kind_of(bytes.as_mut(), length, &choice)?;
        let parts = intake::parts(kind, bytes.as_mut(), length)?;
        let suggested = || parts.iter().find(|part| part.suggested).or(parts.first()).map(|part| part.name.clone());
        let part = input.part.or_else(suggested);
        let (head, told) = match kind {
            FileKind::Table | FileKind::Cards | FileKind::Lines => {
                (Head::read(bytes.as_mut(), length, kind, choice)?, Vec::new())
            }
            _ => {
                let (head, done) = intake::glance(kind, bytes.as_mut(), length, &choice, part.as_deref())?;
                (head, done.warnings)
            }
        };
        let told: Vec<Problem> = told.iter().map(|sentence| warning(sentence)).collect();
        let empty = ImportPreview {
            file: name_of(&path),
            kind: ImportKind::Table,
            bytes: i64::try_from(length).unwrap_or(i64::MAX),
            parts,
            part,
            encoding: String::new(),
            delimiter: String::new(),
            preset: None,
            header: Vec::new(),
            header_line: None,
            rows_estimate: 0,
            either_days: Vec::new(),
            mapping: Mapping::default(),
            rows: Vec::new(),
            problems: Vec::new(),
            recipe: None,
            targets: targets::choices(&fields, &groups),
            encodings: encodings(),
        };
        if head.kind != FileKind::Table {
            let seen = head.people(mapping.country.clone())?;
            return Ok(ImportPreview {
                kind: ImportKind::Cards,
                header: SHOWN_OF_CARDS.map(str::to_owned).to_vec(),
                rows_estimate: seen.estimate,
                rows: seen.rows,
                problems: told.into_iter().chain(seen.problems).collect(),
                mapping,
                ..empty
            });
        }
        let seen = head.preview(mapping, targets::own(&fields, &groups))?;
        Ok(ImportPreview {
            encoding: seen.format.encoding.clone(),
            delimiter: seen.format.delimiter.to_string(),
            preset: seen.mapping.preset.clone(),
            header: seen.header,
            header_line: seen.header_line.map(i64::from),
            rows_estimate: i64::try_from(seen.rows_estimate).unwrap_or(i64::MAX),
            either_days: seen.either_days,
            problems: told.into_iter().chain(seen.warnings.iter().map(|sentence| warning(sentence))).collect(),
            mapping: seen.mapping,
            rows: seen.rows,
            ..empty
        })
    })
    .await?;
    let recipe = recipes::for_header(&vault, &seen.header).await?;
    Ok(ImportPreview { recipe, ..seen })
}

fn choice_of(choices: &ImportChoices) -> Result<FormatChoice, WireError> {
    let header_line = choices.header_line.map(|line| u32::try_from(line).unwrap_or(u32::MAX));
    let typed = FormatChoice::typed(choices.encoding.as_deref(), choices.delimiter.as_deref())?;
    Ok(FormatChoice { header_line, ..typed })
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
    let path = PathBuf::from(&input.path);
    let name = name_of(&path);
    begin(&app, Source::File(path), name, input).await
}

/// Imports the bundled sample.
pub async fn sample(app: App, _: Empty) -> Result<JobStarted, WireError> {
    begin(&app, Source::Bytes(SAMPLE), "sample-contacts.csv".into(), ImportsStart::default()).await
}

/// What an import would do.
pub async fn dry_run(app: App, input: ImportsDryRun) -> Result<ImportPlan, WireError> {
    rehearse(&app, input, |_| {}).await
}

/// What an import would do; `tell` hears of every row, in order.
///
/// # Errors
/// When the file cannot be read, or a choice names what is not there.
pub async fn rehearse(app: &App, asked: ImportsDryRun, tell: impl FnMut(RowAction)) -> Result<ImportPlan, WireError> {
    let vault = app.vault()?;
    let import = asked.import.clone();
    let mapping = with_settings(&vault, import.choices.mapping.clone()).await?;
    let choice = choice_of(&import.choices)?;
    let path = PathBuf::from(&import.path);
    let (file, source) = (name_of(&path), Source::File(path));
    let own = targets::own(&*vault.store.custom_fields().await?, &vault.store.categories(false).await?);
    let (opened, part) = (source.clone(), import.part.clone());
    let spool = leftovers::spool_name(&vault.owner, app.now());
    let (sealer, place) = (spool_sealer(&vault), spool_path(&vault, &spool));
    let written = place.clone();
    let (form, written_out) = blocking(move || {
        let (mut bytes, length) = opened.open()?;
        let kind = intake::kind_of(bytes.as_mut(), length, &choice)?;
        let plain = matches!(kind, FileKind::Table | FileKind::Cards | FileKind::Lines);
        let head = match plain {
            true => Head::read(bytes.as_mut(), length, kind, choice)?,
            false => {
                make_folder(&written)?;
                intake::seal(kind, bytes.as_mut(), length, &choice, part.as_deref(), (&sealer, &written))?.0
            }
        };
        Ok((head.form(mapping, own)?.0, !plain))
    })
    .await?;
    let input = ImportInput::of(file, form, import)?;
    let (sealer, written) = (spool_sealer(&vault), place.clone());
    let rows = move || {
        if written_out {
            return Ok(Box::new(kept(&sealer, &written)?) as Box<dyn Read + Send>);
        }
        let (bytes, _) = source.open()?;
        Ok(Box::new(bytes) as Box<dyn Read + Send>)
    };
    let plan = rehearsal::dry_run(app, &vault, input, &asked, rows, tell).await;
    if written_out {
        // It is encrypted: what cannot be removed now is only space.
        let _ = std::fs::remove_file(place);
    }
    plan
}

/// Tells what there is to import in a file of several things: sheets, or files of an archive.
pub async fn parts(app: App, input: ImportsParts) -> Result<ImportParts, WireError> {
    app.vault()?;
    blocking(move || {
        let (mut bytes, length) = Source::File(PathBuf::from(input.path)).open()?;
        let kind = intake::kind_of(bytes.as_mut(), length, &FormatChoice::default())?;
        let together = kind == FileKind::Archive;
        Ok(ImportParts { parts: intake::parts(kind, bytes.as_mut(), length)?, together })
    })
    .await
}

async fn begin(app: &App, source: Source, file: String, asked: ImportsStart) -> Result<JobStarted, WireError> {
    let vault = app.vault()?;
    let mapping = with_settings(&vault, asked.choices.mapping.clone()).await?;
    let choice = choice_of(&asked.choices)?;
    let spool = leftovers::spool_name(&vault.owner, app.now());
    let (sealer, place) = (spool_sealer(&vault), spool_path(&vault, &spool));
    let fields = vault.store.custom_fields().await?;
    let own = targets::own(&fields, &vault.store.categories(false).await?);
    let at = app.now();
    let (input, total) = blocking(move || {
        let (mut bytes, length) = source.open()?;
        let kind = intake::kind_of(bytes.as_mut(), length, &choice)?;
        if matches!(kind, FileKind::Table | FileKind::Cards | FileKind::Lines) {
            let head = Head::read(bytes.as_mut(), length, kind, choice)?;
            let (form, rows) = head.form(mapping, own)?;
            let input = ImportInput { spool, ..ImportInput::of(file, form, asked)? };
            input.check(&*made::foreseen(&input, &fields, at)?)?;
            let hash = keep_bytes(&sealer, &place, &head.bytes, bytes.as_mut())?;
            let input = made::with_options(ImportInput { hash, ..input }, &fields, at, || kept(&sealer, &place));
            return Ok((input.inspect_err(|_| drop(std::fs::remove_file(&place)))?, rows));
        }
        make_folder(&place)?;
        let hash = hash_of(bytes.as_mut())?;
        let part = asked.part.clone();
        let (head, done) = intake::seal(kind, bytes.as_mut(), length, &choice, part.as_deref(), (&sealer, &place))?;
        let begun = || {
            let (form, rows) = head.form(mapping, own)?;
            let file = done.part.map_or(file.clone(), |part| format!("{file}, {part}"));
            let input = ImportInput { spool, hash, warnings: done.warnings, ..ImportInput::of(file, form, asked)? };
            input.check(&*made::foreseen(&input, &fields, at)?)?;
            sync_names(&place)?;
            Ok((made::with_options(input, &fields, at, || kept(&sealer, &place))?, rows))
        };
        let begun: Result<_, WireError> = begun();
        if begun.is_err() {
            let _ = std::fs::remove_file(&place);
        }
        begun
    })
    .await?;
    if !input.recipe.is_empty() {
        recipes::keep(app, &vault, &input).await?;
    }
    let job = NewJob {
        kind: JobKind::Import,
        label: format!("Import of {}", input.file),
        input: serde_json::to_value(&input).map_err(|_| WireError::bug("import input"))?,
        total,
    };
    Ok(JobStarted { job: jobs::begin(app, &vault, &job).await? })
}

/// The kept bytes of a file.
fn kept(sealer: &Sealer, place: &Path) -> Result<impl Read + Send + use<>, WireError> {
    Ok(Arc::new(sealer.open(place)?).stream())
}

/// Keeps the bytes of a file, sealed; tells their hash.
fn keep_bytes(sealer: &Sealer, place: &Path, head: &[u8], rest: &mut dyn Bytes) -> Result<String, WireError> {
    make_folder(place)?;
    let mut writer = Hashed { writer: sealer.create(place)?, hash: Sha256::new() };
    let written = writer.write_all(head).and_then(|()| std::io::copy(rest, &mut writer).map(drop));
    let Hashed { writer, hash } = writer;
    if let Err(error) = written {
        drop(writer);
        let _ = std::fs::remove_file(place);
        return Err(crate::locks::folder_error(&error));
    }
    if let Err(error) = writer.finish(true) {
        let _ = std::fs::remove_file(place);
        return Err(error.into());
    }
    sync_names(place)?;
    Ok(hexadecimal(hash))
}

fn make_folder(place: &Path) -> Result<(), WireError> {
    let made = place.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.map_err(|error| crate::locks::folder_error(&error))
}

/// A job that names bytes must find them, after a power cut too.
fn sync_names(place: &Path) -> Result<(), WireError> {
    satchel_sealed::sync_names(place).map_err(|error| crate::locks::folder_error(&error))
}

/// The hash of a whole file, which stands at its beginning afterwards.
fn hash_of(bytes: &mut dyn Bytes) -> Result<String, WireError> {
    let mut hashed = Hashed { writer: std::io::sink(), hash: Sha256::new() };
    std::io::copy(bytes, &mut hashed).and_then(|_| bytes.rewind()).map_err(|error| unreadable(&error))?;
    Ok(hexadecimal(hashed.hash))
}

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Hashes what goes by.
struct Hashed<W> {
    writer: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.writer.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}

/// The mapping of a file about which nothing is chosen: what the settings say, and no column.
///
/// # Errors
/// When there is no open vault.
pub async fn usual_mapping(app: &App) -> Result<Mapping, WireError> {
    with_settings(&*app.vault()?, None).await
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
pub(crate) fn forget_spool(vault: &OpenVault, work: &JobWork) {
    if let Some(spool) = work.input["spool"].as_str().filter(|spool| !spool.is_empty()) {
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
    run::report_of(&row, &vault.store.job_work(input.job).await?, problems)
}

/// Saves the rows that were not taken, with the reasons, as CSV.
pub async fn failed_rows(app: App, input: FailedRowsSave) -> Result<FailedRowsSaved, WireError> {
    let vault = app.vault()?;
    let work = vault.store.job_work(input.job).await?;
    let begun: ImportInput = serde_json::from_value(work.input).map_err(|_| WireError::bug("import input"))?;
    let header = begun.form.header();
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
