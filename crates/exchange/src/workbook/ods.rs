//! OpenDocument spreadsheets (ods): the content streams by, one sheet of it is written.
//!
//! Read here and not by calamine, which holds every cell of every sheet at once and forgets what a cell shows: the text
//! in it is where the leading zeros of a number are. Deliberately absent: notes on cells, drawings, tracked changes, the
//! cells that a merged one covers.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Seek};

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::SheetAbout;
use super::caught::{cut_short, damaged, too_large};
use super::cell::{NumberFormat, clock, plain, truth, without_midnight};
use super::sheet::SheetWriter;
use crate::transcript::{Going, TableWriter};
use crate::{FileError, Transcript};

const ROWS: u64 = 1 << 20;
const COLUMNS: u64 = 1 << 14;
/// Cells that a few bytes may stand for.
const REPEATED: u64 = 16 << 20;

pub(super) struct Book<R: Read + Seek>(ZipArchive<BufReader<R>>);

impl<R: Read + Seek> Book<R> {
    pub(super) fn open(zip: ZipArchive<BufReader<R>>) -> Result<(Self, Vec<SheetAbout>), FileError> {
        let mut book = Self(zip);
        let mut sheets = Tabs::default();
        book.walk(&mut |step| sheets.step(step))?;
        Ok((book, sheets.found))
    }

    pub(super) fn write(&mut self, sheet: usize, table: TableWriter<'_>) -> Result<Transcript, FileError> {
        let mut writer = SheetWriter::new(table);
        let mut tab = None;
        self.walk(&mut |step| match step {
            Step::Sheet(_) => {
                tab = Some(tab.map_or(0, |tab| tab + 1));
                Ok(if tab > Some(sheet) { Going::Enough } else { Going::On })
            }
            Step::Row(row) if tab == Some(sheet) => row.write(&mut writer),
            _ => Ok(Going::On),
        })?;
        writer.finish()
    }

    fn walk(&mut self, take: &mut dyn FnMut(Step<'_>) -> Result<Going, FileError>) -> Result<(), FileError> {
        let content = self.0.by_name("content.xml").map_err(|_| damaged())?;
        let mut reader = Reader::from_reader(BufReader::new(content));
        reader.config_mut().check_end_names = false;
        Walk::default().run(&mut reader, take)
    }
}

/// What is come across.
enum Step<'a> {
    /// A style by its name that hides tabs.
    Hiding(String),
    Sheet(Tab),
    Row(Row<'a>),
}

struct Tab {
    name: String,
    style: String,
}

/// The cells of a row, or of several rows that are the same.
#[derive(Clone, Copy)]
struct Row<'a> {
    first: u64,
    count: u64,
    cells: &'a [Found],
}

/// A cell, or several that are the same.
struct Found {
    column: u64,
    columns: u64,
    value: Value,
    text: String,
}

/// What a cell says of its value.
#[derive(Default)]
struct Value {
    kind: String,
    value: String,
    is_error: bool,
}

/// The tabs, and how far their cells go.
#[derive(Default)]
struct Tabs {
    found: Vec<SheetAbout>,
    hiding: HashSet<String>,
}

impl Tabs {
    #[expect(clippy::unnecessary_wraps, reason = "the steps of a walk may fail")]
    fn step(&mut self, step: Step<'_>) -> Result<Going, FileError> {
        match step {
            Step::Hiding(style) => drop(self.hiding.insert(style)),
            Step::Sheet(tab) => {
                let hidden = self.hiding.contains(&tab.style);
                self.found.push(SheetAbout { name: tab.name, rows: 0, columns: 0, hidden });
            }
            Step::Row(row) => {
                if let Some(sheet) = self.found.last_mut() {
                    sheet.rows = sheet.rows.max(row.first + row.count);
                    let last = row.cells.iter().map(|cell| cell.column + cell.columns).max();
                    sheet.columns = sheet.columns.max(last.unwrap_or(0));
                }
            }
        }
        Ok(Going::On)
    }
}

impl Row<'_> {
    fn write(&self, sheet: &mut SheetWriter<'_>) -> Result<Going, FileError> {
        let cells: u64 = self.cells.iter().map(|cell| cell.columns).sum();
        if self.count > 1 && cells.saturating_mul(self.count) > REPEATED {
            return Err(too_large());
        }
        for row in self.first..self.first + self.count {
            for cell in self.cells {
                let text = cell.shown();
                for column in cell.column..cell.column + cell.columns {
                    if sheet.cell(row, column, text.as_deref())? == Going::Enough {
                        return Ok(Going::Enough);
                    }
                }
            }
        }
        Ok(Going::On)
    }
}

impl Found {
    /// Its text; nothing for an error.
    fn shown(&self) -> Option<Cow<'_, str>> {
        let value = self.value.value.as_str();
        if self.value.is_error {
            return None;
        }
        Some(match (self.value.kind.as_str(), value.parse::<f64>()) {
            ("float" | "currency", Ok(number)) => self.zeros(number),
            ("percentage", Ok(number)) => Cow::Owned(NumberFormat::Percent.write(number)),
            ("date", _) if !value.is_empty() => Cow::Borrowed(without_midnight(value)),
            ("time", _) if !value.is_empty() => Cow::Owned(clock(value)),
            ("boolean", _) if !value.is_empty() => Cow::Borrowed(truth(value.eq_ignore_ascii_case("true"))),
            _ if !value.is_empty() => Cow::Borrowed(value),
            _ => Cow::Borrowed(&self.text),
        })
    }

    /// A number, with the zeros before it that its cell shows.
    fn zeros(&self, number: f64) -> Cow<'_, str> {
        let number = plain(number);
        let shown = self.text.trim();
        let marks = shown.bytes().all(|byte| byte.is_ascii_digit() || b" +-()/".contains(&byte));
        let figures: String = shown.chars().filter(char::is_ascii_digit).collect();
        let same = figures.trim_start_matches('0') == number.trim_start_matches('0');
        if marks && same && shown.starts_with(['0', '+', '(']) { Cow::Borrowed(shown) } else { Cow::Owned(number) }
    }
}

/// Where a walk is.
#[derive(Default)]
struct Walk {
    /// Elements around this one whose content is not that of cells.
    aside: usize,
    style: String,
    row: u64,
    rows: u64,
    column: u64,
    /// The cells of the row that are behind it.
    cells: Vec<Found>,
    /// The cell that is open, and how many of its paragraphs there were.
    cell: Option<(Found, usize)>,
}

/// Elements that hold text which no cell shows.
const ASIDE: [&str; 6] = [
    "office:annotation",
    "table:tracked-changes",
    "table:covered-table-cell",
    "table:shapes",
    "draw:frame",
    "draw:custom-shape",
];

impl Walk {
    fn run<B: BufRead>(
        mut self,
        reader: &mut Reader<B>,
        take: &mut dyn FnMut(Step<'_>) -> Result<Going, FileError>,
    ) -> Result<(), FileError> {
        let (mut buffer, mut whole) = (Vec::new(), false);
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|error| match error {
                quick_xml::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => cut_short(),
                _ => damaged(),
            })?;
            let going = match event {
                Event::Start(element) => self.begin(&element, true, take)?,
                Event::Empty(element) => {
                    let going = self.begin(&element, false, take)?;
                    if going == Going::On && self.aside == 0 { self.end(element.name().as_ref(), take)? } else { going }
                }
                Event::End(element) => {
                    whole |= element.name().as_ref() == "office:spreadsheet";
                    self.end(element.name().as_ref(), take)?
                }
                Event::Text(text) => {
                    self.text(&text.xml10_content());
                    Going::On
                }
                Event::CData(text) => {
                    self.text(text.as_ref());
                    Going::On
                }
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                    let known = character.or_else(|| resolve_xml_entity(reference.as_ref()).map(str::to_owned));
                    self.text(&known.ok_or_else(damaged)?);
                    Going::On
                }
                Event::Eof if whole => return Ok(()),
                Event::Eof => return Err(cut_short()),
                _ => Going::On,
            };
            if going == Going::Enough {
                return Ok(());
            }
        }
    }

    fn begin(
        &mut self,
        element: &BytesStart<'_>,
        has_content: bool,
        take: &mut dyn FnMut(Step<'_>) -> Result<Going, FileError>,
    ) -> Result<Going, FileError> {
        let name = element.name();
        let name: &str = name.as_ref();
        if self.aside > 0 || ASIDE.contains(&name) {
            self.aside += usize::from(has_content);
            if self.aside <= 1 && name == "table:covered-table-cell" {
                self.column = self.column.saturating_add(repeats(element, "table:number-columns-repeated"));
            }
            return Ok(Going::On);
        }
        match name {
            "style:style" => self.style = attribute(element, "style:name"),
            "style:table-properties" if attribute(element, "table:display") == "false" => {
                return take(Step::Hiding(std::mem::take(&mut self.style)));
            }
            "table:table" => {
                (self.row, self.rows) = (0, 0);
                self.cells.clear();
                let tab = Tab { name: attribute(element, "table:name"), style: attribute(element, "table:style-name") };
                return take(Step::Sheet(tab));
            }
            "table:table-row" => {
                self.row = self.row.saturating_add(self.rows);
                (self.rows, self.column) = (repeats(element, "table:number-rows-repeated"), 0);
            }
            "table:table-cell" => self.cell = Some((self.found(element), 0)),
            "text:p" => {
                if let Some((cell, paragraphs)) = &mut self.cell {
                    if *paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    *paragraphs += 1;
                }
            }
            "text:s" => {
                let count = attribute(element, "text:c").parse::<usize>().unwrap_or(1).min(1_000);
                self.text(&" ".repeat(count));
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        Ok(Going::On)
    }

    fn end(
        &mut self,
        name: &str,
        take: &mut dyn FnMut(Step<'_>) -> Result<Going, FileError>,
    ) -> Result<Going, FileError> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(Going::On);
        }
        match name {
            "table:table-cell" => self.end_cell(),
            "table:table-row" if !self.cells.is_empty() => {
                let count = self.rows.min(ROWS.saturating_sub(self.row));
                let row = Row { first: self.row, count, cells: &self.cells };
                let going = take(Step::Row(row));
                self.cells.clear();
                return going;
            }
            _ => {}
        }
        Ok(Going::On)
    }

    fn found(&self, element: &BytesStart<'_>) -> Found {
        let mut value = Value::default();
        for attribute in element.attributes().with_checks(false).flatten() {
            let text = || attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default().into_owned();
            match attribute.key.as_ref() {
                "office:value-type" => value.kind = text(),
                "calcext:value-type" => value.is_error = attribute.value.as_ref() == "error",
                "office:value"
                | "office:date-value"
                | "office:time-value"
                | "office:boolean-value"
                | "office:string-value" => value.value = text(),
                _ => {}
            }
        }
        Found {
            column: self.column,
            columns: repeats(element, "table:number-columns-repeated").min(COLUMNS.saturating_sub(self.column)),
            value,
            text: String::new(),
        }
    }

    fn end_cell(&mut self) {
        let Some((cell, _)) = self.cell.take() else { return };
        self.column = self.column.saturating_add(cell.columns);
        if cell.columns > 0 && (!cell.value.value.is_empty() || !cell.text.is_empty()) {
            self.cells.push(cell);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((cell, paragraphs)) = &mut self.cell
            && *paragraphs > 0
            && self.aside == 0
        {
            cell.text.push_str(text);
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let found = element.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name);
    found
        .and_then(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned))
        .unwrap_or_default()
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u64 {
    attribute(element, name).parse().unwrap_or(1).max(1)
}
