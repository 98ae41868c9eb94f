//! What belongs to contacts, in filters, edits of many and views: work, categories, consents, relations, companies.

use serde_json::{Value, json};

use crate::filtering::{book, displays, refused};
use crate::kills::{answer, satchel};

#[test]
fn work_and_categories_of_many_are_edited_and_taken_back_together() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    // Every tenth is known by nothing but a company and an e-mail, and is shown as the company.
    let people: String = (0..1_200)
        .map(|row| match row % 10 {
            0 => format!(",p{row}@x.example,Engine Ltd,clerk\n"),
            _ => format!("Person {row},p{row}@x.example,Engine Ltd,clerk\n"),
        })
        .collect();
    let file = folder.path().join("people.csv");
    std::fs::write(&file, format!("Name,E-mail,Company,Title\n{people}")).unwrap();
    answer(&vault, &["import", &file.to_string_lossy()]);
    let counted = |typed: &str| answer(&vault, &["filter", typed])["total"].as_i64().unwrap();

    let planned = answer(&vault, &["bulk", "title=clerk", "company=Beta GmbH", "category+=leads:hot", "--dry-run"]);
    assert_eq!((&planned["counts"][0]["changed"], &planned["counts"][1]["changed"]), (&1_200.into(), &1_200.into()));
    assert_eq!(planned["counts"][0]["samples"][0]["before"], "Engine Ltd");
    let done = answer(&vault, &["bulk", "title=clerk", "company=Beta GmbH", "category+=leads:hot"]);
    assert_eq!(
        done["counts"],
        planned["counts"].as_array().map_or(Value::Null, |counts| {
            counts.iter().map(|count| json!({"changed": count["changed"], "unchanged": 0, "samples": []})).collect()
        })
    );
    assert_eq!(counted("company=\"beta gmbh\" title=clerk categories.leads=hot"), 1_200);
    assert_eq!(counted("display=\"beta gmbh\""), 120, "who has no other name is called by the company");
    assert_eq!(counted("affiliations(company:engine current=no)"), 1_200, "where they worked is kept");
    answer(&vault, &["bulk", "email=p1@x.example", "company=Gamma"]);

    let undone = answer(&vault, &["undo", done["batch"].as_str().unwrap()]);
    let kept = undone["kept"].as_array().unwrap();
    assert!(!kept.is_empty() && kept.iter().all(|kept| kept["display"] == "Person 1"), "edited since: {undone}");
    assert_eq!(counted("company=\"engine ltd\" -categories.leads:*"), 1_199);
    assert_eq!(counted("display=\"engine ltd\""), 120);
    answer(&vault, &["bulk", "company:engine", "--case", "title", "title", "--replace", "title", "clerk", "Buyer"]);
    assert_eq!(counted("title=buyer"), 1_199);
    answer(&vault, &["undo"]);
    assert_eq!(counted("title=clerk"), 1_200);
    assert_eq!(answer(&vault, &["redo"])["kept"].as_array().unwrap().len(), 0);
    assert_eq!(counted("title=buyer"), 1_199);

    // Who would be nobody without a company stays.
    let nobody = answer(&vault, &["add", "company=Alone"])["id"].as_str().unwrap().to_owned();
    for dry_run in [&["--dry-run"][..], &[]] {
        let output = satchel(&vault, &[&["bulk", "company=alone", "company="], dry_run].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "some could not be changed");
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&told["failed"][0]["id"], &told["counts"][0]["changed"]), (&nobody.as_str().into(), &0.into()));
    }
    assert_eq!(answer(&vault, &["show", &nobody])["display"], "Alone");
    assert_eq!(answer(&vault, &["doctor"])["ok"], true);
}

#[test]
fn what_belongs_to_a_contact_is_asked_about_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let ids = book(&vault);
    answer(&vault, &["field", "add", "Founded", "--kind", "date", "--for", "company"]);
    answer(
        &vault,
        &[
            "company",
            "set",
            "Engine Ltd",
            "industry=Machinery",
            "revenue=about € 2.5m",
            "employees=30",
            "parent=Babbage Holding",
            "domains+=engine.example",
            "addresses+={\"street\":\"1 High Street\",\"postcode\":\"N1 9GU\",\"locality\":\"London\",\"country\":\"GB\"}",
            "founded=1837-06-01",
        ],
    );
    answer(&vault, &["company", "set", "Göttingen", "revenue=900k USD"]);
    answer(&vault, &["set", &ids[0], "categories=leads:hot", "categories+=customers:at-risk", "do_not_call=yes"]);
    answer(&vault, &["set", &ids[1], "categories=leads:cold"]);
    answer(&vault, &["consent", "withdraw", &ids[2], "--purpose", "newsletter", "--channel", "email"]);
    answer(&vault, &["relation", "add", &ids[0], "manager", &ids[1]]);
    for (typed, meant) in [
        ("category=hot", &["Ada Lovelace"][..]),
        ("category=at-risk", &["Ada Lovelace"]),
        ("categories.leads:*", &["Ada Lovelace", "Bob Byron"]),
        ("categories.leads=hot category.customers=\"At risk\"", &["Ada Lovelace"]),
        ("categories(group=customers value=hot)", &[]),
        ("do_not_call=yes", &["Ada Lovelace"]),
        ("opted_out=(call, email)", &["Ada Lovelace", "Carl Gauß"]),
        ("consents(purpose=newsletter state=withdrawn current=yes)", &["Carl Gauß"]),
        ("relation=manager", &["Bob Byron"]),
        ("relation=report", &["Ada Lovelace"]),
        ("relation(kind=manager contact:lovelace company:engine)", &["Bob Byron"]),
        ("company.industry=machinery", &["Ada Lovelace", "Bob Byron"]),
        ("company.revenue>1m", &["Ada Lovelace", "Bob Byron"]),
        ("company.revenue<1m", &["Carl Gauß"]),
        ("company.revenue>1mUSD", &[]),
        ("company.employees:10..50", &["Ada Lovelace", "Bob Byron"]),
        ("company.parent:babbage", &["Ada Lovelace", "Bob Byron"]),
        ("company.domain=engine.example -title:director", &["Bob Byron"]),
        ("company.city=london", &["Ada Lovelace", "Bob Byron"]),
        ("company.addresses(city=london postcode:n1)", &["Ada Lovelace", "Bob Byron"]),
        ("company.founded<1900", &["Ada Lovelace", "Bob Byron"]),
    ] {
        let listed = answer(&vault, &["filter", typed]);
        assert_eq!(displays(&listed), meant, "{typed}");
    }
    let told = |typed: &str, id: &str| {
        let why = answer(&vault, &["filter", typed, "--explain", id]);
        why["why"]["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(told("company.revenue>1m", &ids[0]), ["about € 2.5m"], "as it was written");
    assert_eq!(told("categories.leads=cold", &ids[0]), ["Hot"]);
    assert_eq!(told("opted_out=email", &ids[2]), ["email"]);
    assert_eq!(told("relation=manager", &ids[1]), ["manager: Ada Lovelace"]);
    assert_eq!(told("company.city=london", &ids[2]), Vec::<String>::new());
    let offered = |field: &str, text: &str| {
        let input = json!({"field": field, "text": text, "limit": 5}).to_string();
        answer(&vault, &["call", "filters_suggest", &input])["values"].clone()
    };
    assert_eq!(offered("categories.leads", "h"), json!(["Hot"]));
    assert_eq!(offered("company.industry", "mach"), json!(["Machinery"]));
    assert_eq!(offered("relations", "refer"), json!(["referred", "referred by"]));
    assert_eq!(offered("consents", ""), json!(["newsletter"]));
}

#[test]
fn rows_stand_in_groups_and_who_was_made_in_a_filtered_view_stays_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let ids = book(&vault);
    let view = |input: Value| {
        let usual = json!({"sort": "display", "descending": false, "state": "active", "query": null});
        let mut whole = usual.as_object().unwrap().clone();
        whole.extend(input.as_object().unwrap().clone());
        answer(&vault, &["call", "contacts_view", &Value::from(whole).to_string()])
    };
    let groups = |viewed: &Value| {
        let group = |group: &Value| format!("{} {}", group["label"].as_str().unwrap(), group["count"]);
        viewed["groups"].as_array().unwrap().iter().map(group).collect::<Vec<_>>()
    };
    assert_eq!(groups(&view(json!({"group": "company"}))), ["Engine Ltd 2", "Göttingen 1", " 2"]);
    assert_eq!(groups(&view(json!({"group": "source"}))), ["FAIR 2025 2", " 3"], "whatever its case");
    answer(&vault, &["set", &ids[0], "categories=leads:hot"]);
    let of_leads = json!({"group": "categories.leads", "filter": "title:director"});
    assert_eq!(groups(&view(of_leads)), ["Hot 1", " 1"]);
    let error = refused(
        &vault,
        &[
            "call",
            "contacts_view",
            &json!({"sort": "display", "descending": false,
        "state": "active", "query": null, "group": "shoes"})
            .to_string(),
        ],
    );
    assert_eq!(error["code"], "not_found");

    let kept = view(json!({"filter": "title:director", "keep": [ids[0], ids[1]]}));
    assert_eq!((&kept["total"], &kept["outside"]), (&3.into(), &json!([ids[1]])));
    answer(&vault, &["delete", &ids[1]]);
    let kept = view(json!({"filter": "title:director", "keep": [ids[0], ids[1]]}));
    assert_eq!((&kept["total"], &kept["outside"]), (&2.into(), &json!([])), "not from the trash");
}
