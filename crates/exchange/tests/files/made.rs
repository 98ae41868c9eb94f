//! Writers of workbooks as small as a test needs them.
//!
//! Deliberately absent: anything a test does not look at, such as styles beyond number formats.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip of these members.
pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of Excel: names and rows of its sheets, its shared strings, and the codes of its number formats, which
/// cells name by their place from 1.
pub(crate) fn xlsx(sheets: &[(&str, &str)], strings: &str, formats: &[&str]) -> Vec<u8> {
    let mut members: Vec<(String, String)> = Vec::new();
    members.push((
        "[Content_Types].xml".into(),
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#.into(),
    ));
    members.push((
        "_rels/.rels".into(),
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.into(),
    ));
    let mut tabs = String::new();
    let mut relations = String::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let (name, state) = name.strip_prefix('~').map_or((*name, ""), |name| (name, r#" state="hidden""#));
        tabs += &format!(r#"<sheet name="{name}" sheetId="{0}" r:id="rId{0}"{state}/>"#, at + 1);
        relations += &format!(
            r#"<Relationship Id="rId{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{0}.xml"/>"#,
            at + 1
        );
        members.push((
            format!("xl/worksheets/sheet{}.xml", at + 1),
            format!(
                r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
            ),
        ));
    }
    members.push((
        "xl/workbook.xml".into(),
        format!(
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{tabs}</sheets></workbook>"#
        ),
    ));
    members.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
        ),
    ));
    let codes: String = formats
        .iter()
        .enumerate()
        .map(|(at, code)| format!(r#"<numFmt numFmtId="{}" formatCode="{}"/>"#, 170 + at, code.replace('"', "&quot;")))
        .collect();
    let styles: String = (0..formats.len()).map(|at| format!(r#"<xf numFmtId="{}"/>"#, 170 + at)).collect();
    members.push((
        "xl/styles.xml".into(),
        format!(
            r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>"#
        ),
    ));
    if !strings.is_empty() {
        members.push((
            "xl/sharedStrings.xml".into(),
            if strings.starts_with('<') && !strings.starts_with("<si") {
                strings.to_owned()
            } else {
                format!(r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{strings}</sst>"#)
            },
        ));
    }
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zip(&members)
}

/// An OpenDocument spreadsheet with this content of its body.
pub(crate) fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="s" xmlns:draw="d" xmlns:calcext="c"><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"m\"/>"),
    ])
}

/// A record of an old workbook.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// An old workbook (xls) of one sheet with these records between its beginning and its end, and these shared strings.
pub(crate) fn xls(strings: &[&str], cells: &[u8]) -> Vec<u8> {
    let mut sst = Vec::new();
    let count = u32::try_from(strings.len()).unwrap();
    sst.extend(count.to_le_bytes());
    sst.extend(count.to_le_bytes());
    for text in strings {
        let units: Vec<u16> = text.encode_utf16().collect();
        sst.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        sst.push(1);
        sst.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    }
    let begin = |kind: u16| record(0x0809, &[&0x0600_u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let tab = |place: u32| record(0x0085, &[&place.to_le_bytes()[..], &[0, 0, 6, 0], b"People"].concat());
    // General, a day, a day with a time: cells name them by their place.
    let formats =
        [0_u16, 14, 22].map(|format| record(0x00E0, &[&[0, 0][..], &format.to_le_bytes(), &[0; 16]].concat()));
    let head = |place| [begin(5), formats.concat(), tab(place), record(0x00FC, &sst), record(0x000A, &[])].concat();
    let place = u32::try_from(head(0).len()).unwrap();
    let book = [head(place), begin(16), cells.to_vec(), record(0x000A, &[])].concat();
    compound(&[("/Workbook", &book)])
}

/// A compound file of these streams.
pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A record of a binary workbook.
fn part(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = if kind < 0x80 {
        vec![u8::try_from(kind).unwrap()]
    } else {
        vec![u8::try_from(kind & 0x7F).unwrap() | 0x80, u8::try_from(kind >> 7).unwrap()]
    };
    let mut length = data.len();
    loop {
        let low = u8::try_from(length & 0x7F).unwrap();
        length >>= 7;
        record.push(if length > 0 { low | 0x80 } else { low });
        if length == 0 {
            break;
        }
    }
    record.extend_from_slice(data);
    record
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// A binary workbook (xlsb) of one sheet with texts and numbers.
pub(crate) fn xlsb(rows: &[&[Result<&str, f64>]]) -> Vec<u8> {
    let mut sheet = part(0x0081, &[]);
    let (last, widest) = (rows.len() - 1, rows.iter().map(|row| row.len()).max().unwrap() - 1);
    let ends = [0, u32::try_from(last).unwrap(), 0, u32::try_from(widest).unwrap()];
    sheet.extend(part(0x0094, &ends.map(u32::to_le_bytes).concat()));
    sheet.extend(part(0x0091, &[]));
    for (row, cells) in rows.iter().enumerate() {
        sheet.extend(part(0x0000, &[&u32::try_from(row).unwrap().to_le_bytes()[..], &[0; 13]].concat()));
        for (column, cell) in cells.iter().enumerate() {
            let mut data = u32::try_from(column).unwrap().to_le_bytes().to_vec();
            data.extend([0; 4]);
            match cell {
                Ok(text) => sheet.extend(part(0x0006, &[data, wide(text)].concat())),
                Err(number) => sheet.extend(part(0x0005, &[&data[..], &number.to_le_bytes()].concat())),
            }
        }
    }
    sheet.extend(part(0x0092, &[]));
    sheet.extend(part(0x0082, &[]));
    let tab = part(0x009C, &[&[0; 4][..], &1_u32.to_le_bytes(), &wide("rId1"), &wide("People")].concat());
    let book =
        [part(0x0083, &[]), part(0x008F, &[]), tab, part(0x0090, &[]), part(0x009D, &[0; 26]), part(0x0084, &[])];
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &book.concat()),
        (
            "xl/_rels/workbook.bin.rels",
            br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}
