//! Which column holds what: the layout of a known program, else the words of the headers, else the cells.
//!
//! What a person has mapped is kept; everything else gets one guess that says how sure it is and why. A column that
//! nobody understands stays unmapped, by name. Deliberately absent: applying the guess (`Mapper`).

use satchel_model::CustomKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cell::category::read_categories;
use crate::cell::{clean, date, head};
use crate::content::Column;
use crate::header::{key, target_of};
use crate::{ColumnMapping, DateOrder, FileError, GuessedBy, Mapping, Record, Target, preset};

/// Characters of a sample value.
const SAMPLE_CHARS: usize = 80;
/// Days that are shown when they do not tell which way they are written.
const EITHER: usize = 3;
/// Words by which a header names other people than the contact.
const OTHERS: &[&str] =
    &["owner", "createdby", "modifiedby", "updatedby", "assigned", "manager", "referr", "agent", "invited"];

/// A field of one's own, or a group of categories, as columns may be called after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct OwnTarget {
    /// Its name and its key.
    pub names: Vec<String>,
    /// What a mapping calls it.
    pub target: String,
    /// What the column has to hold, and nothing else; anything when there is nothing here.
    #[serde(default)]
    pub values: Vec<String>,
}

/// Guesses the mapping of a table from its header (empty when it has none) and a sample of its rows. Entries of
/// `given` stand; its other columns, and the date order where it leaves that open, are guessed.
///
/// # Errors
/// When the table is of a known kind that holds no contacts, or `given` names a column that is not there.
pub fn guess_mapping(
    header: &[String],
    rows: &[Record],
    given: &Mapping,
    own: &[OwnTarget],
) -> Result<Mapping, FileError> {
    let keys: Vec<String> = header.iter().map(|name| key(name)).collect();
    preset::refuse_others(&keys)?;
    let width = if header.is_empty() { rows.iter().map(Record::len).max().unwrap_or(0) } else { header.len() };
    let mut columns: Vec<ColumnMapping> = (0..width)
        .map(|at| ColumnMapping {
            column: u32::try_from(at).unwrap_or(u32::MAX),
            header: header.get(at).map(|name| name.trim().to_owned()).unwrap_or_default(),
            guessed_by: GuessedBy::None,
            samples: samples(rows, at),
            ..ColumnMapping::default()
        })
        .collect();
    for entry in &given.columns {
        // An entry that leaves out a column that is not there asks for nothing.
        match place(entry, header, width) {
            Ok(at) => {
                columns[at].target.clone_from(&entry.target);
                columns[at].guessed_by = entry.guessed_by;
                columns[at].filling = entry.filling;
                let sure = entry.guessed_by == GuessedBy::Person && entry.confidence <= 0.0;
                columns[at].confidence = if sure { 1.0 } else { entry.confidence };
            }
            Err(_) if entry.target.trim().is_empty() => {}
            Err(error) => return Err(error),
        }
    }
    let found = preset::find(&keys);
    if let Some(found) = found {
        let known = found.by_key();
        for (column, key) in
            open(&mut columns).filter_map(|column| keys.get(column.column as usize).map(|key| (column, key)))
        {
            let target = known.get(key).map(|target| (*target).to_owned());
            if let Some(target) = target.or_else(|| found.numbered.and_then(|numbered| numbered(key))) {
                settle(column, target, GuessedBy::Preset, 1.0);
            }
        }
    }
    for column in open(&mut columns) {
        let named = key(&column.header);
        let is_value = |own: &OwnTarget, sample: &String| own.values.iter().any(|value| key(value) == key(sample));
        let fits = |own: &&OwnTarget| {
            let is_named = own.names.iter().any(|name| key(name) == named);
            let holds = || !column.samples.is_empty() && column.samples.iter().all(|sample| is_value(own, sample));
            is_named && (own.values.is_empty() || holds())
        };
        if let Some(own) = own.iter().find(|own| !named.is_empty() && fits(own)) {
            settle(column, own.target.clone(), GuessedBy::Header, 0.95);
        }
    }
    for column in open(&mut columns) {
        // Our own exports say who somebody is; the numbers of other programs are called the same.
        let is_own = |sample: &String| sample.parse::<satchel_model::Id>().is_ok();
        if key(&column.header) == "id" && !column.samples.is_empty() && column.samples.iter().all(is_own) {
            settle(column, "id".to_owned(), GuessedBy::Content, 1.0);
        }
    }
    for column in open(&mut columns) {
        if let Some(target) = target_of(&column.header) {
            settle(column, target, GuessedBy::Header, 0.9);
        }
    }
    for column in columns.iter_mut().filter(|column| column.target == "tags") {
        if by_header(column) && names_groups(&column.samples, own) {
            settle(column, "categories".to_owned(), GuessedBy::Content, 0.9);
        }
    }
    if found.is_none() {
        settle_titles_and_names(&mut columns);
    }
    by_content(&mut columns, rows);
    let country = given.country.clone().filter(|code| !code.trim().is_empty());
    let mut mapping = Mapping {
        columns,
        date_order: given.date_order,
        country,
        preset: given.preset.clone().or_else(|| found.map(|preset| preset.name.to_owned())),
        unmapped: given.unmapped,
    };
    if mapping.date_order == DateOrder::Auto {
        mapping.date_order = date_order(&mapping, rows).0;
    }
    Ok(mapping)
}

/// The place of a mapping's column in a file: where it says, when the header there is the same, else where the header
/// is.
pub(crate) fn place(entry: &ColumnMapping, header: &[String], width: usize) -> Result<usize, FileError> {
    let at = entry.column as usize;
    let name = entry.header.trim();
    if name.is_empty() || header.is_empty() {
        let missing = || FileError::NoColumn(if name.is_empty() { format!("{}", at + 1) } else { name.to_owned() });
        return if at < width { Ok(at) } else { Err(missing()) };
    }
    let same = |there: &String| there.trim() == name || key(there) == key(name) && !key(name).is_empty();
    if header.get(at).is_some_and(same) {
        return Ok(at);
    }
    header.iter().position(same).ok_or_else(|| FileError::NoColumn(name.to_owned()))
}

fn open(columns: &mut [ColumnMapping]) -> impl Iterator<Item = &mut ColumnMapping> {
    columns.iter_mut().filter(|column| column.guessed_by == GuessedBy::None)
}

fn settle(column: &mut ColumnMapping, target: String, by: GuessedBy, confidence: f32) {
    column.target = target;
    column.guessed_by = by;
    column.confidence = confidence;
}

fn by_header(column: &ColumnMapping) -> bool {
    column.guessed_by == GuessedBy::Header
}

/// Whether cells are values with their groups before them, and each group is one that there is.
fn names_groups(samples: &[String], own: &[OwnTarget]) -> bool {
    let is_group = |name: &String| {
        let groups = own.iter().filter(|own| own.target.starts_with("categories/"));
        groups.flat_map(|own| &own.names).any(|known| key(known) == key(name))
    };
    let fits = |sample: &String| {
        let (mut known, mut others) = (0, 0);
        let found = |group, _| if is_group(&group) { known += 1 } else { others += 1 };
        let mut rest = 0;
        read_categories(sample, found, |_| rest += 1);
        known > 0 && others + rest == 0
    };
    !samples.is_empty() && samples.iter().all(fits)
}

fn samples(rows: &[Record], at: usize) -> Vec<String> {
    let values = rows.iter().map(|row| clean(head(row.cell(at), SAMPLE_CHARS * 2)).text.into_owned());
    values.filter(|value| !value.is_empty()).map(|value| head(&value, SAMPLE_CHARS).to_owned()).take(3).collect()
}

/// "Aniversário" is the birthday in Portuguese, "Aniversario" the day of the wedding in Spanish, and a birthday that has
/// a column of its own is no other; "Title" beside "Job title" is the title before the name; "Name" beside "First name" is the last name; "Birth day"
/// beside "Birth month" is a part of the birthday.
fn settle_titles_and_names(columns: &mut [ColumnMapping]) {
    let has = |columns: &[ColumnMapping], target: &str| columns.iter().any(|column| column.target == target);
    let titles = columns.iter().filter(|column| column.target == "title").count();
    let (given, family) = (has(columns, "given"), has(columns, "family"));
    let in_parts = has(columns, "birthday/month");
    let portuguese = !columns.iter().any(|column| column.target.starts_with("birthday"))
        && columns.iter().any(|column| is_portuguese(&column.header));
    for column in columns.iter_mut().filter(|column| column.guessed_by == GuessedBy::Header) {
        let key = key(&column.header);
        if titles > 1 && matches!(key.as_str(), "title" | "titel" | "titre" | "titulo" | "titolo") {
            column.target = "prefix".to_owned();
        }
        if portuguese && key == "aniversario" {
            column.target = "birthday".to_owned();
        }
        if in_parts && key == "birthday" {
            column.target = "birthday/day".to_owned();
        }
        let bare = matches!(key.as_str(), "name" | "nom" | "nome" | "nombre" | "naam" | "namn" | "navn");
        if column.target == "name" && bare && given != family {
            column.target = if given { "family" } else { "given" }.to_owned();
        }
    }
}

/// Words that tell Portuguese from its neighbours; "Aniversario" without its accent is Spanish as well.
fn is_portuguese(header: &str) -> bool {
    let lower = header.to_lowercase();
    lower.contains("aniversário")
        || matches!(
            key(header).as_str(),
            "nome" | "sobrenome" | "primeironome" | "nomecompleto" | "telefone" | "endereco"
        )
}

fn by_content(columns: &mut [ColumnMapping], rows: &[Record]) {
    let mut named =
        columns.iter().any(|column| matches!(column.target.as_str(), "given" | "family" | "name" | "display"));
    let mut employed = columns.iter().any(|column| column.target == "company");
    let mut born = columns.iter().any(|column| column.target == "birthday");
    let mut spare: Option<usize> = None;
    for at in 0..columns.len() {
        // "Contact" may stand above names, and above the addresses by which they are reached.
        let by_word = columns[at].guessed_by == GuessedBy::Header && columns[at].target == "name";
        if by_word && let Some(target @ ("emails" | "phones")) = Column::of(rows, at).target() {
            settle(&mut columns[at], target.to_owned(), GuessedBy::Content, 0.6);
        }
        if columns[at].guessed_by != GuessedBy::None {
            continue;
        }
        let key = key(&columns[at].header);
        if OTHERS.iter().any(|word| key.contains(word)) {
            continue;
        }
        let looks = Column::of(rows, at);
        if let Some(target) = looks.target() {
            settle(&mut columns[at], target.to_owned(), GuessedBy::Content, 0.6);
            continue;
        }
        if !says_nothing(&key) {
            continue;
        }
        if looks.is_date() && !born {
            born = true;
            settle(&mut columns[at], "birthday".to_owned(), GuessedBy::Content, 0.4);
        } else if looks.is_firm() && !employed {
            employed = true;
            settle(&mut columns[at], "company".to_owned(), GuessedBy::Content, 0.5);
        } else if looks.is_phrases() && !named && spare.is_none() {
            named = true;
            settle(&mut columns[at], "name".to_owned(), GuessedBy::Content, 0.5);
        } else if looks.is_words() && !named {
            match spare {
                // Two columns of words side by side, before anything else that is a name.
                Some(before) if before + 1 == at => {
                    named = true;
                    settle(&mut columns[before], "given".to_owned(), GuessedBy::Content, 0.4);
                    settle(&mut columns[at], "family".to_owned(), GuessedBy::Content, 0.4);
                }
                _ => spare = Some(at),
            }
        }
    }
    if let (false, Some(at)) = (named, spare) {
        settle(&mut columns[at], "name".to_owned(), GuessedBy::Content, 0.3);
    }
}

/// No header, or one that a program made up: `Column 3`, `F3`, `Unnamed: 3`.
fn says_nothing(key: &str) -> bool {
    let word = key.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(
        word,
        "" | "column"
            | "col"
            | "field"
            | "f"
            | "unnamed"
            | "spalte"
            | "feld"
            | "colonne"
            | "columna"
            | "champ"
            | "kolom"
    )
}

/// Whether what goes there is a day, as far as the target tells.
fn is_day(target: &Target) -> bool {
    matches!(target, Target::Birthday | Target::Dates(_) | Target::New(_, CustomKind::Date))
}

/// The order of the parts of days in the mapped columns, and days that can be read in either way when none tells it.
pub(crate) fn date_order(mapping: &Mapping, rows: &[Record]) -> (DateOrder, Vec<String>) {
    let (mut day_first, mut month_first, mut either) = (0_usize, 0_usize, Vec::new());
    let mut see = |day: &str| match date::evidence(day) {
        Some((true, true)) if either.len() < EITHER => either.push(day.trim().to_owned()),
        Some((true, false)) => day_first += 1,
        Some((false, true)) => month_first += 1,
        _ => {}
    };
    for column in &mapping.columns {
        let cells = rows.iter().map(|row| row.cell(column.column as usize));
        match column.target.parse() {
            Ok(Target::Split(split)) => cells.for_each(|cell| {
                let days = split.targets().iter().enumerate().filter(|(_, target)| is_day(target));
                days.for_each(|(nth, _)| see(split.piece(cell, nth)));
            }),
            Ok(target) if is_day(&target) => cells.for_each(&mut see),
            _ => {}
        }
    }
    match day_first.cmp(&month_first) {
        std::cmp::Ordering::Greater => (DateOrder::Dmy, Vec::new()),
        std::cmp::Ordering::Less => (DateOrder::Mdy, Vec::new()),
        std::cmp::Ordering::Equal => (order_of_country(mapping.country.as_deref()), either),
    }
}

/// The order that a country writes days in; `Auto` where none is known.
pub(crate) fn order_of_country(country: Option<&str>) -> DateOrder {
    match country.map(str::to_ascii_uppercase).as_deref() {
        Some("US" | "PH" | "FM" | "MH" | "PW") => DateOrder::Mdy,
        Some("CN" | "HU" | "JP" | "KR" | "LT" | "MN" | "TW") => DateOrder::Ymd,
        Some(_) => DateOrder::Dmy,
        None => DateOrder::Auto,
    }
}
