//! One writer for all formats: it is given contacts and ends with a report.

use std::io::{self, BufWriter, Seek, Write};
use std::path::PathBuf;

use satchel_model::{Contact, RecordState};

use super::card::{Audience, Picture, card_of, tell_card, written};
use super::cells::Cells;
use super::locks::withheld;
use super::loss::{ExportReport, LossKind, Losses};
use super::xlsx::Book;
use super::{ExportFormat, Layout, csv, jsonl, ldif};
use crate::{Original, Version};

/// How contacts are written.
#[derive(Clone, Debug)]
pub struct Options {
    /// As what.
    pub format: ExportFormat,
    /// The columns of a table; other formats have none.
    pub layout: Layout,
    /// Whether what is behind privacy locks is written as well.
    pub locked: bool,
    /// The folder of the file, for what a workbook is made of on the way.
    pub beside: PathBuf,
}

/// What is known of a contact beside it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extras<'a> {
    /// The card that it came in.
    pub original: Option<&'a Original>,
    /// Its picture.
    pub picture: Option<Picture<'a>>,
}

/// Writes contacts into a file.
pub struct ContactWriter<W: Write> {
    form: Form,
    to: BufWriter<W>,
    locked: bool,
    losses: Losses,
    row: String,
}

/// What a format needs while it is written.
enum Form {
    Csv(Box<Cells>),
    Xlsx(Box<Cells>, Box<Book>),
    Cards(Version),
    /// Whether one was written already.
    JsonCards(bool),
    Ldif(Box<Cells>),
    Jsonl,
}

impl<W: Write + Seek + Send> ContactWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn new(to: W, options: Options) -> io::Result<Self> {
        let mut to = BufWriter::with_capacity(256 * 1024, to);
        let mut row = String::new();
        let form = match options.format {
            ExportFormat::Csv => {
                let cells = Cells::new(options.layout);
                to.write_all(csv::MARK.as_bytes())?;
                csv::write_row(&mut to, &mut row, cells.headers())?;
                Form::Csv(Box::new(cells))
            }
            ExportFormat::Xlsx => {
                let cells = Cells::new(options.layout);
                let book = Book::new(&options.beside, cells.headers())?;
                Form::Xlsx(Box::new(cells), Box::new(book))
            }
            ExportFormat::Vcard3 => Form::Cards(Version::V3),
            ExportFormat::Vcard4 => Form::Cards(Version::V4),
            ExportFormat::Jcard => {
                to.write_all(b"[")?;
                Form::JsonCards(false)
            }
            ExportFormat::Ldif => {
                to.write_all(ldif::HEAD.as_bytes())?;
                Form::Ldif(Box::new(Cells::new(Layout::ldif())))
            }
            ExportFormat::Jsonl => Form::Jsonl,
        };
        Ok(Self { form, to, locked: options.locked, losses: Losses::default(), row })
    }

    /// Writes a contact.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn write(&mut self, contact: &Contact, extras: Extras<'_>) -> io::Result<()> {
        self.losses.next();
        let mut spare = None;
        let contact = if self.locked { contact } else { withheld(contact, &mut self.losses, &mut spare) };
        let losses = &mut self.losses;
        match &mut self.form {
            Form::Csv(cells) => {
                csv::write_row(&mut self.to, &mut self.row, cells.fill(contact, losses))?;
            }
            Form::Xlsx(cells, book) => {
                let mut cut = Vec::new();
                cells.fill(contact, losses);
                book.write_row(cells.headers(), cells.filled(), |column| cut.push(column))?;
                for column in cut {
                    losses.note(&cells.field(column), LossKind::Cut, 1);
                }
            }
            Form::Cards(version) => self.to.write_all(&card(contact, extras, *version, losses))?,
            Form::JsonCards(begun) => {
                let card = card(contact, extras, Version::V4, losses);
                let card = Original::from_text(&String::from_utf8_lossy(&card)).to_jcard();
                self.to.write_all(if *begun { b",\n" } else { b"\n" })?;
                self.to.write_all(card.as_bytes())?;
                *begun = true;
            }
            Form::Ldif(cells) => {
                cells.fill(contact, losses);
                let name = (contact.display.as_str(), contact.id.to_string());
                let (headers, filled) = (cells.headers(), cells.filled());
                ldif::write_entry(&mut self.to, &mut self.row, (name.0, &name.1), headers, filled)?;
            }
            Form::Jsonl => {
                losses.note("attachments", LossKind::LeftOut, contact.attachments.len());
                // Told in the line; an import makes everybody active, and locks nothing.
                losses.note("locks", LossKind::OneWay, contact.locked.len());
                losses.note("state", LossKind::OneWay, usize::from(contact.state != RecordState::Active));
                self.to.write_all(jsonl::line(contact)?.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Ends the file and tells what it could not carry.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn finish(self) -> io::Result<(W, ExportReport)> {
        let mut to = self.to.into_inner().map_err(io::IntoInnerError::into_error)?;
        match self.form {
            Form::Xlsx(_, book) => book.finish(&mut to)?,
            Form::JsonCards(_) => to.write_all(b"\n]\n")?,
            Form::Csv(_) | Form::Cards(_) | Form::Ldif(_) | Form::Jsonl => {}
        }
        to.flush()?;
        Ok((to, self.losses.report()))
    }
}

/// A contact as a card, in the one that it came in where there is one.
fn card(contact: &Contact, extras: Extras<'_>, version: Version, losses: &mut Losses) -> Vec<u8> {
    let picture = extras.picture.filter(|_| contact.photo.is_some());
    let card = card_of(contact, Audience::Oneself, picture);
    tell_card(contact, &card, version, losses);
    written(card, extras.original, version, |properties| losses.note("card", LossKind::LeftOut, properties))
}
