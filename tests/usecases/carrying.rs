//! What a file carries besides names and numbers: wishes, refusals, categories, consents, fields that are made on the
//! way; and our own files, which come back whole.

use std::fs;

use serde_json::{Value, json};

use crate::kills::{answer, satchel};

/// A vault, and a folder for files.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        answer(&desk.vault("one"), &["init"]);
        desk
    }

    fn vault(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn ask(&self, words: &[&str]) -> Value {
        answer(&self.vault("one"), words)
    }

    fn show(&self, who: &str) -> Value {
        self.ask(&["show", who])
    }
}

/// What two vaults must have alike of a contact: all but identities, and when something happened.
fn alike(mut contact: Value) -> Value {
    fn forget(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|key, _| {
                    !["id", "seq", "created_at", "updated_at", "company_id", "group_id"].contains(&&**key)
                });
                fields.values_mut().for_each(forget);
            }
            Value::Array(values) => values.iter_mut().for_each(forget),
            _ => {}
        }
    }
    forget(&mut contact);
    contact
}

const ADA: &[&str] = &[
    "add",
    "given=Ada",
    "family=Lovelace",
    "company=Engine Ltd",
    "title=Analyst",
    "role=champion",
    "time_zone=Europe/London",
    "language=en-GB",
    "tags=vip",
    "categories/leads=hot",
    "categories/customers=VIP",
    "channels=email,visit",
    "best_times=Tuesdays, 9 to 11",
    "frequency=when_asked",
    "topics=prices, fairs",
    "do_not_call=yes",
    "do_not_text=yes",
    "custom/budget=12",
    r#"emails+={"value": "ada@engine.example", "label": "work", "status": "valid"}"#,
    r#"emails+={"value": "ada@home.example", "label": "home", "do_not_email": true}"#,
    r#"phones+={"value": "+44 20 7946 0958", "label": "mobile", "do_not_call": true}"#,
];

#[test]
fn our_own_files_come_back_whole() {
    let desk = Desk::new();
    desk.ask(&["field", "add", "Budget", "--kind", "integer"]);
    let id = desk.ask(ADA)["id"].as_str().unwrap().to_owned();
    desk.ask(&["consent", "give", &id, "--purpose", "newsletter", "--how", "at the fair", "--when", "2026-03-12"]);
    desk.ask(&["consent", "withdraw", &id, "--purpose", "newsletter", "--channel", "email", "--when", "2026-03-12"]);
    let whole = alike(desk.show(&id));
    assert_eq!((&whole["role"], &whole["custom"]["budget"]), (&json!("champion"), &json!(12)), "{whole:#}");
    for name in ["a.jsonl", "a.vcf", "four.vcf", "a.json", "a.csv", "a.xlsx"] {
        let path = desk.folder.path().join(name);
        let four: &[&str] = if name == "four.vcf" { &["--format", "vcard4"] } else { &[] };
        let done = desk.ask(&[&["export", path.to_str().unwrap()], four].concat());
        let is_table = name.ends_with("csv") || name.ends_with("xlsx");
        let lost: Vec<&str> =
            done["losses"].as_array().into_iter().flatten().map(|loss| loss["field"].as_str().unwrap()).collect();
        let marks = ["consents", "emails/do_not_email", "emails/status", "phones/do_not_call"];
        assert_eq!(lost, if is_table { &marks[..] } else { &[] }, "{name}");
        let other = desk.vault(&format!("vault of {name}"));
        answer(&other, &["init"]);
        answer(&other, &["field", "add", "Budget", "--kind", "integer"]);
        let report = answer(&other, &["import", path.to_str().unwrap()]);
        assert_eq!((&report["created"], &report["problems"]), (&json!(1), &json!([])), "{name}: {report:#}");
        let mut read = alike(answer(&other, &["show", "ada@engine.example"]));
        let mut expected = whole.clone();
        if is_table {
            for contact in [&mut read, &mut expected] {
                contact["consents"] = json!([]);
                for row in contact["emails"].as_array_mut().unwrap() {
                    (row["status"], row["do_not_email"]) = (json!("unknown"), json!(false));
                }
                contact["phones"][0]["do_not_call"] = json!(false);
            }
        }
        assert_eq!(read, expected, "{name}");
        // Who has it all already is told nothing new, and who has less gets the rest.
        let again = answer(&other, &["import", path.to_str().unwrap(), "--mode", "upsert"]);
        assert_eq!((&again["updated"], &again["skipped"]), (&json!(0), &json!(1)), "{name}: {again:#}");
        let poor = desk.vault(&format!("poor vault of {name}"));
        answer(&poor, &["init"]);
        answer(&poor, &["field", "add", "Budget", "--kind", "integer"]);
        let bare = ["add", "given=Ada", "family=Lovelace", "email=ada@engine.example", "email+=ada@home.example"];
        answer(&poor, &bare);
        let filled = answer(&poor, &["import", path.to_str().unwrap(), "--mode", "upsert"]);
        assert_eq!((&filled["updated"], &filled["problems"]), (&json!(1), &json!([])), "{name}: {filled:#}");
        let read = alike(answer(&poor, &["show", "ada@engine.example"]));
        for key in ["role", "categories", "preferences", "consents", "custom", "time_zone", "language"] {
            let expected = if is_table && key == "consents" { &json!([]) } else { &whole[key] };
            assert_eq!(&read[key], expected, "{name}: {key}");
        }
        let undone = answer(&poor, &["undo", filled["batch"].as_str().unwrap()]);
        assert_eq!(undone["kept"], json!([]), "{name}: {undone:#}");
        let read = answer(&poor, &["show", "ada@engine.example"]);
        assert_eq!((&read["role"], &read["categories"]), (&json!(""), &json!([])), "{name}");
        assert_eq!(read["preferences"]["do_not_call"], json!(false), "{name}");
    }
}

#[test]
fn refusals_of_other_programs_come_in_and_no_file_takes_one_away() {
    let desk = Desk::new();
    let text = "Id,LastName,FirstName,AccountId,Email,HasOptedOutOfEmail,DoNotCall,SystemModstamp\n\
        003A,Lovelace,Ada,,ada@engine.example,1,0,2026-01-01\n\
        003B,Hopper,Grace,,grace@navy.example,0,true,2026-01-01\n\
        003C,Shelley,Mary,,mary@villa.example,perhaps,,2026-01-01\n";
    let report = desk.ask(&["import", &desk.file("contacts.csv", text)]);
    assert_eq!(report["created"], json!(3), "{report:#}");
    let told: Vec<(&Value, &Value)> =
        report["problems"].as_array().unwrap().iter().map(|it| (&it["row"], &it["column"])).collect();
    assert_eq!(told, [(&json!(4), &json!("HasOptedOutOfEmail"))], "{report:#}");
    let wishes = |who: &str| {
        let contact = desk.show(who);
        let wish = |key: &str| contact["preferences"][key].as_bool().unwrap();
        (wish("do_not_email"), wish("do_not_call"))
    };
    assert_eq!(wishes("ada@engine.example"), (true, false));
    assert_eq!(wishes("grace@navy.example"), (false, true));
    assert_eq!(wishes("mary@villa.example"), (true, false), "what cannot be read is taken for a refusal");
    assert_eq!(desk.show("mary@villa.example")["notes"], "HasOptedOutOfEmail: perhaps");

    let later =
        desk.file("later.csv", "E-mail,Email Opt Out,Do Not Call\nada@engine.example,no,\ngrace@navy.example,yes,no\n");
    for fill in [&[][..], &["--fill", "overwrite"]] {
        desk.ask(&[&["import", &later, "--mode", "update"], fill].concat());
        assert_eq!(wishes("ada@engine.example"), (true, false));
        assert_eq!(wishes("grace@navy.example"), (true, true));
    }
    let mapping = json!({"columns": [{"header": "Email Opt Out", "target": "do_not_email", "filling": "overwrite"},
        {"header": "Do Not Call", "target": "do_not_call"}]});
    let mapping = desk.file("mapping.json", &mapping.to_string());
    let output =
        satchel(&desk.vault("one"), &["import", &later, "--mode", "update", "--mapping", &mapping, "--dry-run"])
            .output()
            .unwrap();
    let first: Value = serde_json::from_slice(output.stdout.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
    assert_eq!(first["changes"], json!([{"field": "do_not_email", "before": "yes", "after": "no"}]));
    let report = desk.ask(&["import", &later, "--mode", "update", "--mapping", &mapping]);
    assert_eq!(wishes("ada@engine.example"), (false, false), "that column's own filling says so");
    assert_eq!(wishes("grace@navy.example"), (true, true));
    desk.ask(&["undo", report["batch"].as_str().unwrap()]);
    assert_eq!(wishes("ada@engine.example"), (true, false));
}

#[test]
fn what_there_is_no_place_for_is_made_when_it_is_asked_for_and_goes_with_the_import() {
    let desk = Desk::new();
    let text = "Name,E-mail,Budget,Region,Leads,Categories\n\
        Ada Lovelace,ada@engine.example,1200,North,Hot,Customers: VIP\n\
        Grace Hopper,grace@navy.example,many,,tepid,\n";
    let file = desk.file("fair.csv", text);
    let foretold = ["import", &file, "--dry-run", "--column", "Budget=custom:Budget=integer"];
    let output = satchel(&desk.vault("one"), &foretold).output().unwrap();
    let lines: Vec<Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert_eq!(lines.last().unwrap()["made"], json!(["Budget"]), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(desk.ask(&["field", "list"])["fields"], json!([]), "a dry run makes nothing");

    let words = ["import", &file, "--column", "Budget=custom:Budget=integer", "--column", "Region=categories/Region"];
    let report = desk.ask(&words);
    assert_eq!((&report["created"], &report["made"]), (&json!(2), &json!(["Budget"])), "{report:#}");
    let ada = desk.show("ada@engine.example");
    assert_eq!(ada["custom"]["budget"], json!(1200), "{ada:#}");
    let named = |contact: &Value| -> Vec<String> {
        let each = contact["categories"].as_array().unwrap().iter();
        each.map(|own| format!("{}: {}", own["group"].as_str().unwrap(), own["name"].as_str().unwrap())).collect()
    };
    assert_eq!(named(&ada), ["Customers: VIP"], "leads are no column of their own where a value is none of theirs");
    assert_eq!(ada["notes"], "Region: North");
    let grace = desk.show("grace@navy.example");
    assert_eq!(grace["notes"], "Budget: many", "{grace:#}");
    let undone = desk.ask(&["undo", report["batch"].as_str().unwrap()]);
    assert_eq!(undone["kept"], json!([]), "{undone:#}");
    assert_eq!(desk.ask(&["field", "list"])["fields"], json!([]), "nobody else has a value in it");
    desk.ask(&["redo"]);
    assert_eq!(desk.show("ada@engine.example")["custom"]["budget"], json!(1200));
    desk.ask(&["undo", report["batch"].as_str().unwrap()]);

    let words = [&words[..], &["--column", "Leads=categories/Leads", "--make-categories"]].concat();
    let report = desk.ask(&words);
    assert_eq!(report["made"], json!(["Budget", "Region: North", "Leads: tepid"]), "{report:#}");
    assert_eq!(named(&desk.show("ada@engine.example")), ["Leads: Hot", "Customers: VIP", "Region: North"]);
    assert_eq!(named(&desk.show("grace@navy.example")), ["Leads: tepid"]);
    desk.ask(&["set", "grace@navy.example", "custom/budget=7"]);
    let undone = desk.ask(&["undo", report["batch"].as_str().unwrap()]);
    let kept: Vec<&str> = undone["kept"].as_array().unwrap().iter().map(|it| it["display"].as_str().unwrap()).collect();
    assert_eq!(kept, ["Grace Hopper", "Budget"], "{undone:#}");
    let refused = satchel(&desk.vault("one"), &["import", &file, "--column", "Budget=custom:Boss=contact"]);
    let mut refused = refused;
    let error: Value = serde_json::from_slice(&refused.output().unwrap().stderr).unwrap();
    assert!(error["message"].as_str().unwrap().contains("Budget"), "{error:#}");
}

#[test]
fn what_a_column_names_becomes_the_options_of_a_field_and_a_column_is_taken_apart() {
    let desk = Desk::new();
    let text = "Who,E-mail,Tier,Likes\n\
        \"Lovelace, Ada\",ada@engine.example,Gold,\"golf; Wine\"\n\
        \"Hopper, Grace\",grace@navy.example,silver,wine\n\
        \"Maar, Dora\",dora@paris.example, gold ,\n";
    let file = desk.file("fair.csv", text);
    let columns = [
        ["--column", "Who=split comma: family | given"],
        ["--column", "Tier=custom:Tier=choice"],
        ["--column", "Likes=custom:Likes=multi_choice"],
    ]
    .concat();
    let words = [&["import", &file][..], &columns].concat();
    let output = satchel(&desk.vault("one"), &[&words[..], &["--dry-run"]].concat()).output().unwrap();
    let last = output.stdout.trim_ascii_end().rsplit(|byte| *byte == b'\n').next().unwrap();
    let plan: Value = serde_json::from_slice(last).unwrap();
    assert_eq!((&plan["made"], &plan["problems"]), (&json!(["Tier", "Likes"]), &json!([])), "{plan:#}");

    let report = desk.ask(&words);
    assert_eq!((&report["created"], &report["problems"]), (&json!(3), &json!([])), "{report:#}");
    let ada = desk.show("ada@engine.example");
    assert_eq!((&ada["given"], &ada["family"]), (&json!("Ada"), &json!("Lovelace")));
    assert_eq!((&ada["custom"]["tier"], &ada["custom"]["likes"]), (&json!("Gold"), &json!(["golf", "Wine"])));
    assert_eq!(desk.show("dora@paris.example")["custom"]["tier"], "Gold", "options are named once");
    let tier = |desk: &Desk| desk.ask(&["field", "list"])["fields"][0]["options"].clone();
    let names = |options: Value| -> Vec<String> {
        options.as_array().unwrap().iter().map(|option| option["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(tier(&desk)), ["Gold", "silver"]);

    let later = desk.file("later.csv", &text.replace("silver", "bronze").replace("grace@", "hopper@"));
    let later = [&["import", &later][..], &columns].concat();
    let again = desk.ask(&later);
    assert_eq!((&again["created"], &again["made"]), (&json!(1), &json!(["Tier: bronze"])), "{again:#}");
    assert_eq!(names(tier(&desk)), ["Gold", "silver", "bronze"]);
    assert_eq!(desk.show("hopper@navy.example")["custom"]["tier"], "bronze");
    desk.ask(&["undo", again["batch"].as_str().unwrap()]);
    // Hopper is in the trash, and is to come back from there with what she had.
    assert_eq!(tier(&desk)[2]["archived"], true, "{:#}", tier(&desk));
    desk.ask(&["redo"]);
    assert_eq!(tier(&desk)[2]["archived"], false);
    assert_eq!(desk.show("hopper@navy.example")["custom"]["tier"], "bronze");
    desk.ask(&["undo", again["batch"].as_str().unwrap()]);
    desk.ask(&["undo", report["batch"].as_str().unwrap()]);
    assert_eq!(desk.ask(&["field", "list"])["fields"], json!([]));

    let many: String = (0..5_001).map(|nth| format!("Person {nth},tier {nth}\n")).collect();
    let many = desk.file("many.csv", &format!("Name,Tier\n{many}"));
    let mut refused = satchel(&desk.vault("one"), &["import", &many, "--column", "Tier=custom:Tier=choice"]);
    let error: Value = serde_json::from_slice(&refused.output().unwrap().stderr).unwrap();
    assert!(error["message"].as_str().unwrap().contains("more than 5000 different options"), "{error:#}");
    assert_eq!(desk.ask(&["jobs"])["jobs"].as_array().unwrap().len(), 2, "nothing was begun");
}

#[test]
fn a_cell_that_is_refused_is_no_note_of_somebody_who_has_its_text_already() {
    let desk = Desk::new();
    let card =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dora Maar\r\nEMAIL:dora@paris.example\r\nTEL:12345678\r\nEND:VCARD\r\n";
    desk.ask(&["import", &desk.file("dora.vcf", card)]);
    assert_eq!(desk.show("dora@paris.example")["phones"][0]["value"], "12345678");
    let table = "Name,E-mail,Phone,Country\nDora Maar,dora@paris.example,1234 5678,France\nPablo,pablo@paris.example,12345678,France\n";
    let report = desk.ask(&["import", &desk.file("people.csv", table), "--mode", "upsert"]);
    let told: Vec<&Value> = report["problems"].as_array().unwrap().iter().map(|it| &it["row"]).collect();
    assert_eq!(told, [&json!(3)], "{report:#}");
    assert_eq!(desk.show("dora@paris.example")["notes"], "");
    assert_eq!(desk.show("pablo@paris.example")["notes"], "Phone: 12345678");
}
