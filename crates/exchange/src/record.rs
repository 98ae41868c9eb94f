//! One record of a table: its cells as they stand in the file, unquoted, and the line on which it starts.
//!
//! Cells are slices of one string, so that a record costs two allocations however many cells it has, and a reader can
//! use the same record again. Deliberately absent: what the cells mean.

/// One record: a row of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub(crate) text: String,
    pub(crate) ends: Vec<usize>,
    pub(crate) line: u64,
    pub(crate) number: u64,
    pub(crate) unclosed: Option<u64>,
    pub(crate) cut: bool,
}

impl Record {
    /// An empty record to read into.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The line of the file on which the record starts, counted from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Its number among the records after the header, counted from 0.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The line on which a quotation mark opens that never closes.
    #[must_use]
    pub fn unclosed(&self) -> Option<u64> {
        self.unclosed
    }

    /// Whether parts of it were dropped because it was beyond all measure.
    #[must_use]
    pub fn cut(&self) -> bool {
        self.cut
    }

    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no cells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell by its place, counted from 0; empty where the record is too short.
    #[must_use]
    pub fn cell(&self, at: usize) -> &str {
        let Some(&end) = self.ends.get(at) else { return "" };
        let start = match at {
            0 => 0,
            _ => self.ends[at - 1],
        };
        self.text.get(start..end).unwrap_or_default()
    }

    /// All cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|at| self.cell(at))
    }

    /// The same record with another text in a cell; cells up to it are made where the record is too short.
    #[must_use]
    pub fn with_cell(&self, at: usize, text: &str) -> Self {
        let mut changed = Self { text: String::new(), ends: Vec::new(), ..*self };
        for cell in 0..self.len().max(at + 1) {
            changed.text.push_str(if cell == at { text } else { self.cell(cell) });
            changed.ends.push(changed.text.len());
        }
        changed
    }

    /// Whether there is nothing but white space in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || matches!(c, '\0' | '\u{feff}' | '\u{200b}'))
    }
}
