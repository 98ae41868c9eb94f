//! Filters, lists, views and edits of many with the command: what each means, what it says, and how it is taken back.

use std::path::Path;

use serde_json::{Value, json};

use crate::kills::{answer, satchel};

pub(crate) fn displays(listed: &Value) -> Vec<&str> {
    listed["contacts"].as_array().into_iter().flatten().filter_map(|row| row["display"].as_str()).collect()
}

pub(crate) fn refused(vault: &Path, words: &[&str]) -> Value {
    let output = satchel(vault, words).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{words:?}");
    serde_json::from_slice(&output.stderr).unwrap()
}

/// Five people whom filters tell apart.
pub(crate) fn book(vault: &Path) -> Vec<String> {
    answer(vault, &["init"]);
    [
        &[
            "given=Ada",
            "family=Lovelace",
            "company=Engine Ltd",
            "title=Sales Director",
            "tags=vip",
            "email=ada@engine.example",
        ][..],
        &[
            "given=Bob",
            "family=Byron",
            "company=Engine Ltd",
            "title=Clerk",
            "phone=+44 20 7946 0958",
            "email=bob@engine.example",
        ],
        &[
            "given=Carl",
            "family=Gauß",
            "company=Göttingen",
            "title=Director",
            "tags=vip",
            "tags+=press",
            "notes=counts to a hundred",
        ],
        &["given=Dora", "family=Maar", "birthday=1907-11-22", "source=FAIR 2025"],
        &["given=Emmy", "family=Noether", "title=Professor", "birthday=--03-23", "source=fair 2025"],
    ]
    .iter()
    .map(|words| {
        let made = answer(vault, &[&["add"], *words].concat());
        made["id"].as_str().unwrap().to_owned()
    })
    .collect()
}

#[test]
fn a_filter_lists_whom_it_means_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let ids = book(&vault);
    for (typed, meant) in [
        ("company=\"engine ltd\" title:director", &["Ada Lovelace"][..]),
        ("title:director (tag=vip OR family=byron) -company:engine", &["Carl Gauß"]),
        ("family=gauss", &["Carl Gauß"]),
        ("hundred", &["Carl Gauß"]),
        ("-email: -hundred", &["Dora Maar", "Emmy Noether"]),
        ("phone:0958", &["Bob Byron"]),
        ("birthday.month=11 OR birthday:--03-23", &["Dora Maar", "Emmy Noether"]),
        ("created_at:today title:*ro*", &["Emmy Noether"]),
        ("changed:last1d", &[]),
        ("email(domain=engine.example value:ada*)", &["Ada Lovelace"]),
    ] {
        let listed = answer(&vault, &["filter", typed]);
        assert_eq!(displays(&listed), meant, "{typed}");
        assert_eq!(listed["total"], meant.len(), "{typed}");
    }

    // Pages follow each other as those of `list` do.
    let page = answer(&vault, &["filter", "", "--limit", "2", "--sort", "family"]);
    assert_eq!(displays(&page), ["Bob Byron", "Carl Gauß"]);
    let next = page["next"].as_str().unwrap();
    let page = answer(&vault, &["filter", "", "--limit", "9", "--sort", "family", "--after", next]);
    assert_eq!(displays(&page), ["Ada Lovelace", "Dora Maar", "Emmy Noether"]);
    assert_eq!(page["next"], Value::Null);

    let why = answer(&vault, &["filter", "title:director tag=vip -company:engine", "--explain", &ids[0]]);
    assert_eq!(why["meant"], false);
    let parts = why["why"]["parts"].as_array().unwrap();
    let answers: Vec<(&str, bool)> =
        parts.iter().map(|part| (part["part"].as_str().unwrap(), part["holds"].as_bool().unwrap())).collect();
    assert_eq!(answers, [("title:director", true), ("tags=vip", true), ("-company:engine", false)]);
    assert_eq!(parts[0]["values"][0], "Sales Director");

    let error = refused(&vault, &["filter", "anna (titel:cto)"]);
    assert_eq!(error["field"], "titel");
    assert!(error["message"].as_str().unwrap().contains("character 7"), "{error}");
    assert!(error["hint"].as_str().unwrap().contains("title"), "{error}");
}

#[test]
fn many_are_edited_as_one_thing_that_is_seen_before_and_taken_back_after() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let ids = book(&vault);
    let planned = answer(&vault, &["bulk", "source:fair", "source=Fair 2025", "tags+=fair", "--dry-run"]);
    assert_eq!((&planned["meant"], &planned["batch"]), (&2.into(), &Value::Null));
    assert_eq!(planned["counts"][0]["changed"], 2);
    assert_eq!(planned["counts"][1]["samples"][0]["after"], "fair");
    assert_eq!(answer(&vault, &["filter", "tag=fair"])["total"], 0, "a dry run changes nothing");

    let done = answer(&vault, &["bulk", "source:fair", "source=Fair 2025", "tags+=fair"]);
    assert_eq!((&done["counts"][0]["changed"], &done["counts"][1]["changed"]), (&2.into(), &2.into()));
    assert_eq!(answer(&vault, &["filter", "tag=fair source=\"Fair 2025\""])["total"], 2);
    assert_eq!(answer(&vault, &["show", &ids[3]])["source"], "Fair 2025");
    // Edited since: undo leaves it, and names it.
    answer(&vault, &["set", &ids[4], "source=by hand"]);
    let undone = answer(&vault, &["undo", done["batch"].as_str().unwrap()]);
    assert_eq!(undone["kept"][0]["path"], "source");
    assert_eq!(answer(&vault, &["show", &ids[3]])["source"], "FAIR 2025");
    assert_eq!(answer(&vault, &["show", &ids[4]])["source"], "by hand");
    assert_eq!(answer(&vault, &["filter", "tag=fair"])["total"], 0);
}

#[test]
fn letters_states_and_work_are_edited_for_many() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let ids = book(&vault);
    answer(
        &vault,
        &["bulk", "family=maar OR family=noether", "--case", "family", "upper", "--replace", "source", "fair", "Messe"],
    );
    assert_eq!(answer(&vault, &["show", &ids[3]])["display"], "Dora MAAR");
    assert_eq!(answer(&vault, &["show", &ids[3]])["source"], "Messe 2025");
    let found = answer(&vault, &["list", "--sort", "family"]);
    assert_eq!(displays(&found)[3], "Dora MAAR", "names are sorted by what they are now");

    answer(&vault, &["bulk", "company:engine", "title=Partner", "owner=Eve"]);
    assert_eq!(answer(&vault, &["show", &ids[1]])["title"], "Partner");
    assert_eq!(answer(&vault, &["filter", "owner=eve title=partner"])["total"], 2);

    // Who would be nobody without a name stays, and is named.
    let nobody = answer(&vault, &["add", "given=Zoe"])["id"].as_str().unwrap().to_owned();
    let output = satchel(&vault, &["bulk", "given=zoe OR given=ada", "given="]).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "some could not be changed");
    let done: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(done["failed"][0]["id"], nobody.as_str());
    assert_eq!(done["counts"][0]["changed"], 1);
    assert_eq!(answer(&vault, &["show", &nobody])["display"], "Zoe");

    let away = answer(&vault, &["bulk", "company:engine", "--archive"]);
    assert_eq!(away["counts"][0]["changed"], 2);
    assert_eq!(answer(&vault, &["list"])["total"], 4);
    assert_eq!(answer(&vault, &["list", "--archived"])["total"], 2);
    assert_eq!(answer(&vault, &["filter", "state=archived"])["total"], 2);
    assert_eq!(answer(&vault, &["bulk", "state=archived", "--restore"])["counts"][0]["changed"], 2);
    answer(&vault, &["undo"]);
    assert_eq!(answer(&vault, &["list", "--archived"])["total"], 2);
    answer(&vault, &["unarchive", &ids[0]]);
    assert_eq!(answer(&vault, &["list"])["total"], 5);

    let error = refused(&vault, &["bulk", "family=byron", "birthday=soon"]);
    assert_eq!(error["field"], "birthday");
    let error = refused(&vault, &["bulk", "family=byron", "--case", "owner", "upper"]);
    assert!(error["message"].as_str().unwrap().contains("names, title, department, source and notes"), "{error}");
    let error = refused(&vault, &["bulk", "family=byron"]);
    assert!(error["message"].as_str().unwrap().contains("nothing to do"), "{error}");
    assert_eq!(answer(&vault, &["doctor"])["ok"], true);
}

#[test]
fn more_than_a_thousand_are_edited_by_a_job_and_taken_back_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let people: String = (0..2_500).map(|row| format!("Person {row},p{row}@x.example,Old {}\n", row % 3)).collect();
    let file = folder.path().join("people.csv");
    std::fs::write(&file, format!("Name,E-mail,Notes\n{people}")).unwrap();
    answer(&vault, &["import", &file.to_string_lossy()]);
    let done = answer(&vault, &["bulk", "-email=p7@x.example", "notes=New", "tags+=all"]);
    assert_eq!(
        (&done["meant"], &done["counts"][0]["changed"], &done["counts"][1]["changed"]),
        (&2499.into(), &2499.into(), &2499.into())
    );
    assert_eq!(answer(&vault, &["filter", "notes=new tag=all"])["total"], 2_499);
    assert_eq!(answer(&vault, &["filter", "new"])["total"], 2_499, "the index follows");
    let undone = answer(&vault, &["undo", done["batch"].as_str().unwrap()]);
    assert_eq!(undone["kept"].as_array().unwrap().len(), 0, "{undone}");
    assert_eq!(answer(&vault, &["filter", "notes=new OR tag=all"])["total"], 0);
    assert_eq!(answer(&vault, &["filter", "notes=\"old 1\""])["total"], 833);
    assert_eq!(answer(&vault, &["redo"])["kept"].as_array().unwrap().len(), 0);
    assert_eq!(answer(&vault, &["filter", "notes=new tag=all"])["total"], 2_499);
    assert_eq!(answer(&vault, &["doctor"])["ok"], true);
}

#[test]
fn lists_are_kept_by_hand_or_follow_a_filter() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let ids = book(&vault);
    let members = |list: &str| {
        let shown = answer(&vault, &["lists", "show", list]);
        let member = |member: &Value| {
            format!("{} {}", member["contact"]["display"].as_str().unwrap(), member["status"].as_str().unwrap())
        };
        shown["members"].as_array().unwrap().iter().map(|row| member(row).trim().to_owned()).collect::<Vec<_>>()
    };
    answer(&vault, &["list", "create", "Fair 2026", "--kind", "event"]);
    answer(&vault, &["list", "add", "fair 2026", &ids[0], &ids[1]]);
    answer(&vault, &["lists", "status", "Fair 2026", "no show", &ids[1]]);
    assert_eq!(members("Fair 2026"), ["Ada Lovelace invited", "Bob Byron no-show"]);
    assert_eq!(displays(&answer(&vault, &["filter", "list(name:fair status=invited)"])), ["Ada Lovelace"]);
    assert_eq!(displays(&answer(&vault, &["filter", "list=\"fair 2026\" -title:director"])), ["Bob Byron"]);
    let on = answer(&vault, &["call", "lists_of", &serde_json::json!({"id": ids[1]}).to_string()]);
    assert_eq!((&on["on"][0]["list"]["name"], &on["on"][0]["status"]), (&"Fair 2026".into(), &"no-show".into()));
    let list = serde_json::json!({"list": on["on"][0]["list"]["id"]}).to_string();
    let statuses = answer(&vault, &["call", "lists_statuses", &list]);
    assert_eq!(statuses["statuses"], serde_json::json!(["invited", "accepted", "attended", "no-show"]));
    assert_eq!(answer(&vault, &["list", "--limit", "2"])["contacts"].as_array().unwrap().len(), 2, "contacts, as ever");
    let history = answer(&vault, &["history", &ids[1]]);
    assert_eq!(history["entries"][0]["changes"][0]["after"], "Fair 2026: no-show", "{history}");
    answer(&vault, &["undo"]);
    assert_eq!(members("Fair 2026"), ["Ada Lovelace invited", "Bob Byron invited"]);

    answer(&vault, &["lists", "create", "Directors", "--kind", "dynamic", "--filter", "title:director"]);
    assert_eq!(members("directors"), ["Ada Lovelace", "Carl Gauß"]);
    answer(&vault, &["set", &ids[1], "title=Managing Director"]);
    assert_eq!(members("directors"), ["Ada Lovelace", "Bob Byron", "Carl Gauß"]);
    assert_eq!(displays(&answer(&vault, &["filter", "list=directors -tag=vip"])), ["Bob Byron"]);

    answer(&vault, &["lists", "create", "VIPs", "--kind", "segment", "--filter", "tag=vip"]);
    assert_eq!(answer(&vault, &["lists", "moves", "VIPs"])["moves"].as_array().unwrap().len(), 0);
    answer(&vault, &["set", &ids[3], "tags+=vip"]);
    answer(&vault, &["set", &ids[0], "tags-=vip"]);
    let moves = answer(&vault, &["lists", "moves", "VIPs"]);
    let moved: Vec<(&str, bool)> = moves["moves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|moved| (moved["display"].as_str().unwrap(), moved["entered"].as_bool().unwrap()))
        .collect();
    assert_eq!(moved, [("Dora Maar", true), ("Ada Lovelace", false)]);
    answer(&vault, &["set", &ids[0], "tags+=vip"]);
    let moves = answer(&vault, &["lists", "moves", "VIPs"]);
    assert_eq!(moves["moves"].as_array().unwrap().len(), 1, "who left and came back on one day did neither");

    answer(&vault, &["bulk", "tag=vip", "--list", "Fair 2026", "--status", "attended"]);
    assert_eq!(members("Fair 2026").len(), 4);
    answer(&vault, &["undo"]);
    assert_eq!(members("Fair 2026"), ["Ada Lovelace invited", "Bob Byron invited"]);

    answer(&vault, &["lists", "delete", "Fair 2026"]);
    assert_eq!(answer(&vault, &["filter", "list=\"fair 2026\""])["total"], 0);
    answer(&vault, &["undo"]);
    assert_eq!(members("Fair 2026").len(), 2, "it comes back with who was on it");

    for (words, sentence) in [
        (&["lists", "create", "directors"][..], "another list of that name"),
        (&["lists", "add", "directors", &ids[0]], "a filter says who"),
        (&["lists", "add", "Fair 2026", &ids[0], "--status", "maybe"], "invited, accepted"),
        (&["lists", "create", "X", "--kind", "dynamic", "--filter", "titel:x"], "no field named titel"),
        (&["lists", "show", "nothing"], "no such list"),
    ] {
        let error = refused(&vault, words);
        assert!(error["message"].as_str().unwrap().to_lowercase().contains(sentence), "{words:?}: {error}");
    }
}

#[test]
fn a_list_in_a_filter_is_what_it_follows_and_is_found_under_its_new_name() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    book(&vault);
    let say = |words: &[&str]| answer(&vault, words);
    let whom = |filter: &str| displays(&say(&["filter", filter])).into_iter().map(str::to_owned).collect::<Vec<_>>();
    say(&["lists", "create", "Directors", "--kind", "dynamic", "--filter", "title:director"]);
    say(&["lists", "create", "Some", "--kind", "segment", "--filter", "list=directors tag=press"]);
    say(&["view", "create", "Theirs", "--filter", "list(name=directors)"]);
    let (directors, some) = (whom("title:director"), whom("title:director tag=press"));
    assert!(!some.is_empty() && some.len() < directors.len());
    for (filter, means) in [
        ("list:direct*", &directors),
        ("list=some", &some),
        ("list(name=some)", &some),
        ("list(name=some status=x)", &vec![]),
    ] {
        assert_eq!(whom(filter), *means, "{filter}");
    }

    // Every way into a circle is refused, and nothing is changed by it.
    for words in [
        &["lists", "follow", "Directors", "list=some"][..],
        &["lists", "follow", "Directors", "list=directors"],
        &["lists", "create", "Any", "--kind", "dynamic", "--filter", "list:*"],
    ] {
        let error = refused(&vault, words)["message"].as_str().unwrap().to_owned();
        assert!(error.contains("follows itself"), "{words:?}: {error}");
    }
    say(&["lists", "create", "Later", "--kind", "dynamic", "--filter", "list=never"]);
    let error = refused(&vault, &["lists", "create", "Never", "--kind", "dynamic", "--filter", "list=later"]);
    assert!(error["message"].as_str().unwrap().contains("follows itself"), "{error}");
    assert_eq!(whom("list=some"), some);

    say(&["lists", "rename", "Directors", "Heads"]);
    assert_eq!((whom("list=heads"), whom("list=directors")), (directors.clone(), Vec::new()));
    assert_eq!(whom("list=some"), some, "it follows the list by its new name");
    let views = say(&["view"]);
    assert_eq!(views["views"][0]["view"]["filter"], "lists(name=Heads)", "{views}");
    say(&["undo"]);
    assert_eq!((whom("list=directors"), whom("list=some")), (directors, some));
    assert_eq!(say(&["view"])["views"][0]["view"]["filter"], "lists(name=directors)");
}

#[test]
fn whatever_a_filter_names_may_be_called_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    book(&vault);
    let say = |words: &[&str]| answer(&vault, words);
    say(&["field", "add", "Segment", "--kind", "choice", "--option", "Small", "--option", "Large"]);
    say(&["set", "ada@engine.example", "segment=Small"]);
    say(&["category", "add", "Deal stage", "Open", "Won"]);
    say(&["category", "set", "ada@engine.example", "deal stage=open"]);
    let means = "tag=(vip, press) categories.deal_stage=open segment=small";
    say(&["lists", "create", "Theirs", "--kind", "dynamic", "--filter", means]);
    let view = json!({"name": "Theirs", "folder": "", "filter": means, "sort": "display", "descending": false,
        "grouping": "segment", "columns": r#"[{"key":"custom:segment","shown":true,"width":0}]"#});
    say(&["call", "views_create", &view.to_string()]);
    let filters = || {
        let view = say(&["view"])["views"][0]["view"]["filter"].clone();
        assert_eq!(say(&["lists"])["lists"][0]["filter"], view, "both name the same");
        assert_eq!(displays(&say(&["filter", "list=theirs"])), ["Ada Lovelace"], "{view}");
        view.as_str().unwrap().to_owned()
    };
    let before = filters();
    for (words, after) in [
        (&["tag", "rename", "vip", "Key account"][..], ("vip", "\"Key account\"")),
        (&["tag", "merge", "press", "--into", "Key account"], ("(\"Key account\", press)", "\"Key account\"")),
        (&["category", "rename", "deal stage/open", "At work"], ("open", "\"At work\"")),
        (&["category", "rename", "Deal stage", "Phase"], ("deal_stage", "phase")),
        (&["field", "set", "segment", "--rename-option", "Small=Tiny"], ("small", "Tiny")),
        (&["field", "set", "segment", "--key", "sort_of"], ("segment", "sort_of")),
    ] {
        let was = filters();
        say(words);
        assert_eq!(filters(), was.replace(after.0, after.1), "{words:?}");
    }
    let shown = say(&["view"])["views"][0]["view"].clone();
    assert_eq!(shown["grouping"], "sort_of");
    assert!(shown["columns"].as_str().unwrap().contains("custom:sort_of"), "{shown}");
    for _ in 0..6 {
        say(&["undo"]);
    }
    assert_eq!(filters(), before, "undo takes the names back with the rest");
}

#[test]
fn views_are_saved_saved_over_and_saved_as_another() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    book(&vault);
    answer(
        &vault,
        &["view", "create", "Directors", "--folder", "People", "--filter", "title:director", "--sort", "family"],
    );
    answer(&vault, &["view", "create", "Everybody"]);
    assert_eq!(displays(&answer(&vault, &["view", "show", "people/directors"])), ["Carl Gauß", "Ada Lovelace"]);
    let error = refused(&vault, &["view", "create", "directors", "--folder", "People", "--filter", "tag=vip"]);
    assert!(error["message"].as_str().unwrap().contains("another view"), "saving as never overwrites: {error}");
    answer(
        &vault,
        &[
            "view",
            "save",
            "Directors",
            "--folder",
            "People",
            "--filter",
            "title:director",
            "--descending",
            "--sort",
            "family",
        ],
    );
    assert_eq!(displays(&answer(&vault, &["view", "show", "Directors"])), ["Ada Lovelace", "Carl Gauß"]);
    answer(&vault, &["undo"]);
    assert_eq!(displays(&answer(&vault, &["view", "show", "Directors"])), ["Carl Gauß", "Ada Lovelace"]);
    answer(&vault, &["view", "delete", "Directors"]);
    assert_eq!(answer(&vault, &["view"])["views"].as_array().unwrap().len(), 1);
    answer(&vault, &["undo"]);
    assert_eq!(answer(&vault, &["view"])["views"].as_array().unwrap().len(), 2);
}
