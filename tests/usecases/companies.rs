//! Companies, jobs and relations with the command, each undone by name.

use serde_json::{Value, json};

use crate::kills::{answer, satchel};

struct Desk {
    _folder: tempfile::TempDir,
    vault: std::path::PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        answer(&vault, &["init"]);
        Self { vault, _folder: folder }
    }

    fn ask(&self, words: &[&str]) -> Value {
        answer(&self.vault, words)
    }

    fn add(&self, words: &[&str]) -> String {
        self.ask(&[&["add"], words].concat())["id"].as_str().unwrap().to_owned()
    }

    fn refused(&self, words: &[&str]) -> String {
        let output = satchel(&self.vault, words).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

fn names<'a>(rows: &'a Value, part: &str) -> Vec<&'a str> {
    rows.as_array().into_iter().flatten().filter_map(|row| row[part].as_str()).collect()
}

#[test]
fn a_company_is_made_found_by_any_of_its_names_and_belongs_to_another() {
    let desk = Desk::new();
    let made = desk.ask(&[
        "company",
        "add",
        "name=Analytical Engines",
        "names+=former:Difference Co",
        "domains+=https://www.engines.example",
        "phone=+44 20 7946 0958",
        r#"addresses+={"street":"1 Dorset Street","locality":"London","country":"UK"}"#,
        "industry=Machinery",
        "size=11-50",
        "employees=1,200",
        "revenue=1200000 GBP",
        "vat=GB123456789",
        "parent=Babbage Holding",
    ]);
    assert_eq!((&made["employees"], &made["domains"][0]["value"]), (&json!("1200"), &json!("engines.example")));
    assert_eq!(made["phones"][0]["e164"], "+442079460958");
    assert_eq!(made["parent"]["name"], "Babbage Holding");
    let id = made["id"].as_str().unwrap();
    for text in [id, &id[28..], "analytical engines", "difference co", "engines.example"] {
        assert_eq!(desk.ask(&["company", "show", text])["id"], id, "{text}");
    }
    assert_eq!(names(&desk.ask(&["company", "show", "Babbage Holding"])["children"], "name"), ["Analytical Engines"]);
    let circle = desk.refused(&["company", "set", "Babbage Holding", "parent=Difference Co"]);
    assert!(circle.contains("belong to itself"), "{circle}");
    let ada = desk.ask(&["add", "given=Ada", "company=difference co"]);
    assert_eq!(ada["company"], "Analytical Engines", "another name is a name");
    let listed = desk.ask(&["company", "list"]);
    assert_eq!(names(&listed["companies"], "name"), ["Analytical Engines", "Babbage Holding"]);
    assert_eq!(listed["companies"][0]["people"], 1);

    let seq = made["seq"].to_string();
    desk.ask(&["company", "set", id, "industry=Clockwork"]);
    let conflict = desk.refused(&["company", "set", id, "industry=Steam", "--base", &seq]);
    assert!(conflict.contains("changed"), "{conflict}");
    desk.ask(&["undo"]);
    assert_eq!(desk.ask(&["company", "show", id])["industry"], "Machinery");
    assert!(desk.refused(&["company", "add", "name=analytical  ENGINES"]).contains("another company"));
    assert!(desk.refused(&["company", "add", "industry=None"]).contains("needs a name"));
}

#[test]
fn a_job_change_is_one_act_and_the_old_address_still_finds_the_person() {
    let desk = Desk::new();
    let ada = desk.add(&[
        "given=Ada",
        "email=work:ada@engines.example",
        "emails+=home:ada@home.example",
        "company=Engines",
        "role=champion",
    ]);
    desk.add(&["given=Bob", "company=Engines"]);
    let batches = desk.ask(&["batches"])["batches"].as_array().unwrap().len();
    let changed = desk.ask(&[
        "job-change",
        &ada,
        "--to",
        "House of Lords",
        "--title",
        "Countess",
        "--since",
        "2026-11-01",
        "--email",
        "ada@lords.example",
        "--note",
        "Met at the ball.",
    ]);
    let contact = &changed["contact"];
    assert_eq!(
        (&contact["company"], &contact["title"], &contact["role"]),
        (&json!("House of Lords"), &json!("Countess"), &json!(""))
    );
    assert_eq!(names(&contact["emails"], "value")[0], "ada@lords.example");
    assert_eq!((&changed["retired"], &changed["left"]["name"]), (&json!(["ada@engines.example"]), &json!("Engines")));
    assert_eq!(names(&changed["colleagues"], "display"), ["Bob"]);
    let old = desk.ask(&["show", "ada@engines.example"]);
    assert_eq!(old["id"], ada.as_str());
    assert!(old["notes"].as_str().unwrap().contains("Met at the ball."));
    let there = desk.ask(&["company", "people", "Engines"]);
    assert_eq!((names(&there["people"], "display"), names(&there["former"], "display")), (vec!["Bob"], vec!["Ada"]));
    assert_eq!(there["former"][0]["until"], "2026-11-01");
    assert_eq!(desk.ask(&["batches"])["batches"].as_array().unwrap().len(), batches + 1);
    desk.ask(&["undo"]);
    let back = desk.ask(&["show", &ada]);
    assert_eq!((&back["company"], &back["role"], &back["notes"]), (&json!("Engines"), &json!("champion"), &json!("")));
    assert_eq!(names(&back["emails"], "value"), ["ada@engines.example", "ada@home.example"]);
    assert!(desk.refused(&["job-change", &ada, "--to", " "]).contains("company"));
}

#[test]
fn people_are_related_report_to_each_other_and_refer_each_other() {
    let desk = Desk::new();
    let [ada, bob, cid, dee] =
        ["Ada", "Bob", "Cid", "Dee"].map(|name| desk.add(&[&format!("given={name}"), "company=Engines"]));
    desk.ask(&["relation", "add", &ada, "manager", &bob]);
    desk.ask(&["relation", "add", &cid, "report", &bob]);
    let chart = desk.ask(&["company", "people", "Engines"]);
    let depths: Vec<(&str, i64)> = chart["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| (person["display"].as_str().unwrap(), person["depth"].as_i64().unwrap()))
        .collect();
    assert_eq!(depths, [("Ada", 0), ("Bob", 1), ("Cid", 2), ("Dee", 0)]);
    let circle = desk.refused(&["relation", "add", &cid, "manager", &ada]);
    assert!(circle.contains("circle"), "{circle}");
    assert!(desk.refused(&["relation", "add", &ada, "friend", &ada]).contains("themselves"));
    assert!(desk.refused(&["relation", "add", &ada, "nemesis", &bob]).contains("no such kind"));

    desk.ask(&["relation", "add", &ada, "referred", &bob]);
    desk.ask(&["relation", "add", &bob, "referred", &dee, "--strength", "3", "--note", "over lunch"]);
    desk.ask(&["relation", "add", &dee, "referred", &ada]);
    let around = desk.ask(&["relation", "list", &bob]);
    let steps: Vec<(&str, i64)> = around["referrals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["display"].as_str().unwrap(), one["steps"].as_i64().unwrap()))
        .collect();
    assert_eq!(
        steps,
        [("Dee", -2), ("Ada", -1), ("Dee", 1), ("Ada", 2)],
        "a circle ends where it meets somebody again"
    );
    let kinds: Vec<(&str, &str)> = around["relations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["kind"].as_str().unwrap(), one["display"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds, [("manager", "Ada"), ("report", "Cid"), ("referred", "Ada"), ("referred by", "Dee")]);

    desk.ask(&["relation", "add", &ada, "rival", &dee, "--reverse", "rival of"]);
    desk.ask(&["relation", "add", &dee, "rival", &bob]);
    assert_eq!(names(&desk.ask(&["relation", "mutual", &ada, &bob])["people"], "display"), ["Dee"]);
    let seen = desk.ask(&["relation", "list", &dee])["relations"].clone();
    let rival = seen.as_array().unwrap().iter().find(|one| one["kind"] == "rival").unwrap();
    assert_eq!((&rival["display"], &rival["reverse"]), (&json!("Ada"), &json!("rival of")));

    let count = |who: &str| desk.ask(&["relation", "list", who])["relations"].as_array().unwrap().len();
    let before = (count(&ada), count(&bob));
    let merged = desk.ask(&["merge", &ada, &dee]);
    assert!(
        count(&dee) > 0
            && desk.ask(&["relation", "list", &bob])["relations"]
                .as_array()
                .unwrap()
                .iter()
                .all(|one| one["display"] != "Dee"),
        "relations go along, and none is with oneself"
    );
    desk.ask(&["undo", merged["batch"].as_str().unwrap()]);
    assert_eq!((count(&ada), count(&bob)), before);
    let first = desk.ask(&["relation", "list", &cid])["relations"][0]["id"].as_str().unwrap().to_owned();
    desk.ask(&["relation", "remove", &cid, &first[28..]]);
    assert_eq!(count(&cid), 0);
    desk.ask(&["undo"]);
    assert_eq!(count(&cid), 1);
    assert_eq!(desk.ask(&["doctor"])["ok"], true);
}

#[test]
fn somebody_has_several_jobs_at_once_and_those_before_stay() {
    let desk = Desk::new();
    let ada = desk.add(&["given=Ada", "company=Engines", "title=Analyst"]);
    let listed = |work: &Value| {
        let row = |row: &Value| {
            let text = |part: &str| row[part].as_str().unwrap().to_owned();
            format!(
                "{} {} {}{}",
                text("company"),
                text("title"),
                text("until"),
                if row["main"] == true { "*" } else { "" }
            )
        };
        work["work"].as_array().unwrap().iter().map(row).collect::<Vec<_>>()
    };
    let more = desk.ask(&["work", "add", &ada, "--at", "Royal Society", "--title", "Fellow", "--since", "2020-05-01"]);
    assert_eq!(listed(&more), ["Engines Analyst *", "Royal Society Fellow "]);
    assert_eq!(desk.ask(&["show", &ada])["company"], "Engines", "the main one shows");
    assert_eq!(desk.ask(&["company", "show", "Royal Society"])["people"], 1);
    let fellow = more["work"][1]["id"].as_str().unwrap().to_owned();
    let main = desk.ask(&["work", "set", &ada, &fellow[28..], "--main", "--role", "champion"]);
    assert_eq!(listed(&main), ["Royal Society Fellow *", "Engines Analyst "]);
    let shown = desk.ask(&["show", &ada]);
    assert_eq!(
        (&shown["company"], &shown["title"], &shown["role"]),
        (&json!("Royal Society"), &json!("Fellow"), &json!("champion"))
    );
    let over = desk.ask(&["work", "set", &ada, &fellow, "--until", "2026-01-31"]);
    assert_eq!(listed(&over), ["Engines Analyst *", "Royal Society Fellow 2026-01-31"]);
    assert_eq!(desk.ask(&["show", &ada])["company"], "Engines", "the one that is left is the main one");
    let people = desk.ask(&["company", "people", "Royal Society"]);
    assert_eq!((people["people"].as_array().unwrap().len(), &people["former"][0]["until"]), (0, &json!("2026-01-31")));
    assert_eq!(desk.ask(&["filter", "affiliations(company=\"Royal Society\" current=no)"])["total"], 1);
    for _ in 0..3 {
        desk.ask(&["undo"]);
    }
    assert_eq!(listed(&desk.ask(&["work", "list", &ada])), ["Engines Analyst *"]);
    let gone =
        desk.ask(&["work", "remove", &ada, desk.ask(&["work", "list", &ada])["work"][0]["id"].as_str().unwrap()]);
    assert_eq!((listed(&gone).len(), &desk.ask(&["show", &ada])["company"]), (0, &json!("")));
    desk.ask(&["undo"]);
    assert_eq!(desk.ask(&["show", &ada])["company"], "Engines");
    for (words, sentence) in [
        (&["--title", ""][..], "a company or a title"),
        (&["--at", "X", "--since", "2026-02-01", "--until", "2026-01-01"], "before it begins"),
        (&["--at", "X", "--until", "2026-01-01", "--main"], "is over"),
        (&["--at", "X", "--since", "spring"], "a day"),
    ] {
        let error = desk.refused(&[&["work", "add", &ada], words].concat());
        assert!(error.contains(sentence), "{words:?}: {error}");
    }
    assert!(desk.refused(&["work", "remove", &ada, "00000000"]).contains("no such job"));
}

#[test]
fn a_company_tells_what_happened_to_it_and_is_shown_as_it_was() {
    let desk = Desk::new();
    desk.ask(&["company", "add", "name=Engines", "industry=Machinery"]);
    let now = || jiff::Timestamp::now().as_millisecond();
    let then = jiff::Timestamp::from_millisecond(now()).unwrap().to_string();
    while now() <= then.parse::<jiff::Timestamp>().unwrap().as_millisecond() {}
    desk.ask(&["company", "set", "Engines", "name=Analytical Engines", "domains+=engines.example", "industry="]);
    let was = desk.ask(&["company", "show", "Engines.example", "--as-of", &then]);
    assert_eq!((&was["name"], &was["industry"], &was["domains"]), (&json!("Engines"), &json!("Machinery"), &json!([])));
    let now = desk.ask(&["company", "show", "engines.example"]);
    assert_eq!(
        (&now["name"], &now["industry"]),
        (&json!("Analytical Engines"), &json!("")),
        "the past changes nothing"
    );
    let error = desk.refused(&["company", "show", "engines.example", "--as-of", "2001-01-01"]);
    assert!(error.contains("at that time"), "{error}");
    let history = desk.ask(&["company", "history", "engines.example"]);
    let entries = history["entries"].as_array().unwrap();
    assert_eq!((entries.len(), &entries[1]["created"]), (2, &json!(true)));
    let renamed = entries[0]["changes"].as_array().unwrap().iter().find(|change| change["path"] == "name").unwrap();
    assert_eq!((&renamed["before"], &renamed["after"]), (&json!("Engines"), &json!("Analytical Engines")));
    desk.ask(&["undo", entries[0]["batch"].as_str().unwrap()]);
    assert_eq!(desk.ask(&["company", "show", "Engines"])["industry"], "Machinery");
    assert_eq!(desk.ask(&["company", "history", "Engines"])["entries"].as_array().unwrap().len(), 3);
}

#[test]
fn the_chart_of_a_company_is_changed_in_one_step_and_never_goes_in_a_circle() {
    let desk = Desk::new();
    let people: Vec<String> =
        ["Ada", "Bob", "Cid"].iter().map(|name| desk.add(&[&format!("given={name}"), "company=Engines"])).collect();
    let [ada, bob, cid] = &people[..] else { panic!() };
    let chart = |shown: &Value| {
        let line = |person: &Value| format!("{} {}", person["display"].as_str().unwrap(), person["depth"]);
        shown["people"].as_array().unwrap().iter().map(line).collect::<Vec<_>>()
    };
    let under = |report: &str, manager: &str| desk.ask(&["company", "report-to", "Engines", report, manager]);
    under(bob, ada);
    assert_eq!(chart(&under(cid, bob)), ["Ada 0", "Bob 1", "Cid 2"]);
    assert_eq!(chart(&under(cid, ada)), ["Ada 0", "Bob 1", "Cid 1"], "the one before is not any more");
    desk.ask(&["undo"]);
    assert_eq!(chart(&desk.ask(&["company", "people", "Engines"])), ["Ada 0", "Bob 1", "Cid 2"]);
    let error = desk.refused(&["company", "report-to", "Engines", ada, cid]);
    assert!(error.contains("circle"), "{error}");
    // A manager elsewhere is none of this company's.
    let eve = desk.add(&["given=Eve", "company=Beta"]);
    desk.ask(&["relation", "add", &eve, "manager", cid]);
    assert_eq!(chart(&desk.ask(&["company", "report-to", "Engines", cid])), ["Ada 0", "Bob 1", "Cid 0"]);
    assert_eq!(names(&desk.ask(&["relation", "list", cid])["relations"], "display"), ["Eve"]);
}
