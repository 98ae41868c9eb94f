//! Every reader of files fed with bytes, and what must hold whatever they are: no panic, no end that does not come, no
//! more written than is right. Shared by the tests, which make bytes by chance, and by the fuzz targets in `fuzz`.
//!
//! Deliberately absent: what comes out of noise.

#![allow(dead_code, reason = "each fuzz target feeds one reader")]

use std::io::Cursor;

use satchel_exchange::{
    Archive, CardOptions, CardReader, FileKind, Mapper, Original, PreviewOptions, Reader, Record, SignatureHints,
    Workbook, preview, read_mail, read_signature, transcribe_jcard, transcribe_ldif,
};

/// A table: sniffed, mapped, and read to its end.
pub(crate) fn table(bytes: &[u8]) {
    let head = &bytes[..bytes.len().min(4_096)];
    let Ok(seen) = preview(head, bytes.len() as u64, &PreviewOptions::default()) else { return };
    let (Ok(mut reader), Ok(mapper)) = (Reader::new(bytes, &seen.format), Mapper::new(&seen.mapping, &seen.header))
    else {
        return;
    };
    let mut record = Record::new();
    let mut count = 0;
    while let Ok(true) = reader.read(&mut record) {
        let _ = mapper.map(&record);
        count += 1;
        assert!(count <= bytes.len() + 1, "more records than bytes");
    }
}

/// Cards: read, written back as they came, and as JSON.
pub(crate) fn cards(bytes: &[u8]) {
    let Ok(mut reader) = CardReader::new(bytes, &CardOptions::default()) else { return };
    while let Ok(Some(found)) = reader.read() {
        if found.original.is_whole() {
            assert_eq!(found.original.rewrite(&found.card).unwrap_or_default(), found.original.bytes());
        }
        let mut text = Vec::new();
        let json = found.original.to_jcard();
        assert_eq!(transcribe_jcard(json.as_bytes(), &mut text).map(|done| done.cards).ok(), Some(1));
        let _ = Original::from_text(&String::from_utf8_lossy(&text)).read(None);
    }
}

/// A directory, and the table that it becomes.
pub(crate) fn directory(bytes: &[u8]) {
    let mut out = Vec::new();
    if transcribe_ldif(Cursor::new(bytes), None, &mut out).is_ok() {
        table(&out);
    }
}

/// JSON, and the cards that it becomes.
pub(crate) fn json(bytes: &[u8]) {
    let mut out = Vec::new();
    if let Ok(done) = transcribe_jcard(bytes, &mut out) {
        let mut reader = CardReader::new(out.as_slice(), &CardOptions::default()).expect("cards that were written");
        let mut cards = 0;
        while let Ok(Some(_)) = reader.read() {
            cards += 1;
        }
        assert_eq!(cards, done.cards, "a card was cut in two");
    }
}

/// A workbook, and the head of each of its sheets.
pub(crate) fn workbook(bytes: &[u8]) {
    let Ok(mut book) = Workbook::open(Cursor::new(bytes), bytes.len() as u64) else { return };
    let _ = book.likely();
    for at in 0..book.sheets().len().min(4) {
        let _ = book.transcribe(at, &mut Bounded(8 << 20));
    }
}

/// An archive, and what can be imported of it.
pub(crate) fn archive(bytes: &[u8]) {
    let Ok(mut archive) = Archive::open(Cursor::new(bytes)) else { return };
    for at in 0..archive.members().len().min(4) {
        let _ = archive.write(at, &mut Bounded(8 << 20));
    }
}

/// A signature and a message.
pub(crate) fn signature(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let reading = read_signature(&text, &SignatureHints::default());
    assert!((0.0..=1.0).contains(&reading.confidence));
    let _ = read_mail(bytes, Some("DE"));
    let _ = FileKind::of(bytes, true);
}

/// Takes so many bytes and no more, so that what unpacks without measure ends here.
struct Bounded(usize);

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.0.checked_sub(bytes.len()) {
            Some(left) => self.0 = left,
            None => return Err(std::io::ErrorKind::StorageFull.into()),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
