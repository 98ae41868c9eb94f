//! One record turned into a contact that can be created, with what was wrong in it.
//!
//! A bad cell never costs the row: its raw text goes to the notes under its header and the problem is a warning. A row
//! fails only when it cannot be split or says nobody. Deliberately absent: whether the contact is here already.

mod lists;
mod own;
mod wishes;

use std::borrow::Cow;

use satchel_model::{ContactDraft, Problem, ProblemCode, Severity};

use crate::cell::{Clean, clean, head, is_nothing, name, squeeze, tag, trim};
use crate::plan::{Piece, Plan, column_name};
use crate::{Mapper, Record};
pub(crate) use lists::is_answered_by_others;

/// Characters of a raw value in a problem.
const VALUE_CHARS: usize = 200;
/// Characters of one line, and of the notes: the limits of the field registry.
const LINE_CHARS: usize = 1_000;
const NOTES_CHARS: usize = 1_000_000;

/// What became of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum RowOutcome {
    /// A contact, perhaps with warnings. One that is known by an id may have nothing else that says who it is.
    Taken {
        /// The line on which the record starts.
        line: u64,
        /// The contact.
        draft: Box<ContactDraft>,
        /// By what it is known: `("id", …)` here, `("hubspot", …)` elsewhere.
        known: Vec<(String, String)>,
        /// Warnings.
        problems: Vec<Problem>,
    },
    /// Nothing in it, or a line that an export prints below its rows.
    Blank {
        /// The line on which the record starts.
        line: u64,
    },
    /// Nobody in it, or no cells that could be told apart.
    Failed {
        /// The line on which the record starts.
        line: u64,
        /// Why; the first is what failed it.
        problems: Vec<Problem>,
        /// The cells as they stand in the file.
        cells: Vec<String>,
    },
}

/// A record while it is mapped.
pub(crate) struct Row<'a> {
    mapper: &'a Mapper,
    plan: &'a Plan,
    record: &'a Record,
    draft: ContactDraft,
    problems: Vec<Problem>,
    /// Lines below the notes proper.
    lines: String,
}

impl<'a> Row<'a> {
    pub(crate) fn new(mapper: &'a Mapper, record: &'a Record) -> Self {
        Self {
            mapper,
            plan: mapper.plan(),
            record,
            draft: ContactDraft::default(),
            problems: Vec::new(),
            lines: String::new(),
        }
    }

    pub(crate) fn outcome(mut self) -> RowOutcome {
        let line = self.record.line();
        if let Some(opened) = self.record.unclosed() {
            let reason = format!("a quotation mark opens on line {opened} and never closes");
            let value = self.record.cells().collect::<Vec<_>>().join(",");
            self.report("", &value, ProblemCode::UnclosedQuote, Severity::Error, reason);
            return self.failed();
        }
        if self.is_nobody() {
            return RowOutcome::Blank { line };
        }
        self.texts();
        self.name();
        self.emails();
        self.addresses();
        self.phones();
        self.links();
        self.days();
        for &column in &self.plan.tags {
            if let Some(text) = self.value(column) {
                tag::add_tags(&text, &mut self.draft.tags);
            }
        }
        self.categories();
        self.worded();
        self.own();
        self.surplus();
        self.notes();
        let known = self.known();
        // Who is known already needs no name to be changed.
        if known.is_empty()
            && let Err(nobody) = self.draft.identify()
        {
            let value = self.record.cells().filter(|cell| !cell.trim().is_empty()).collect::<Vec<_>>().join(",");
            self.report("", &value, ProblemCode::Unidentified, Severity::Error, nobody.to_string());
            let last = self.problems.len() - 1;
            self.problems.swap(0, last);
            return self.failed();
        }
        RowOutcome::Taken { line, draft: Box::new(self.draft), known, problems: self.problems }
    }

    fn known(&mut self) -> Vec<(String, String)> {
        let plan = self.plan;
        let ids =
            plan.known.iter().filter_map(|(column, source)| Some((source.clone(), self.value(*column)?.into_owned())));
        ids.collect()
    }

    fn failed(self) -> RowOutcome {
        let cells = self.record.cells().map(str::to_owned).collect();
        RowOutcome::Failed { line: self.record.line(), problems: self.problems, cells }
    }

    /// Nothing in it, or what stands between and below rows.
    fn is_nobody(&self) -> bool {
        self.record.is_blank() || is_footer(self.record) || self.is_header()
    }

    /// A header in the middle: files that were put one behind the other.
    fn is_header(&self) -> bool {
        let header = &self.plan.raw_header;
        header.len() > 1
            && header.len() == self.record.len()
            && header.iter().zip(self.record.cells()).all(|(name, cell)| name == cell)
    }

    fn report(&mut self, column: &str, value: &str, code: ProblemCode, severity: Severity, reason: impl Into<String>) {
        self.problems.push(Problem {
            row: self.record.line(),
            column: column.to_owned(),
            value: head(value, VALUE_CHARS).to_owned(),
            code,
            severity,
            reason: reason.into(),
        });
    }

    /// A cell that is not taken: a warning, and its raw text in the notes. Of one that was taken apart the warning has
    /// the whole, which can be mended, and the notes have the piece.
    fn reject(&mut self, column: usize, code: ProblemCode, reason: impl Into<String>) {
        let (plan, record) = (self.plan, self.record);
        let header = &plan.headers[column];
        match self.piece(column) {
            None => {
                let raw = trim(record.cell(column));
                self.report(header, raw, code, Severity::Warning, reason);
                self.note(header, raw);
            }
            Some(piece) => {
                let text = self.cleaned(column).text.into_owned();
                let raw = trim(record.cell(piece.column));
                let reason = format!("of this, {:?}: {}", head(&text, VALUE_CHARS), reason.into());
                self.report(header, raw, code, Severity::Warning, reason);
                self.note(header, &text);
            }
        }
    }

    /// A piece of a cell that is not taken: a warning, and the piece in the notes.
    fn refuse(&mut self, column: usize, piece: &str, code: ProblemCode, reason: impl Into<String>) {
        let plan = self.plan;
        let header = &plan.headers[column];
        self.report(header, piece, code, Severity::Warning, reason);
        self.note(header, piece);
    }

    fn note(&mut self, header: &str, value: &str) {
        if !self.lines.is_empty() {
            self.lines.push('\n');
        }
        self.lines.push_str(header);
        self.lines.push_str(": ");
        push_text(&mut self.lines, value);
    }

    /// What a column is, if it is a piece of one of the file's.
    fn piece(&self, column: usize) -> Option<&'a Piece> {
        self.plan.pieces.get(column.checked_sub(self.plan.width)?)
    }

    /// A cleaned cell, or the piece of one.
    fn cleaned(&self, column: usize) -> Clean<'a> {
        let Some(piece) = self.piece(column) else { return clean(self.record.cell(column)) };
        let whole = clean(self.record.cell(piece.column));
        let text = match whole.text {
            Cow::Borrowed(text) => Cow::Borrowed(piece.split.piece(text, piece.nth)),
            Cow::Owned(text) => Cow::Owned(piece.split.piece(&text, piece.nth).to_owned()),
        };
        // What is said of the cell is said once.
        Clean { text, damaged: whole.damaged && piece.nth == 0 }
    }

    /// A cleaned cell, or nothing when it is empty.
    fn text(&mut self, column: usize) -> Option<Cow<'a, str>> {
        let cleaned = self.cleaned(column);
        if cleaned.damaged {
            let reason = "it holds bytes that are no text in the encoding of the file; they were left out or replaced";
            let header = &self.plan.headers[column];
            self.report(header, &cleaned.text, ProblemCode::Encoding, Severity::Warning, reason);
        }
        (!cleaned.text.is_empty()).then_some(cleaned.text)
    }

    /// A cleaned cell whose words for "nothing" are nothing.
    fn value(&mut self, column: usize) -> Option<Cow<'a, str>> {
        self.text(column).filter(|text| !is_nothing(text))
    }

    /// One line of text within its limit.
    fn line(&mut self, column: usize, text: &str) -> String {
        let line = squeeze(text);
        let kept = head(&line, LINE_CHARS);
        if kept.len() == line.len() {
            return line;
        }
        self.reject(
            column,
            ProblemCode::TooLong,
            format!("longer than the {LINE_CHARS} characters of a line; its beginning was kept"),
        );
        kept.trim_end().to_owned()
    }

    fn texts(&mut self) {
        for &(column, key) in &self.plan.lines {
            let personal = matches!(key, "given" | "middle" | "family" | "nickname" | "maiden" | "display");
            let text = if personal { self.text(column).filter(|text| text != "-") } else { self.value(column) };
            let Some(text) = text else { continue };
            let mut line = self.line(column, &text);
            if key == "owner"
                && let Some((name, mail)) = line.split_once(" (")
                && mail.ends_with(')')
            {
                line = name.to_owned();
            }
            let Some(field) = self.draft.text_mut(key) else { continue };
            if field.is_empty() {
                *field = line;
            } else if *field != line {
                let plan = self.plan;
                self.note(&plan.headers[column], &line);
            }
        }
    }

    /// Takes a whole name apart where no column has its parts.
    fn name(&mut self) {
        let has_parts = !self.draft.given.is_empty() || !self.draft.family.is_empty();
        let mut whole = std::mem::take(&mut self.draft.display);
        let mut others = Vec::new();
        for &column in &self.plan.names {
            let Some(text) = self.text(column).filter(|text| text != "-") else { continue };
            let text = self.line(column, &text);
            if !has_parts && whole.is_empty() {
                whole = text;
            } else {
                others.push((column, text));
            }
        }
        if !has_parts && !whole.is_empty() {
            let split = name::split_name(&whole);
            let draft = &mut self.draft;
            for (field, part) in [
                (&mut draft.prefix, split.prefix),
                (&mut draft.given, split.given),
                (&mut draft.middle, split.middle),
                (&mut draft.family, split.family),
                (&mut draft.suffix, split.suffix),
                (&mut draft.nickname, split.nickname),
            ] {
                if field.is_empty() {
                    *field = part;
                }
            }
            if draft.given.is_empty() && draft.family.is_empty() {
                draft.given = whole;
            }
        } else if !whole.is_empty() && has_parts && !says_same(&whole, &self.draft) {
            self.draft.display = whole;
        }
        for (column, text) in others {
            if text != self.draft.display && !says_same(&text, &self.draft) {
                let plan = self.plan;
                self.note(&plan.headers[column], &text);
            }
        }
    }

    /// Cells to the right of the last column.
    fn surplus(&mut self) {
        let width = self.plan.width;
        if self.record.cut() {
            let reason = "the row is larger than anything that can be kept; its beginning was kept";
            self.report("", "", ProblemCode::TooLong, Severity::Warning, reason);
        }
        if self.record.len() <= width {
            return;
        }
        let record = self.record;
        let surplus: Vec<(usize, &str)> =
            (width..record.len()).map(|at| (at, trim(record.cell(at)))).filter(|(_, cell)| !cell.is_empty()).collect();
        if surplus.is_empty() {
            return;
        }
        let value = surplus.iter().map(|(_, cell)| *cell).collect::<Vec<_>>().join(",");
        let reason =
            format!("the row has {} cells and the table {width} columns; the surplus went to the notes", record.len());
        self.report("", &value, ProblemCode::Ragged, Severity::Warning, reason);
        for (at, cell) in surplus {
            self.note(&column_name(at), cell);
        }
    }

    fn notes(&mut self) {
        let mut notes = String::new();
        for &column in &self.plan.notes {
            if let Some(text) = self.text(column) {
                if !notes.is_empty() {
                    notes.push('\n');
                }
                push_text(&mut notes, &text);
            }
        }
        let plan = self.plan;
        for slot in &plan.note_lines {
            if let Some(text) = self.value(slot.column) {
                let label = slot.label_column.map(|column| self.cleaned(column).text).unwrap_or_default();
                let label = label.trim_start_matches(['*', ' ']);
                self.note(if label.is_empty() { &plan.headers[slot.column] } else { label }, &text);
            }
        }
        if !self.lines.is_empty() {
            if !notes.is_empty() {
                notes.push('\n');
            }
            notes.push_str(&self.lines);
        }
        let kept = head(&notes, NOTES_CHARS).len();
        if kept < notes.len() {
            let column = plan.notes.first().map_or("", |column| plan.headers[*column].as_str());
            let reason = format!("the notes are longer than {NOTES_CHARS} characters; their beginning was kept");
            self.report(column, "", ProblemCode::TooLong, Severity::Warning, reason);
            notes.truncate(kept);
        }
        self.draft.notes = notes;
    }
}

/// Whether a display name only repeats the name, in either order.
pub(crate) fn says_same(whole: &str, draft: &ContactDraft) -> bool {
    let words = |text: &str| {
        let mut words: Vec<String> = satchel_model::fold(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    };
    let all = [&draft.prefix, &draft.given, &draft.middle, &draft.family, &draft.suffix].map(String::as_str).join(" ");
    let all = words(&all);
    let needed = words(&[draft.given.as_str(), &draft.family].join(" "));
    let said = words(whole);
    said.iter().all(|word| all.contains(word)) && needed.iter().all(|word| said.contains(word))
}

/// Lines that an export prints below its rows.
fn is_footer(record: &Record) -> bool {
    let first = record.cell(0);
    let ours = ["Grand Totals", "Confidential Information", "Copyright (c)", "Copyright ©"];
    ours.iter().any(|start| first.starts_with(start)) && record.cells().skip(1).all(|cell| cell.trim().is_empty())
}

/// Text with line ends as `\n`.
fn push_text(to: &mut String, text: &str) {
    if text.contains('\r') {
        to.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        to.push_str(text);
    }
}
