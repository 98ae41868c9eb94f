//! Workbooks as programs write them: what stands in their cells comes as text.

use crate::made::{ods, xlsb, xlsx};
use crate::{contacts, open, sheet};
use satchel_exchange::is_workbook;

const STRINGS: &str = "<si><t>First Name</t></si><si><t>Last Name</t></si><si><r><t>E-</t></r><r><t>mail</t></r></si>\
                       <si><t>Ada</t></si><si><t>Byron, Countess</t></si><si><t>Zo\u{eb} &amp; \"Li\"_x000D_\nBo</t></si>";

#[test]
fn a_sheet_of_excel_is_a_table_of_text() {
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
        <row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3" t="s"><v>4</v></c><c r="D3" t="inlineStr"><is><t>inline</t></is></c></row>
        <row r="4"><c r="A4" t="s"><v>5</v></c><c r="B4" t="str"><f>UPPER("x")</f><v>X</v></c></row>"#;
    let (text, done) = sheet(&xlsx(&[("People", rows)], STRINGS, &[]), 0);
    assert_eq!(
        text,
        "\"First Name\",Last Name,E-mail\n\n\"Ada\",\"Byron, Countess\",,inline\n\"Zo\u{eb} & \"\"Li\"\"\r\nBo\",X\n"
    );
    assert_eq!((done.rows, done.columns, done.warnings.len()), (4, 4, 0));
}

#[test]
fn cells_come_as_a_person_sees_them() {
    let cell = |at: &str, style: u8, value: &str| format!(r#"<c r="{at}" s="{style}"><v>{value}</v></c>"#);
    let row = [
        cell("A1", 0, "491512345678"),
        cell("B1", 1, "1067"),
        cell("C1", 2, "46352"),
        cell("D1", 2, "46352.5"),
        cell("E1", 3, "0.25"),
        cell("F1", 0, "0.30000000000000004"),
        r#"<c r="G1" t="b"><v>1</v></c><c r="H1" t="e"><v>#N/A</v></c><c r="I1" t="d"><v>2026-11-26T00:00:00</v></c>"#
            .into(),
        cell("J1", 4, "46352"),
        cell("K1", 5, "1.5"),
        cell("L1", 0, "0"),
    ]
    .concat();
    let formats = ["00000", "dd.mm.yyyy", "0%", "[$-407]d. mmmm yyyy;@", "[h]:mm:ss"];
    let (text, done) = sheet(&xlsx(&[("S", &format!("<row r=\"1\">{row}</row>"))], "", &formats), 0);
    assert_eq!(
        text,
        "\"491512345678\",01067,2026-11-26,2026-11-26T12:00:00,25%,0.3,TRUE,,2026-11-26,2026-11-26,36:00:00,0\n"
    );
    assert_eq!(done.warnings, ["The cell H1 shows an error of the spreadsheet program; it is read as empty."]);
}

#[test]
fn the_sheet_of_contacts_is_found_behind_others() {
    let cover = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Read me first</t></is></c></row>"#;
    let people = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Our customers</t></is></c></row>
        <row r="4"><c r="A4" t="inlineStr"><is><t>Vorname</t></is></c><c r="B4" t="inlineStr"><is><t>Nachname</t></is></c><c r="C4" t="inlineStr"><is><t>E-Mail</t></is></c></row>
        <row r="5"><c r="A5" t="inlineStr"><is><t>Ada</t></is></c><c r="B5" t="inlineStr"><is><t>Byron</t></is></c><c r="C5" t="inlineStr"><is><t>ada@example.com</t></is></c></row>"#;
    let bytes = xlsx(&[("Cover", cover), ("~Old", people), ("Customers", people)], "", &[]);
    assert!(is_workbook(&bytes[..bytes.len().min(4_096)]));
    let mut book = open(&bytes).unwrap();
    let names: Vec<(&str, bool)> = book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(names, [("Cover", false), ("Old", true), ("Customers", false)]);
    assert_eq!(book.likely().unwrap(), 2);
    let (text, _) = sheet(&bytes, 2);
    let found = contacts(text.as_bytes());
    assert_eq!((found.len(), found[0].given.as_str(), found[0].emails[0].1.as_str()), (1, "Ada", "ada@example.com"));
}

#[test]
fn cells_that_are_out_of_place_are_told_and_the_rest_is_read() {
    let rows = r#"<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>
        <row r="9999999"><c r="A9999999"><v>3</v></c></row><row r="3"><c r="A3" t="s"><v>77</v></c><c r="B3"><v>4</v></c></row>"#;
    let (text, done) = sheet(&xlsx(&[("S", rows)], "<si><t>x</t></si>", &[]), 0);
    assert_eq!(text, "\n\"1\"\n,\"4\"\n");
    assert_eq!(
        done.warnings,
        ["One cell is damaged and is read as empty.", "2 cells are where no sheet has any; they are left out."]
    );
}

#[test]
fn an_opendocument_sheet_is_a_table_of_text() {
    let text_cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let rows = [
        format!("<table:table-row>{}{}</table:table-row>", text_cell("Name"), text_cell("Phone")),
        r#"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#.into(),
        r#"<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>Ada<text:s text:c="2"/>B&amp;<text:span>y</text:span></text:p><text:p>ron</text:p></table:table-cell>
           <table:table-cell office:value-type="float" office:value="15112345678"><text:p>015112345678</text:p></table:table-cell>
           <table:table-cell office:value-type="float" office:value="1234.5"><text:p>1.234,50</text:p></table:table-cell>
           <table:table-cell office:value-type="date" office:date-value="2026-11-26"><text:p>26.11.26</text:p></table:table-cell>
           <table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25 %</text:p></table:table-cell>
           <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>
           <table:table-cell office:value-type="time" office:time-value="PT08H05M00S"><text:p>08:05</text:p></table:table-cell>
           <table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#NV</text:p></table:table-cell></table:table-row>"#.into(),
        format!(r#"<table:table-row table:number-rows-repeated="2">{}{}</table:table-row>"#, text_cell("Li"), text_cell("1")),
        r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#.into(),
    ]
    .concat();
    let bytes = ods(&format!(
        r#"<table:table table:name="Hidden" table:style-name="ta2"><table:table-row>{0}</table:table-row></table:table><table:table table:name="Leute" table:style-name="ta1">{rows}</table:table>"#,
        text_cell("x")
    ));
    let mut book = open(&bytes).unwrap();
    let about: Vec<_> = book.sheets().iter().map(|s| (s.name.as_str(), s.hidden, s.rows, s.columns)).collect();
    assert_eq!(about, [("Hidden", true, 1, 1), ("Leute", false, 6, 8)]);
    assert_eq!(book.likely().unwrap(), 1);
    let (text, done) = sheet(&bytes, 1);
    assert_eq!(
        text,
        "\"Name\",Phone\n\n\n\"Ada  B&y\nron\",015112345678,1234.5,2026-11-26,25%,TRUE,08:05:00\n\"Li\",1\n\"Li\",1\n"
    );
    assert_eq!(done.warnings.len(), 1, "{:?}", done.warnings);
}

#[test]
fn a_binary_workbook_is_a_table_of_text() {
    let bytes = xlsb(&[&[Ok("Name"), Ok("Phone")], &[Ok("Zo\u{eb}"), Err(491_512_345_678.0)]]);
    assert!(is_workbook(&bytes));
    let about = open(&bytes).unwrap().sheets().to_vec();
    assert_eq!((about[0].name.as_str(), about[0].rows, about[0].columns), ("People", 2, 2));
    assert_eq!(sheet(&bytes, 0).0, "\"Name\",Phone\n\"Zo\u{eb}\",491512345678\n");
}
