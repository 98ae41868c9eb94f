//! Files in.

pub use satchel_exchange::{ColumnMapping, DateOrder, Mapping};
use satchel_model::{Filling, Id, ImportMode, Patch, Problem};

use super::{JobState, wire};

wire! {
    /// A look at a file before it is imported; null options are found out.
    pub struct ImportsPreview {
        /// The file.
        pub path: String,
        /// A mapping to try instead of the guess.
        pub mapping: Option<Mapping>,
        /// The encoding, by its web name.
        pub encoding: Option<String>,
        /// What separates cells: one character, or `comma`, `semicolon`, `tab`, `bar`.
        pub delimiter: Option<String>,
        /// The line of the header, counted from 1; 0 when there is none.
        #[serde(default)]
        pub header_line: Option<i64>,
        /// Which part of it: a sheet of a workbook, a file in an archive; the likely one when null.
        #[serde(default)]
        pub part: Option<String>,
    }

    /// What kind of file it is.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum ImportKind {
        /// Rows and columns, to be mapped.
        Table,
        /// Address cards; each says itself what it holds.
        Cards,
    }

    /// One of several things in a file.
    #[derive(Eq)]
    pub struct ImportPart {
        /// The sheet, or the file in the archive.
        pub name: String,
        /// What is in it, as a sentence; empty where nothing is to be said.
        pub about: String,
        /// Whether it is what a person most likely means.
        pub suggested: bool,
    }

    /// A file that may hold several things.
    #[derive(Eq)]
    pub struct ImportsParts {
        /// The file.
        pub path: String,
    }

    /// What there is to import in a file.
    #[derive(Eq)]
    pub struct ImportParts {
        /// Its parts; empty where it is one thing.
        pub parts: Vec<ImportPart>,
        /// Whether all that are suggested are meant, and not one of them.
        pub together: bool,
    }

    /// An encoding that a file may be in.
    #[derive(Eq)]
    pub struct EncodingChoice {
        /// Its web name.
        pub name: String,
        /// Which languages are written in it.
        pub used: String,
    }

    /// Something that a column can be mapped to.
    #[derive(Eq)]
    pub struct TargetChoice {
        /// As [`Mapping`] writes it.
        pub target: String,
        /// What a person reads.
        pub label: String,
        /// Under which heading.
        pub group: String,
    }

    /// What a file looks like.
    pub struct ImportPreview {
        /// Its name.
        pub file: String,
        /// What kind of file it is.
        pub kind: ImportKind,
        /// Its size.
        pub bytes: i64,
        /// Its parts; empty where it is one thing.
        pub parts: Vec<ImportPart>,
        /// The part that is shown.
        pub part: Option<String>,
        /// Its encoding.
        pub encoding: String,
        /// What separates its cells.
        pub delimiter: String,
        /// Whose export it is, when that is known.
        pub preset: Option<String>,
        /// The headers as written; of cards, what is shown of each.
        pub header: Vec<String>,
        /// The line of the header; null when it has none.
        pub header_line: Option<i64>,
        /// How many rows it has, about.
        pub rows_estimate: i64,
        /// What each column is taken for.
        pub mapping: Mapping,
        /// The first rows.
        pub rows: Vec<Vec<String>>,
        /// Days that could begin with the day or with the month, a few, when no other day of the file tells.
        pub either_days: Vec<String>,
        /// What is wrong with them.
        pub problems: Vec<Problem>,
        /// What was chosen the last time for a file of this kind.
        pub recipe: Option<Recipe>,
        /// What columns can be mapped to.
        pub targets: Vec<TargetChoice>,
        /// The encodings that can be chosen.
        pub encodings: Vec<EncodingChoice>,
    }

    /// What a person chooses about an import, whichever file it is; null options are found out.
    #[derive(Default)]
    #[serde(default)]
    pub struct ImportChoices {
        /// What each column is; the guess when null.
        pub mapping: Option<Mapping>,
        /// Whether to create contacts that are here already as well.
        pub all: bool,
        /// The encoding, by its web name.
        pub encoding: Option<String>,
        /// What separates cells: one character, or `comma`, `semicolon`, `tab`, `bar`.
        pub delimiter: Option<String>,
        /// The line of the header, counted from 1; 0 when there is none.
        pub header_line: Option<i64>,
        /// What may be written.
        pub mode: ImportMode,
        /// By what rows are matched, the first that finds anybody deciding: `id`, `external`, `email`, `phone`,
        /// `linkedin`, `name+phone`, `name+company`, `custom:KEY`. What is usual when empty.
        pub matching: Vec<String>,
        /// What is done with values of contacts that are here, where a column does not say; what is usual for each field
        /// when null.
        pub filling: Option<Filling>,
        /// What every row gets that does not say it itself.
        pub set: Patch,
        /// The list on which everybody of the file is put, by name; made when there is none.
        pub list: Option<String>,
        /// Whether categories that there are not are made, with their groups; otherwise they go to the notes.
        pub make_categories: bool,
    }

    /// An import to begin, or to be told of.
    #[derive(Default)]
    pub struct ImportsStart {
        /// The file.
        pub path: String,
        /// Which part of it: a sheet of a workbook, a file in an archive; the likely one when null.
        #[serde(default)]
        pub part: Option<String>,
        /// What was chosen.
        #[serde(flatten)]
        pub choices: ImportChoices,
        /// Cells that a person mended.
        #[serde(default)]
        pub fixes: Vec<CellFix>,
        /// Whom rows are about, of the several who could be meant.
        #[serde(default)]
        pub answers: Vec<RowAnswer>,
        /// The name under which the choices are remembered for files of this kind.
        #[serde(default)]
        pub recipe: Option<String>,
    }

    /// Choices that were remembered.
    pub struct Recipe {
        /// Identity.
        pub id: Id,
        /// What it is called.
        pub name: String,
        /// When it was used last, UTC milliseconds.
        pub used_at: i64,
        /// The choices.
        pub choices: ImportChoices,
    }

    /// Recipes by name.
    pub struct Recipes {
        /// All of them.
        pub recipes: Vec<Recipe>,
    }

    /// One recipe.
    #[derive(Eq)]
    pub struct RecipeId {
        /// Which.
        pub recipe: Id,
    }

    /// An import of the past.
    #[derive(Eq)]
    pub struct PastImport {
        /// Its job, by which its report is read.
        pub job: Id,
        /// The file's name.
        pub file: String,
        /// SHA-256 of the file, in hexadecimal.
        pub hash: String,
        /// The recipe that it followed or made; empty when none.
        pub recipe: String,
        /// When it began, UTC milliseconds.
        pub at: i64,
        /// Who did it.
        pub actor: String,
        /// Where it is.
        pub state: JobState,
        /// Contacts made.
        pub created: i64,
        /// Contacts changed.
        pub updated: i64,
        /// Rows that were left alone.
        pub skipped: i64,
        /// Rows that could not be taken.
        pub failed: i64,
        /// To undo it by; null when nothing was written.
        pub batch: Option<Id>,
        /// Whether it was undone.
        pub undone: bool,
    }

    /// Imports of the past, newest first.
    #[derive(Eq)]
    pub struct PastImports {
        /// At most a hundred.
        pub imports: Vec<PastImport>,
    }

    /// A cell of the file as it should be.
    #[derive(Eq)]
    pub struct CellFix {
        /// The line on which its row begins.
        pub row: i64,
        /// Its column, counted from 0.
        pub column: i64,
        /// What it should say.
        pub value: String,
    }

    /// Whom a row is about.
    #[derive(Eq)]
    pub struct RowAnswer {
        /// The line on which the row begins.
        pub row: i64,
        /// One of those who could be meant; somebody new when null.
        pub contact: Option<Id>,
    }

    /// A dry run, and whom of it to tell.
    pub struct ImportsDryRun {
        /// The import.
        pub import: ImportsStart,
        /// Only rows of this outcome.
        #[serde(default)]
        pub outcome: Option<RowOutcome>,
        /// How many rows are told at most; none when null.
        #[serde(default)]
        pub rows: Option<i64>,
    }

    /// What becomes of a row.
    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum RowOutcome {
        /// A contact is made.
        Create,
        /// A contact that is here is changed.
        Update,
        /// A contact comes back from the trash, and is changed where the row says something else.
        Restore,
        /// Nothing: it is blank, or says nothing new of somebody who is here.
        Skip,
        /// Nothing: an earlier row of the file is the same contact.
        Duplicate,
        /// Nothing: several contacts could be meant, and a person must say which.
        Ask,
        /// It could not be taken.
        Problem,
    }

    /// A value that a row changes.
    #[derive(Eq)]
    pub struct ValueChange {
        /// The field's key.
        pub field: String,
        /// What is there; empty when nothing is, or when something is added to it.
        pub before: String,
        /// What would be there, or what is added.
        pub after: String,
    }

    /// What an import would do with a row.
    #[derive(Eq)]
    pub struct RowAction {
        /// The line on which the row begins.
        pub row: i64,
        /// What becomes of it.
        pub action: RowOutcome,
        /// The contact that is here; null when there is none.
        pub id: Option<Id>,
        /// What the contact is called.
        pub display: String,
        /// What would change.
        pub changes: Vec<ValueChange>,
        /// Why nothing is done; empty when something is.
        pub reason: String,
        /// Who could be meant, when it is asked.
        pub candidates: Vec<RowCandidate>,
    }

    /// Somebody whom a row could be about.
    #[derive(Eq)]
    pub struct RowCandidate {
        /// The contact.
        pub id: Id,
        /// What they are called.
        pub display: String,
        /// What tells them from others: title, company, e-mail, phone.
        pub about: String,
    }

    /// What an import would do.
    pub struct ImportPlan {
        /// Counts and problems.
        pub report: ImportReport,
        /// How many rows have each outcome.
        pub outcomes: Vec<OutcomeCount>,
        /// The rows that were asked for.
        pub rows: Vec<RowAction>,
    }

    /// How many rows have an outcome.
    #[derive(Eq)]
    pub struct OutcomeCount {
        /// Which.
        pub outcome: RowOutcome,
        /// How many.
        pub rows: i64,
    }

    /// What an import did, or would do.
    pub struct ImportReport {
        /// To undo it by; null when nothing was written.
        pub batch: Option<Id>,
        /// Rows read.
        pub read: i64,
        /// Contacts made.
        pub created: i64,
        /// Contacts changed.
        pub updated: i64,
        /// Blank rows and rows that are here already.
        pub skipped: i64,
        /// Rows that could not be taken.
        pub failed: i64,
        /// What was wrong, in the order of the rows, at most a thousand.
        pub problems: Vec<Problem>,
        /// How many problems there are in all.
        pub problems_total: i64,
        /// Headers of the columns that have no field and were left out.
        pub unmapped: Vec<String>,
        /// Fields and categories that were made on the way, or would be, by name.
        pub made: Vec<String>,
        /// How long it took.
        pub seconds: f64,
        /// The file's name.
        pub file: String,
    }

    /// Where to save the rows that were not taken.
    #[derive(Eq)]
    pub struct FailedRowsSave {
        /// Which import.
        pub job: Id,
        /// The file to write.
        pub path: String,
    }

    /// Rows were saved.
    #[derive(Eq)]
    pub struct FailedRowsSaved {
        /// Where.
        pub path: String,
        /// How many.
        pub rows: i64,
    }
}
