//! Mappings as people send them: by header or place, with what they leave open, as JSON.
//!
//! What a person says is never overruled. Deliberately absent: guesses from headers alone, which have unit tests.

use satchel_exchange::{ColumnMapping, DateOrder, FileError, GuessedBy, Mapper, Mapping, PreviewOptions, Unmapped};

use crate::{import, import_mapped, import_with, target};

fn column(at: u32, header: &str, target: &str) -> ColumnMapping {
    ColumnMapping { column: at, header: header.into(), target: target.into(), ..ColumnMapping::default() }
}

const TABLE: &[u8] =
    b"Name,Shoe size,Contact,Seen\nAda Byron,41,ada@example.com,5/6/2020\nLi Bo,39,li@example.com,7/8/2021\n";

#[test]
fn a_mapping_file_names_headers_and_targets() {
    let mapping: Mapping = serde_json::from_str(
        r#"{"columns": [{"header": "Seen", "target": "dates:seen"}, {"header": "shoe_size", "target": "notes+"}],
            "date_order": "mdy"}"#,
    )
    .unwrap();
    let out = import_mapped(TABLE, mapping);
    assert_eq!(out.contacts[0].notes, "Shoe size: 41");
    assert_eq!(out.contacts[0].dates[0].0, "seen");
    assert_eq!(out.contacts[0].dates[0].1.to_string(), "2020-05-06");
    assert_eq!(target(&out, "Name"), "name");
    assert_eq!(target(&out, "Contact"), "emails");
}

#[test]
fn what_was_seen_can_be_sent_back() {
    let seen = import(TABLE).seen;
    let json = serde_json::to_string(&seen.mapping).unwrap();
    let again: Mapping = serde_json::from_str(&json).unwrap();
    assert_eq!(again, seen.mapping);
    assert_eq!(import_mapped(TABLE, again).seen.mapping, seen.mapping);
}

#[test]
fn a_person_can_leave_a_column_out() {
    let columns = vec![column(2, "Contact", "")];
    let out = import_mapped(TABLE, Mapping { columns, unmapped: Unmapped::Notes, ..Mapping::default() });
    assert!(out.contacts[0].emails.is_empty());
    assert_eq!(out.contacts[0].notes, "Shoe size: 41\nSeen: 5/6/2020");
    assert_eq!(out.seen.unmapped, ["Shoe size", "Seen"]);
}

#[test]
fn unmapped_columns_are_left_out_unless_asked_for() {
    let out = import(TABLE);
    assert_eq!(out.seen.unmapped, ["Shoe size", "Seen"]);
    assert_eq!(out.contacts[0].notes, "");
}

#[test]
fn places_stand_in_where_there_is_no_header() {
    let columns = vec![column(1, "", "title")];
    let out = import_mapped(
        b"Ada,Countess,ada@example.com\nLi,Poet,li@example.com\n",
        Mapping { columns, ..Mapping::default() },
    );
    assert_eq!(out.contacts[1].title, "Poet");
    assert_eq!(out.contacts[1].emails[0].1, "li@example.com");
}

#[test]
fn a_mapping_that_does_not_fit_is_refused() {
    let with = |entry| {
        let mapping = Mapping { columns: vec![entry], ..Mapping::default() };
        import_with(TABLE, &PreviewOptions { mapping, ..PreviewOptions::default() }).unwrap_err()
    };
    assert!(matches!(with(column(0, "Salary", "title")), FileError::NoColumn(name) if name == "Salary"));
    assert!(matches!(with(column(9, "", "title")), FileError::NoColumn(_)));
    assert!(matches!(with(column(0, "Name", "salary")), FileError::Target { column, .. } if column == "Name"));
}

#[test]
fn cells_speak_where_headers_do_not() {
    let out = import(
        b"Ada,Byron,ada@example.com,+44 20 7946 0958,1815-12-10,Analytical Engines Ltd,https://www.linkedin.com/in/ada,United Kingdom\n\
          Li,Bo,li@example.com,+44 20 7946 0959,1801-01-02,Moon Wine Inc,https://www.linkedin.com/in/libo,China\n",
    );
    let targets: Vec<&str> = out.seen.mapping.columns.iter().map(|column| column.target.as_str()).collect();
    assert_eq!(
        targets,
        ["given", "family", "emails", "phones", "birthday", "company", "links:linkedin", "addresses/country"]
    );
    assert!(out.seen.mapping.columns.iter().all(|column| column.guessed_by == GuessedBy::Content));
}

#[test]
fn an_owner_is_not_the_contact() {
    let out = import(
        b"Name,Owner mail\nA,sam@example.com\nB,sam@example.com\nC,sam@example.com\nD,sam@example.com\nE,sam@example.com\n",
    );
    assert_eq!(target(&out, "Owner mail"), "");
}

#[test]
fn titles_and_names_depend_on_their_neighbours() {
    let out = import(b"Title,First Name,Name,Job Title\nDr,Ada,Byron,Countess\n");
    let contact = &out.contacts[0];
    assert_eq!(
        [&contact.prefix, &contact.given, &contact.family, &contact.title].map(String::as_str),
        ["Dr", "Ada", "Byron", "Countess"]
    );
    let out = import(b"Name,Birth Year,Birth Month,Birth Day\nAda,1815,12,10\n");
    assert_eq!(out.contacts[0].birthday.unwrap().to_string(), "1815-12-10");
    let out = import("Nombre,Apellidos\nAna,de la Cruz\n".as_bytes());
    assert_eq!((out.contacts[0].given.as_str(), out.contacts[0].family.as_str()), ("Ana", "de la Cruz"));
}

#[test]
fn the_order_of_dates_is_found_in_the_file() {
    let birthday = |text: &str, country: Option<&str>| {
        let mapping = Mapping { country: country.map(str::to_owned), ..Mapping::default() };
        let out = import_mapped(text.as_bytes(), mapping);
        let warned = out.seen.warnings.iter().any(|warning| warning.contains("day or the month"));
        (out.contacts[0].birthday.unwrap().to_string(), out.seen.mapping.date_order, warned)
    };
    let day_first = "Name,Birthday\nAda,01/02/1980\nLi,31/12/1981\n";
    assert_eq!(birthday(day_first, Some("US")), ("1980-02-01".into(), DateOrder::Dmy, false));
    let month_first = "Name,Birthday\nAda,01/02/1980\nLi,12/31/1981\n";
    assert_eq!(birthday(month_first, Some("DE")), ("1980-01-02".into(), DateOrder::Mdy, false));
    let either = "Name,Birthday\nAda,01/02/1980\n";
    assert_eq!(birthday(either, Some("US")), ("1980-01-02".into(), DateOrder::Mdy, true));
    assert_eq!(birthday(either, Some("GB")), ("1980-02-01".into(), DateOrder::Dmy, true));
    assert_eq!(birthday(either, None), ("1980-02-01".into(), DateOrder::Auto, true));
}

#[test]
fn a_day_in_a_piece_of_a_cell_tells_the_order_too() {
    let birthday = |text: &str, country: &str| {
        let columns = vec![column(0, "Who", "split comma: name | birthday")];
        let mapping = Mapping { country: Some(country.into()), columns, ..Mapping::default() };
        let out = import_mapped(text.as_bytes(), mapping);
        let warned = out.seen.warnings.iter().any(|warning| warning.contains("day or the month"));
        (out.contacts[0].birthday.unwrap().to_string(), warned)
    };
    let told = "Who,Company\n\"Ada, 01/02/1980\",Acme\n\"Li, 12/31/1981\",Acme\n";
    assert_eq!(birthday(told, "DE"), ("1980-01-02".into(), false));
    assert_eq!(birthday("Who,Company\n\"Ada, 01/02/1980\",Acme\n", "DE"), ("1980-02-01".into(), true));
}

#[test]
fn one_mapper_serves_several_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Mapper::new(&Mapping::default(), &[]).unwrap());
}

#[test]
fn an_anniversary_is_a_birthday_in_portuguese_only() {
    for (header, target_of) in [
        ("Nome,Aniversário", "birthday"),
        ("Nome,Aniversario", "birthday"),
        ("Name,Aniversário", "birthday"),
        ("Nombre,Aniversario", "dates:anniversary"),
        ("Nombre,Cumpleaños,Aniversario", "dates:anniversary"),
        ("Nome,Data de nascimento,Aniversário", "dates:anniversary"),
        ("Nom,Anniversaire", "birthday"),
        ("Nom,Anniversaire de mariage", "dates:anniversary"),
        ("Nome,Anniversario", "dates:anniversary"),
    ] {
        let cells = header.split(',').skip(1).map(|_| "1980-05-01").collect::<Vec<_>>().join(",");
        let out = import(format!("{header}\nAda Byron,{cells}\n").as_bytes());
        let last = out.seen.mapping.columns.last().unwrap();
        assert_eq!(last.target, target_of, "{header}");
    }
}

#[test]
fn what_is_done_with_a_column_stays_with_it() {
    let filled = ColumnMapping { filling: Some(satchel_model::Filling::Empty), ..column(0, "Name", "name") };
    let seen = import_mapped(TABLE, Mapping { columns: vec![filled], ..Mapping::default() }).seen.mapping;
    let fillings: Vec<_> = seen.columns.iter().map(|column| column.filling).collect();
    assert_eq!(fillings, [Some(satchel_model::Filling::Empty), None, None, None]);
}

#[test]
fn a_column_is_taken_apart_as_somebody_says() {
    let table = b"Who,Where,Reach\n\
        \"Byron, Ada\",10115 Bad Berlin,ada@example.com / +49 30 1234567\n\
        King,80331,nobody@ / 12\n\
        \"Bo, Li\",,li@example.com\n";
    let columns = vec![
        column(0, "Who", "split comma: family | given"),
        column(1, "Where", "split space: addresses:work/postcode | addresses:work/locality"),
        column(2, "Reach", "split slash: emails:work | phones:mobile"),
    ];
    let out = import_mapped(table, Mapping { columns, ..Mapping::default() });
    let [ada, king, li] = &out.contacts[..] else { panic!("{:?}", out.contacts) };
    assert_eq!((ada.given.as_str(), ada.family.as_str()), ("Ada", "Byron"));
    assert_eq!((ada.addresses[0].postcode.as_str(), ada.addresses[0].locality.as_str()), ("10115", "Bad Berlin"));
    assert_eq!(ada.addresses[0].label, "work");
    assert_eq!(ada.emails, [("work".to_owned(), "ada@example.com".to_owned())]);
    assert_eq!((ada.phones[0].0.as_str(), ada.phones[0].2.as_str()), ("mobile", "+49301234567"));
    assert_eq!((king.given.as_str(), king.family.as_str(), king.emails.len()), ("", "King", 0));
    assert_eq!((li.given.as_str(), li.emails.len(), li.phones.len()), ("Li", 1, 0));

    let told: Vec<_> = out.problems.iter().map(|it| (it.row, it.column.as_str(), it.value.as_str())).collect();
    let whole = "nobody@ / 12";
    assert_eq!(told, [(3, "Reach", whole), (3, "Reach", whole)], "what can be mended is the whole cell");
    assert!(out.problems[0].reason.starts_with("of this, \"nobody@\": "), "{:?}", out.problems);
    assert_eq!(king.notes, "Reach: nobody@\nReach: 12", "and nothing of it is lost");
}

#[test]
fn cells_beyond_the_table_are_no_pieces() {
    let columns = vec![column(0, "Who", "split comma: family | given")];
    let out =
        import_mapped(b"Who,E-mail\n\"Byron, Ada\",ada@example.com,what\n", Mapping { columns, ..Mapping::default() });
    assert_eq!((out.contacts[0].given.as_str(), out.contacts[0].notes.as_str()), ("Ada", "Column 3: what"));
}
