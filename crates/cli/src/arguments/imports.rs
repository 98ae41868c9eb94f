//! What can be typed about files in.

use std::path::PathBuf;

use clap::ValueEnum;

/// What an import may write.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Mode {
    /// Make contacts; whoever is here already is left as they are.
    Create,
    /// Bring up to date who is here already; nobody is made.
    Update,
    /// Both.
    Upsert,
}

/// How days are written.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Dates {
    /// 1980-12-31.
    Ymd,
    /// 31.12.1980.
    Dmy,
    /// 12/31/1980.
    Mdy,
}

/// What is done with values of contacts that are here.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Fill {
    /// The file counts.
    Overwrite,
    /// Only where there is nothing yet.
    Empty,
    /// Beside what is there.
    Add,
}

#[derive(clap::Args)]
pub(crate) struct ImportArguments {
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What may be written; without it, contacts are made and whoever is here is left as they are.
    #[arg(long, value_enum)]
    pub(crate) mode: Option<Mode>,
    /// By what rows are known to be somebody who is here, the first that finds anybody deciding: id, external, email, phone,
    /// linkedin, name+phone, name+company, custom:KEY. Without it: id, external, email, linkedin, name+phone.
    #[arg(long = "match", value_name = "KEYS", value_delimiter = ',')]
    pub(crate) matching: Vec<String>,
    /// What is done with values of contacts that are here, where the mapping does not say. Without it single values are
    /// overwritten, and lists and notes grow.
    #[arg(long, value_enum)]
    pub(crate) fill: Option<Fill>,
    /// What every row gets that does not say it itself; may be given several times.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
    /// Put everybody of the file on this list; it is made when there is none.
    #[arg(long, value_name = "NAME")]
    pub(crate) list: Option<String>,
    /// Which sheet of a workbook, or which file of an archive; without it the likely one, of an archive all.
    #[arg(long, value_name = "NAME")]
    pub(crate) part: Option<String>,
    /// Do as this recipe says; options that are given count more. Afterwards the choices are remembered under it.
    #[arg(long, value_name = "NAME")]
    pub(crate) recipe: Option<String>,
    /// A mapping as JSON, as `call imports_preview` prints it.
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// Whom a row is about that several contacts could be meant by: an id, its last eight
    /// characters, or new; may be given several times.
    #[arg(long = "answer", value_name = "ROW=ID", value_parser = answer)]
    pub(crate) answers: Vec<(i64, String)>,
    /// In which order the file writes days in figures; without it, it is found out.
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(crate) date_order: Option<Dates>,
    /// Where a column goes, by its header, as a mapping writes it; may be given several times. A field of one's own that
    /// there is not yet is made: --column 'Budget=custom:Budget=integer'.
    #[arg(long, value_name = "HEADER=TARGET")]
    pub(crate) column: Vec<String>,
    /// Make categories that there are not yet, with their groups; without it they go to the notes.
    #[arg(long)]
    pub(crate) make_categories: bool,
    /// Only tell what would happen, row by row.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Also create contacts that are here already.
    #[arg(long, conflicts_with = "matching")]
    pub(crate) all: bool,
    /// Save the rows that could not be taken, with the reasons, as CSV.
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    pub(crate) failed_rows: Option<PathBuf>,
    /// The text's encoding, such as windows-1252; without it, it is found out.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// What separates cells: one character, or comma, semicolon, tab, bar; without it, it is found out.
    #[arg(long, value_name = "CHARACTER")]
    pub(crate) delimiter: Option<String>,
    /// The line of the header, counted from 1; 0 when there is none; without it, it is found out.
    #[arg(long, value_name = "LINE")]
    pub(crate) header_line: Option<i64>,
}

/// `12=new`, or `12=` and who it is.
fn answer(typed: &str) -> Result<(i64, String), String> {
    let told = || "write ROW=ID or ROW=new, such as 12=new".to_owned();
    let (row, whom) = typed.split_once('=').ok_or_else(told)?;
    Ok((row.trim().parse().map_err(|_| told())?, whom.trim().to_owned()))
}
