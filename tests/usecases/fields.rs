//! Fields beyond name and number: how values are kept, and what is said while they are typed.

use serde_json::{Value, json};

use crate::kills::{answer, satchel};

fn checked(vault: &std::path::Path, input: &Value) -> Value {
    answer(vault, &["call", "values_check", &input.to_string()])
}

#[test]
fn a_contact_is_made_with_all_that_is_known_in_one_go() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let made = answer(
        &vault,
        &[
            "add",
            "given=Ada",
            r#"emails+={"value":"ada@old.example","label":"work","status":"dead"}"#,
            "emails+=home:ada@home.example",
            "links+=linkedin:ada-lovelace",
            "time_zone=europe/london",
            "language=en_GB",
            "dates+=anniversary:1835-07-08",
        ],
    );
    assert_eq!(made["emails"][0]["status"], "dead");
    assert_eq!(made["links"][0]["value"], "https://www.linkedin.com/in/ada-lovelace");
    assert_eq!(
        (&made["links"][0]["network"], &made["links"][0]["handle"]),
        (&json!("linkedin"), &json!("ada-lovelace"))
    );
    assert_eq!((&made["time_zone"], &made["language"]), (&json!("Europe/London"), &json!("en-GB")));
    let id = made["id"].as_str().unwrap();
    assert_eq!(answer(&vault, &["show", "ada@old.example"])["id"], id, "a dead address still finds its person");
    assert_eq!(answer(&vault, &["batches"])["batches"].as_array().unwrap().len(), 1, "one act, one undo");
    answer(&vault, &["undo"]);
    assert_eq!(answer(&vault, &["list"])["total"], 0);
    for (typed, words) in [("time_zone=Atlantis", "time zone"), ("language=??", "language")] {
        let output = satchel(&vault, &["set", id, typed]).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && error.contains(words), "{typed}: {error}");
    }
}

#[test]
fn a_value_is_told_how_it_will_be_kept_and_what_looks_like_a_slip() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    answer(&vault, &["call", "settings_set", r#"{"country":"GB"}"#]);
    let slip = checked(&vault, &json!({"key": "emails", "value": "ada@gmial.com", "country": null}));
    assert_eq!(slip["meant"], "ada@gmail.com");
    let number = checked(&vault, &json!({"key": "phones", "value": "020 7946 0958", "country": null}));
    assert_eq!(number["written"], "+442079460958");
    let code = checked(&vault, &json!({"key": "postcode", "value": "sw1a1aa", "country": "United Kingdom"}));
    assert_eq!(code["written"], "SW1A 1AA");
    let address = r#"addresses+={"street":"10 Downing Street","postcode":"sw1a2aa","country":"United Kingdom"}"#;
    for words in [&["add", "given=Ada"][..], &["company", "add", "name=Treasury"]] {
        let made = answer(&vault, &[words, &[address]].concat());
        assert_eq!(made["addresses"][0]["postcode"], "SW1A 2AA", "it is kept as it was told: {made}");
        let (id, row) = (made["id"].as_str().unwrap(), made["addresses"][0]["id"].as_str().unwrap());
        let part = format!(r#"addresses/{row}={{"postcode":"sw1a1aa"}}"#);
        let set = if words[0] == "company" { vec!["company", "set", id, &part] } else { vec!["set", id, &part] };
        assert_eq!(answer(&vault, &set)["addresses"][0]["postcode"], "SW1A 1AA");
    }
    let odd = checked(&vault, &json!({"key": "postcode", "value": "123", "country": "Deutschland"}));
    assert!(odd["hint"].as_str().unwrap().contains("12345") && odd["problem"].is_null());
    let problem = checked(&vault, &json!({"key": "emails", "value": "ada", "country": null}));
    assert!(problem["problem"].as_str().unwrap().contains("e-mail address"));
}
