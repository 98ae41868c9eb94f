//! Fields of one's own by the command: made, filled, found, imported, changed, archived, deleted, and all of it undone.

use std::path::Path;

use serde_json::{Value, json};

use crate::kills::{answer, satchel};

/// A vault, and what the command says on it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.say(&["init"]);
        desk
    }

    fn vault(&self) -> std::path::PathBuf {
        self.folder.path().join("vault")
    }

    fn say(&self, words: &[&str]) -> Value {
        answer(&self.vault(), words)
    }

    fn add(&self, words: &[&str]) -> String {
        self.say(&[&["add"], words].concat())["id"].as_str().unwrap().to_owned()
    }

    /// What is held in a field.
    fn held(&self, id: &str, key: &str) -> Value {
        self.say(&["show", id])["custom"][key].clone()
    }

    /// The message, the part that it is about, and the exit code of what is refused.
    fn refused(&self, words: &[&str]) -> (String, Value) {
        let output = satchel(&self.vault(), words).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{words:?}: {}", String::from_utf8_lossy(&output.stdout));
        let error: Value = serde_json::from_slice(&output.stderr).unwrap();
        (error["message"].as_str().unwrap().to_owned(), error["field"].clone())
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }
}

fn texts<'a>(rows: &'a Value, part: &str) -> Vec<&'a str> {
    rows.as_array().into_iter().flatten().filter_map(|row| row[part].as_str()).collect()
}

#[test]
fn a_field_lives_and_everything_is_undone() {
    let desk = Desk::new();
    let ada = desk.add(&["given=Ada", "email=ada@x.example"]);
    let bob = desk.add(&["given=Bob", "email=bob@x.example"]);
    let budget =
        desk.say(&["field", "add", "Budget", "--kind", "money", "--currency", "EUR", "--min", "0", "--group", "Deal"]);
    assert_eq!(
        (&budget["key"], &budget["kind"], &budget["entity"]),
        (&json!("budget"), &json!("money"), &json!("contact"))
    );
    let segment = ["field", "add", "Segment", "--kind", "choice", "--option", "Enterprise", "--option", "Mid #ff8800"];
    assert_eq!(texts(&desk.say(&segment)["options"], "name"), ["Enterprise", "Mid"]);
    desk.say(&[
        "field",
        "add",
        "Interests",
        "--kind",
        "multi-choice",
        "--option",
        "Golf",
        "--option",
        "Wine",
        "--option",
        "Art",
    ]);

    desk.say(&["set", &ada, "budget=12000", "segment=enterprise", "interests=golf,wine"]);
    desk.say(&["set", &bob, "budget=500", "interests+=art"]);
    assert_eq!(desk.held(&ada, "budget"), json!({"amount": 12_000, "currency": "EUR"}));
    assert_eq!(
        (desk.held(&ada, "segment"), desk.held(&ada, "interests")),
        (json!("Enterprise"), json!(["Golf", "Wine"]))
    );
    desk.say(&["set", &ada, "interests-=golf"]);
    let listed = desk.say(&["list", "--sort", "budget", "--descending"]);
    assert_eq!(texts(&listed["contacts"], "display"), ["Ada", "Bob"]);
    assert_eq!(listed["contacts"][1]["custom"]["budget"]["amount"], json!(500));
    let history = desk.say(&["history", &ada]);
    let change = &history["entries"][0]["changes"][0];
    assert_eq!(
        (&change["path"], &change["before"], &change["after"]),
        (&json!("custom/interests"), &json!(["Golf", "Wine"]), &json!(["Wine"]))
    );
    desk.say(&["undo"]);
    assert_eq!(desk.held(&ada, "interests"), json!(["Golf", "Wine"]));
    let called = json!({"id": ada, "patch": [{"path": "budget", "set": {"amount": 7.5, "currency": "USD"}}]});
    desk.say(&["call", "contacts_update", &called.to_string()]);
    assert_eq!(desk.held(&ada, "budget"), json!({"amount": 7.5, "currency": "USD"}));

    assert_eq!(desk.say(&["field", "rename", "budget", "Yearly budget"])["field"]["key"], json!("budget"));
    let told = desk.say(&["field", "set", "Segment", "--kind", "integer", "--dry-run"]);
    assert_eq!((&told["values"], &told["converts"], &told["clears"]), (&json!(1), &json!(0), &json!(1)));
    assert_eq!((&told["unfit"][0]["display"], &told["unfit"][0]["value"]), (&json!("Ada"), &json!("Enterprise")));
    let changed = desk.say(&["field", "set", "budget", "--kind", "decimal"]);
    assert_eq!((&changed["converted"], &changed["cleared"]), (&json!(2), &json!(0)));
    assert_eq!(desk.held(&ada, "budget"), json!(7.5));
    desk.say(&["undo", changed["batch"].as_str().unwrap()]);
    assert_eq!(desk.held(&ada, "budget"), json!({"amount": 7.5, "currency": "USD"}));

    desk.say(&["field", "archive", "budget"]);
    assert_eq!(desk.held(&ada, "budget"), Value::Null);
    assert_eq!(texts(&desk.say(&["field", "list"])["fields"], "key"), ["segment", "interests"]);
    assert_eq!(desk.say(&["field", "list", "--archived"])["fields"].as_array().unwrap().len(), 3);
    desk.say(&["field", "restore", "budget"]);
    assert_eq!(desk.say(&["field", "delete", "budget", "--dry-run"])["values"], json!(2));
    let deleted = desk.say(&["field", "delete", "budget"]);
    assert_eq!((desk.held(&ada, "budget"), &deleted["values"]), (Value::Null, &json!(2)));
    desk.refused(&["set", &ada, "budget=1"]);
    desk.say(&["undo", deleted["batch"].as_str().unwrap()]);
    assert_eq!(desk.held(&bob, "budget"), json!({"amount": 500, "currency": "EUR"}));
    assert_eq!(desk.say(&["doctor"])["ok"], json!(true));
}

#[test]
fn what_must_be_there_and_what_only_once_is_asked_of_forms_and_named_in_imports() {
    let desk = Desk::new();
    desk.say(&["field", "add", "Customer number", "--kind", "text", "--unique", "--required", "--pattern", "K-\\d+"]);
    desk.say(&["field", "add", "Score", "--kind", "integer", "--min", "0", "--max", "10", "--default", "5"]);
    desk.say(&["field", "add", "Since", "--kind", "date"]);
    let (message, field) = desk.refused(&["add", "given=Ada"]);
    assert!(message.contains("Customer number must have a value"), "{message}");
    assert_eq!(field, json!("customer_number"));
    let ada = desk.add(&["given=Ada", "customer_number=K-1"]);
    assert_eq!(desk.held(&ada, "score"), json!(5), "what a new contact has at first");
    for (words, said) in [
        (vec!["add", "given=Bob", "customer_number=K-1"], "no two may have the same"),
        (vec!["add", "given=Bob", "customer_number=7"], "does not have the form"),
        (vec!["set", &ada, "score=11"], "at most 10"),
        (vec!["set", &ada, "score=many"], "not a number"),
        (vec!["set", &ada, "customer_number="], "must have a value"),
    ] {
        let (message, _) = desk.refused(&words);
        assert!(message.contains(said), "{words:?}: {message}");
    }
    // Nobody is kept from an edit by what is missing elsewhere.
    let rows = "Name,E-mail,Customer number,SCORE,Since,Shoe size\n\
                Bea,bea@x.example,K-2,7,24/12/2025,41\n\
                Cas,cas@x.example,,eleven,,\n\
                Dan,dan@x.example,K-1,3,31.12.2024,\n";
    let file = desk.write("people.csv", rows);
    let preview = desk.say(&[
        "call",
        "imports_preview",
        &json!({"path": file, "mapping": null, "encoding": null, "delimiter": null}).to_string(),
    ]);
    let targets = texts(&preview["mapping"]["columns"], "target");
    assert_eq!(targets[2..5], ["custom:customer_number", "custom:score", "custom:since"], "{targets:?}");
    assert!(texts(&preview["targets"], "target").contains(&"custom:since"));
    let report = desk.say(&["import", &file]);
    assert_eq!((&report["created"], &report["failed"]), (&json!(3), &json!(0)));
    let mut codes = texts(&report["problems"], "code");
    codes.sort_unstable();
    assert_eq!(codes, ["custom_invalid", "required", "taken"], "{report}");
    let show = |who: &str| desk.say(&["show", who]);
    assert_eq!(show("bea@x.example")["custom"], json!({"customer_number": "K-2", "score": 7, "since": "2025-12-24"}));
    let cas = show("cas@x.example");
    assert!(cas["notes"].as_str().unwrap().contains("eleven") && cas["custom"]["score"].is_null(), "{cas}");
    desk.say(&["set", "cas@x.example", "title=Buyer"]);
    assert_eq!(desk.say(&["field", "set", "Since", "--required", "--dry-run"])["missing"], json!(2));
}

#[test]
fn what_is_held_is_found_by_its_words_and_by_its_field() {
    let desk = Desk::new();
    desk.say(&["field", "add", "Ski resort", "--kind", "text"]);
    desk.say(&["field", "add", "Product", "--kind", "choice", "--option", "Zephyr turbine", "--option", "Pump"]);
    desk.say(&["field", "add", "Seats", "--kind", "integer"]);
    let ada = desk.add(&["given=Ada", "ski_resort=Zermatt", "product=zephyr turbine", "seats=120"]);
    let bob = desk.add(&["given=Bob", "notes=loves Zermatt", "product=pump", "seats=12"]);
    let found = |query: &str| {
        let answer = desk.say(&["search", query]);
        let mut ids: Vec<String> = texts(&answer["hits"], "id").into_iter().map(str::to_owned).collect();
        ids.sort();
        ids
    };
    let only = |id: &str| vec![id.to_owned()];
    assert_eq!(found("zermatt").len(), 2);
    assert_eq!(found("ski_resort:zerm"), only(&ada));
    assert_eq!(found("product:\"zephyr turbine\""), only(&ada));
    assert_eq!(found("zephyr"), only(&ada));
    assert_eq!(found("seats:120"), only(&ada));
    assert_eq!(found("zermatt -ski_resort:zermatt"), only(&bob));
    desk.say(&["field", "set", "product", "--rename-option", "Pump=Compressor"]);
    assert_eq!(found("compressor"), only(&bob));
    assert_eq!(found("product:pump"), Vec::<String>::new());
    desk.say(&["field", "archive", "product"]);
    assert_eq!(found("zephyr"), Vec::<String>::new(), "what is archived is out of the way");
}

#[test]
fn bad_definitions_are_refused_by_name_and_odd_ones_work() {
    let desk = Desk::new();
    let add = |words: &[&str]| desk.refused(&[&["field", "add"], words].concat());
    for (words, field) in [
        (vec!["X", "--kind", "text", "--pattern", "(a)\\1"], "pattern"),
        (vec!["X", "--kind", "text", "--pattern", "a{1000}{1000}"], "pattern"),
        (vec!["X", "--kind", "text", "--key", "email"], "key"),
        (vec!["X", "--kind", "choice", "--option", "A", "--option", "a"], "options"),
        (vec!["X", "--kind", "integer", "--min", "9", "--max", "1"], "max"),
        (vec!["X", "--kind", "text", "--shown-when", "nothing=1"], "shown_when"),
        (vec!["\u{200b}", "--kind", "text"], "name"),
    ] {
        let (message, part) = add(&words);
        assert_eq!(part, json!(field), "{words:?}: {message}");
    }
    let many: Vec<Value> = (0..5_001).map(|nth| json!({"name": format!("Option {nth}")})).collect();
    let draft =
        |options: &[Value]| json!({"field": {"name": "Product", "kind": "choice", "options": options}}).to_string();
    std::fs::write(desk.folder.path().join("many.json"), draft(&many)).unwrap();
    let call = |path: &Path| {
        let stdin = std::fs::File::open(path).unwrap();
        satchel(&desk.vault(), &["call", "fields_add", "-"]).stdin(stdin).output().unwrap()
    };
    assert_eq!(call(&desk.folder.path().join("many.json")).status.code(), Some(1));
    std::fs::write(desk.folder.path().join("most.json"), draft(&many[..5_000])).unwrap();
    assert_eq!(call(&desk.folder.path().join("most.json")).status.code(), Some(0));
    let id = desk.add(&["given=Ada", "product=Option 4999"]);
    assert_eq!(desk.held(&id, "product"), json!("Option 4999"));
    // A pattern that takes for ever elsewhere answers at once.
    desk.say(&["field", "add", "Slow", "--kind", "text", "--pattern", "(a+)+"]);
    let begun = std::time::Instant::now();
    desk.refused(&["set", &id, &format!("slow={}!", "a".repeat(900))]);
    assert!(begun.elapsed().as_secs() < 5);
    for name in ["مجال الميزانية", "🚀 Rocket", "\u{202e}evil", "'; DROP TABLE contact; --"] {
        let made = desk.say(&["field", "add", name, "--kind", "text"]);
        let key = made["key"].as_str().unwrap().to_owned();
        desk.say(&["set", &id, &format!("{key}=שלום 🎉")]);
        assert_eq!(desk.held(&id, &key), json!("שלום 🎉"), "{name}");
        assert_eq!(desk.say(&["search", &format!("{key}:שלום")])["total"], json!(1), "{name}");
    }
}

#[test]
fn many_values_change_their_kind_as_a_job_and_come_back() {
    let desk = Desk::new();
    desk.say(&["field", "add", "Size", "--kind", "text"]);
    let rows: String = (0..1_500)
        .map(|nth| {
            format!(
                "Person {nth},p{nth}@x.example,{}\n",
                if nth % 10 == 0 { "large".to_owned() } else { nth.to_string() }
            )
        })
        .collect();
    let file = desk.write("people.csv", &format!("Name,E-mail,Size\n{rows}"));
    desk.say(&["import", &file]);
    desk.say(&["lists", "create", "Sized", "--kind", "dynamic", "--filter", "size:*"]);
    let changed = desk.say(&["field", "set", "size", "--kind", "integer", "--key", "measure"]);
    assert_eq!(desk.say(&["lists"])["lists"][0]["filter"], json!("measure:*"), "it goes on naming the field");
    assert_eq!((&changed["converted"], &changed["cleared"]), (&json!(1_350), &json!(150)));
    assert_eq!(desk.say(&["show", "p11@x.example"])["custom"]["measure"], json!(11));
    assert_eq!(desk.say(&["show", "p10@x.example"])["custom"]["measure"], Value::Null);
    let undone = desk.say(&["undo", changed["batch"].as_str().unwrap()]);
    assert_eq!(undone["failed"].as_array().unwrap().len() + undone["kept"].as_array().unwrap().len(), 0, "{undone}");
    assert_eq!(desk.say(&["show", "p10@x.example"])["custom"]["size"], json!("large"));
    assert_eq!(desk.say(&["lists"])["lists"][0]["filter"], json!("size:*"));
    assert_eq!(desk.say(&["field", "list"])["fields"][0]["kind"], json!("text"));
    assert_eq!(desk.say(&["search", "size:large"])["total"], json!(150));
}

#[test]
fn companies_have_fields_too_and_contacts_can_name_them() {
    let desk = Desk::new();
    desk.say(&["field", "add", "Tier", "--kind", "integer", "--for", "company"]);
    desk.say(&["field", "add", "Supplier", "--kind", "company"]);
    desk.say(&["field", "add", "Introduced by", "--kind", "contact"]);
    let ada = desk.add(&["given=Ada", "company=Engines", "email=ada@x.example"]);
    let company = desk.say(&["show", &ada])["company_id"].as_str().unwrap().to_owned();
    let bob = desk.add(&["given=Bob", "supplier=engines", "introduced_by=ada@x.example"]);
    assert_eq!(desk.held(&bob, "supplier"), json!({"id": company, "name": "Engines"}));
    assert_eq!(desk.held(&bob, "introduced_by"), json!({"id": ada, "name": "Ada"}));
    desk.refused(&["set", &bob, "introduced_by=nobody@x.example"]);
    desk.say(&["field", "add", "Contract", "--kind", "file"]);
    desk.say(&["attach", &bob, &desk.write("offer.txt", "a hundred pumps")]);
    desk.say(&["set", &bob, "contract=Offer.txt"]);
    assert_eq!(desk.held(&bob, "contract")["name"], json!("offer.txt"));
    desk.refused(&["set", &ada, "contract=offer.txt"]);
    desk.say(&["set", &bob, "attachments-=offer.txt"]);
    assert_eq!(desk.held(&bob, "contract"), Value::Null, "a field has no file that the contact has not");
    desk.say(&["undo"]);
    assert_eq!(desk.held(&bob, "contract")["name"], json!("offer.txt"));
    assert_eq!(desk.say(&["company", "set", &company, "tier=2"])["custom"]["tier"], json!(2));
    desk.say(&["field", "add", "Agreement", "--kind", "file", "--for", "company"]);
    desk.say(&["company", "attach", &company, &desk.write("frame.txt", "ten years")]);
    desk.refused(&["company", "set", &company, "agreement=offer.txt"]);
    let signed = desk.say(&["company", "set", &company, "agreement=frame.txt"]);
    assert_eq!(signed["custom"]["agreement"]["name"], "frame.txt");
    assert_eq!(desk.say(&["filter", "company.agreement=frame.txt"])["total"], 1);
    let gone = desk.say(&["company", "set", &company, "attachments-=frame.txt"]);
    assert_eq!(gone["custom"].get("agreement"), None, "a field has no file that the company has not");
    for _ in 0..4 {
        desk.say(&["undo"]);
    }
    desk.say(&["field", "set", "tier", "--required", "--default", "1"]);
    assert_eq!(desk.say(&["company", "add", "name=Initech"])["custom"]["tier"], json!(1));
    desk.say(&["undo"]);
    desk.say(&["undo"]);
    desk.say(&["undo"]);
    assert_eq!(desk.say(&["call", "companies_get", &json!({"id": company}).to_string()])["custom"], json!({}));
}

#[test]
fn companies_are_listed_by_what_they_hold_and_in_any_order() {
    let desk = Desk::new();
    desk.say(&[
        "field", "add", "Tier", "--kind", "choice", "--option", "Gold", "--option", "Silver", "--for", "company",
    ]);
    desk.say(&["field", "add", "Since", "--kind", "date", "--for", "company"]);
    for company in [
        &["name=Engines", "industry=Ölförderung", "employees=120", "tier=Silver", "since=1999-01-01"][..],
        &["name=Acme", "industry=Trade", "employees=9", "tier=Gold", "names+=Road Runner Supplies"],
        &["name=Initech", "employees=40", "since=2020-06-01", r#"addresses+={"locality":"Austin","label":"head"}"#],
        &["name=Zeta"],
    ] {
        desk.say(&[&["company", "add"], company].concat());
    }
    desk.add(&["given=Ada", "company=Engines"]);
    let listed = |words: &[&str]| {
        let told = desk.say(&[&["company", "list"], words].concat());
        let rows = told["companies"].as_array().unwrap();
        let names: Vec<String> = rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!(told["total"], names.len(), "{words:?}");
        names.join(" ")
    };
    for (words, names) in [
        (&[][..], "Acme Engines Initech Zeta"),
        (&["--descending"], "Zeta Initech Engines Acme"),
        (&["--sort", "industry"], "Engines Acme Initech Zeta"),
        (&["--sort", "employees", "--descending"], "Engines Initech Acme Zeta"),
        (&["--sort", "people", "--descending"], "Engines Acme Initech Zeta"),
        (&["--sort", "tier"], "Acme Engines Initech Zeta"),
        (&["--sort", "since", "--descending"], "Initech Engines Acme Zeta"),
        (&["--filter", "tier=gold"], "Acme"),
        (&["--filter", "-tier:* since.year<2021"], "Initech"),
        (&["--filter", "employees>10 OR tier=gold", "--sort", "employees"], "Acme Initech Engines"),
        (&["--filter", "city=austin"], "Initech"),
        (&["--filter", "addresses(city=austin label=head)"], "Initech"),
        (&["--filter", "name:*"], "Acme Engines Initech Zeta"),
        (&["--filter", "road OR zet"], "Acme Zeta"),
        (&["e", "--filter", "tier:*"], "Engines"),
    ] {
        assert_eq!(listed(words), names, "{words:?}");
    }
    let told = desk.say(&["company", "list", "--sort", "tier", "--limit", "1"]);
    assert_eq!(told["companies"][0]["custom"]["tier"], json!("Gold"));
    let after = told["next"].as_str().unwrap();
    let next = desk.say(&["company", "list", "--sort", "tier", "--limit", "1", "--after", after]);
    assert_eq!((&next["companies"][0]["name"], &next["total"]), (&json!("Engines"), &json!(4)));
    let (refused, _) = desk.refused(&["company", "list", "--filter", "title=cto"]);
    assert_eq!(refused, "There is no field named title (at character 1).");
    desk.refused(&["company", "list", "--sort", "shoe_size"]);
}

#[test]
fn a_filter_means_what_is_held_in_fields_of_ones_own() {
    let desk = Desk::new();
    for words in [
        vec!["field", "add", "Budget", "--kind", "money", "--currency", "EUR"],
        vec!["field", "add", "Segment", "--kind", "choice", "--option", "Enterprise", "--option", "Mid"],
        vec!["field", "add", "Likes", "--kind", "multi_choice", "--option", "Golf", "--option", "Opera"],
        vec!["field", "add", "Renewal", "--kind", "date"],
        vec!["field", "add", "Trial", "--kind", "boolean"],
        vec!["field", "add", "Code", "--kind", "text"],
    ] {
        desk.say(&words);
    }
    desk.add(&[
        "given=Ada",
        "budget=1200.50",
        "segment=Enterprise",
        "likes=Golf,Opera",
        "renewal=2026-12-01",
        "trial=yes",
    ]);
    desk.add(&[
        "given=Bob",
        "budget=300",
        "segment=Mid",
        "likes+=Opera",
        "renewal=2027-01-15",
        "trial=no",
        "code=ÅB-12",
    ]);
    desk.add(&["given=Cid"]);
    for (filter, who) in [
        ("budget>1000", vec!["Ada"]),
        ("budget<=300", vec!["Bob"]),
        ("segment=enterprise", vec!["Ada"]),
        ("likes=opera", vec!["Ada", "Bob"]),
        ("likes=golf", vec!["Ada"]),
        ("renewal<2027-01-01", vec!["Ada"]),
        ("trial=no", vec!["Bob"]),
        ("code:ab", vec!["Bob"]),
        ("-code:*", vec!["Ada", "Cid"]),
        ("segment=mid OR budget>1000", vec!["Ada", "Bob"]),
    ] {
        let found = desk.say(&["filter", filter]);
        assert_eq!(texts(&found["contacts"], "display"), who, "{filter}");
    }
    let done = desk.say(&["bulk", "segment=mid", "segment=Enterprise"]);
    assert_eq!(texts(&desk.say(&["filter", "segment=enterprise"])["contacts"], "display"), ["Ada", "Bob"], "{done}");
    desk.say(&["undo"]);
    assert_eq!(texts(&desk.say(&["filter", "segment=mid"])["contacts"], "display"), ["Bob"]);
}

#[test]
fn a_view_keeps_the_order_of_a_field_of_ones_own_while_there_is_one() {
    let desk = Desk::new();
    desk.say(&["field", "add", "Budget", "--kind", "integer"]);
    for (given, budget) in [("Ada", "200"), ("Bob", "1000"), ("Cid", "30")] {
        desk.add(&[&format!("given={given}"), &format!("budget={budget}"), "tags=vip"]);
    }
    let by_budget = ["view", "create", "Richest", "--filter", "tag=vip", "--sort", "budget", "--descending"];
    assert_eq!(desk.say(&by_budget)["view"]["sort_field"], "budget");
    let displays = |words: &[&str]| {
        let listed = desk.say(words);
        texts(&listed["contacts"], "display").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let shown = || displays(&["view", "show", "Richest"]);
    assert_eq!(shown(), ["Bob", "Ada", "Cid"]);
    assert_eq!(displays(&["filter", "tag=vip", "--sort", "budget"]), ["Cid", "Ada", "Bob"]);
    desk.refused(&["view", "create", "Other", "--sort", "height"]);

    desk.say(&["field", "rename", "budget", "Funds"]);
    assert_eq!(shown(), ["Bob", "Ada", "Cid"]);
    desk.say(&["field", "archive", "budget"]);
    let view = desk.say(&["view"])["views"][0]["view"].clone();
    assert_eq!(
        (&view["sort"], &view["sort_field"], &view["descending"]),
        (&json!("display"), &Value::Null, &json!(false))
    );
    assert_eq!(shown(), ["Ada", "Bob", "Cid"], "the usual order while the field is out of the way");
    desk.say(&["field", "restore", "budget"]);
    assert_eq!(shown(), ["Bob", "Ada", "Cid"]);
    let out = desk.write("out.csv", "");
    desk.say(&["export", &out, "--view", "Richest"]);
    let rows = std::fs::read_to_string(&out).unwrap();
    let at = |name: &str| rows.find(name).unwrap();
    assert!(at("Bob") < at("Ada") && at("Ada") < at("Cid"), "{rows}");
}
