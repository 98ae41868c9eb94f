//! Salesforce's data export: contacts, with the companies that they belong to only by an id, and leads, as one table.
//!
//! Accounts are held in memory up to a limit, everybody else streams by. Rows that were deleted, and leads that became
//! contacts, are left out and counted. Deliberately absent: deals, tasks and everything else of the export.

use std::collections::HashMap;
use std::io::{Read, Seek, Write};

use zip::ZipArchive;

use super::member::{ArchiveMember, reader};
use crate::header::key;
use crate::told::counted;
use crate::transcript::TableWriter;
use crate::{FileError, FileKind, Format, Reader, Record};

/// Bytes of accounts that are held.
const ACCOUNTS: usize = 160 << 20;
/// Columns of accounts, and what they are called beside a contact.
const OF_ACCOUNTS: [(&str, &str); 8] = [
    ("name", "Account Name"),
    ("phone", "Account Phone"),
    ("website", "Account Website"),
    ("billingstreet", "Account Street"),
    ("billingcity", "Account City"),
    ("billingstate", "Account State"),
    ("billingpostalcode", "Account Postal Code"),
    ("billingcountry", "Account Country"),
];
/// What parts the values of an account that is held; no value of a CSV has it.
const PART: char = '\u{1F}';

/// The tables that are joined.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    accounts: Table,
    people: Vec<Table>,
}

#[derive(Clone, Debug)]
struct Table {
    at: usize,
    format: Format,
    header: Vec<String>,
}

impl Table {
    fn of(at: usize, member: &ArchiveMember) -> Option<Self> {
        Some(Self { at, format: member.format.clone()?, header: member.header.clone() })
    }

    fn column(&self, wanted: &str) -> Option<usize> {
        self.header.iter().position(|name| key(name) == wanted)
    }
}

/// Takes the tables of people and accounts out of what was found; nothing where there is nothing to join.
pub(super) fn tables(found: &mut Vec<(usize, ArchiveMember)>) -> Option<(Tables, ArchiveMember)> {
    let is_accounts = |member: &ArchiveMember| {
        let keys: Vec<String> = member.header.iter().map(|name| key(name)).collect();
        let has = |wanted: &str| keys.iter().any(|key| key == wanted);
        has("id") && has("name") && has("billingcity") && !has("lastname")
    };
    let is_people = |member: &ArchiveMember| {
        member.preset.as_deref().is_some_and(|p| matches!(p, "salesforce-contact" | "salesforce-lead"))
    };
    let accounts = found.iter().find(|(_, member)| is_accounts(member)).and_then(|(at, member)| Table::of(*at, member));
    let accounts = accounts?;
    let mut people: Vec<&(usize, ArchiveMember)> = found.iter().filter(|(_, member)| is_people(member)).collect();
    // Contacts come first: their columns tell what the table is.
    people.sort_by_key(|(_, member)| member.preset.as_deref() != Some("salesforce-contact"));
    let names: Vec<&str> = people.iter().map(|(_, member)| member.name.as_str()).collect();
    let size = people.iter().map(|(_, member)| member.size).sum();
    let member = ArchiveMember {
        name: names.join(" + "),
        kind: FileKind::Table,
        size,
        reason: "It holds contacts and leads with their companies, joined by their ids.".to_owned(),
        suggested: true,
        preset: Some("salesforce-contact".to_owned()),
        format: None,
        header: Vec::new(),
    };
    let people: Vec<Table> = people.iter().filter_map(|(at, member)| Table::of(*at, member)).collect();
    found.retain(|(at, member)| !is_people(member) && *at != accounts.at);
    Some((Tables { accounts, people }, member))
}

/// Writes the table of people.
pub(super) fn join<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    tables: &Tables,
    out: &mut dyn Write,
) -> Result<Vec<String>, FileError> {
    let accounts = Accounts::read(zip, &tables.accounts)?;
    let mut header: Vec<String> = Vec::new();
    for name in tables.people.iter().flat_map(|table| &table.header) {
        if !header.iter().any(|known| key(known) == key(name)) {
            header.push(name.clone());
        }
    }
    let own = header.len();
    header.extend(OF_ACCOUNTS.map(|(_, name)| name.to_owned()));
    let mut table = TableWriter::new(out);
    table.write(header.iter().map(String::as_str))?;
    let mut left = LeftOut::default();
    for people in &tables.people {
        let places: Vec<Option<usize>> =
            people.header.iter().map(|name| header.iter().position(|known| key(known) == key(name))).collect();
        let [account, deleted, converted] =
            ["accountid", "isdeleted", "isconverted"].map(|column| people.column(column));
        let mut records = Reader::new(reader(zip, people.at)?, &people.format)?;
        let mut record = Record::new();
        while records.read(&mut record)? {
            let says = |column: Option<usize>| {
                column.is_some_and(|at| matches!(record.cell(at).trim(), "1" | "true" | "TRUE" | "True"))
            };
            if record.is_blank() {
                continue;
            }
            if says(deleted) {
                left.deleted += 1;
                continue;
            }
            if says(converted) {
                left.converted += 1;
                continue;
            }
            let mut cells = vec![""; header.len()];
            for (cell, place) in record.cells().zip(&places) {
                if let Some(place) = place {
                    cells[*place] = cell;
                }
            }
            let id = account.map_or("", |at| record.cell(at).trim());
            match accounts.of(id) {
                Some(values) => {
                    for (place, value) in values.enumerate() {
                        cells[own + place] = value;
                    }
                }
                None if !id.is_empty() => left.unknown += 1,
                None => {}
            }
            table.write(cells)?;
        }
    }
    table.finish()?;
    Ok(left.sentences(accounts.full))
}

#[derive(Default)]
struct LeftOut {
    deleted: u64,
    converted: u64,
    unknown: u64,
}

impl LeftOut {
    fn sentences(&self, full: bool) -> Vec<String> {
        let mut told = Vec::new();
        let mut say = |count: u64, one: &str, many: &str| told.extend(counted(count, one, many));
        say(
            self.deleted,
            "One row was deleted in Salesforce and is left out.",
            "rows were deleted in Salesforce and are left out.",
        );
        say(
            self.converted,
            "One lead became a contact there and is left out.",
            "leads became contacts there and are left out.",
        );
        say(
            self.unknown,
            "One contact belongs to a company that the archive does not have.",
            "contacts belong to companies that the archive does not have.",
        );
        if full {
            told.push("The archive has more companies than can be held; some contacts come without theirs.".to_owned());
        }
        told
    }
}

/// Accounts by their ids: the values that a contact gets, one behind the other.
#[derive(Default)]
struct Accounts {
    text: String,
    places: HashMap<[u8; 15], (u32, u32)>,
    full: bool,
}

impl Accounts {
    fn read<R: Read + Seek>(zip: &mut ZipArchive<R>, table: &Table) -> Result<Self, FileError> {
        let mut accounts = Self::default();
        let (id, columns) = (table.column("id"), OF_ACCOUNTS.map(|(column, _)| table.column(column)));
        let mut records = Reader::new(reader(zip, table.at)?, &table.format)?;
        let mut record = Record::new();
        while records.read(&mut record)? {
            let Some(id) = id.and_then(|at| short(record.cell(at))) else { continue };
            if accounts.text.len() > ACCOUNTS {
                accounts.full = true;
                break;
            }
            let start = accounts.text.len();
            for column in columns {
                let value = column.map_or("", |at| record.cell(at).trim());
                accounts.text.extend(value.chars().take(2_000).filter(|character| *character != PART));
                accounts.text.push(PART);
            }
            let place = u32::try_from(start).ok().zip(u32::try_from(accounts.text.len()).ok());
            if let Some(place) = place {
                accounts.places.insert(id, place);
            }
        }
        Ok(accounts)
    }

    fn of(&self, id: &str) -> Option<impl Iterator<Item = &str>> {
        let (start, end) = self.places.get(&short(id)?)?;
        let text = self.text.get(*start as usize..*end as usize)?;
        Some(text.split(PART).take(OF_ACCOUNTS.len()))
    }
}

/// Ids have 15 characters, or 18 of which the last three only check them.
fn short(id: &str) -> Option<[u8; 15]> {
    id.trim().as_bytes().get(..15)?.try_into().ok()
}
