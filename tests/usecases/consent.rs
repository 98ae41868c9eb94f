//! Consent, refusals and privacy locks with the command: noted, marked, asked about, taken back.

use serde_json::{Value, json};

use crate::kills::{answer, satchel};

#[test]
fn who_does_not_want_to_be_reached_is_marked_and_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let email = r#"emails+={"value": "ada@home.example", "label": "home", "do_not_email": true}"#;
    let words = ["add", "given=Ada", "email=ada@work.example", email, "phone=+44 20 7946 0958", "frequency=monthly"];
    let ada = answer(&vault, &words)["id"].as_str().unwrap().to_owned();
    let may = |words: &[&str]| -> (Option<i32>, Value) {
        let output = satchel(&vault, &[&["consent", "may", &ada], words].concat()).output().unwrap();
        (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
    };
    let (code, told) = may(&["--channel", "email"]);
    assert_eq!(code, Some(0), "one address can be used");
    let rows: Vec<usize> =
        told["rows"].as_array().unwrap().iter().map(|row| row["objections"].as_array().unwrap().len()).collect();
    assert_eq!(rows, [0, 1]);

    answer(&vault, &["set", &ada, "do_not_call=yes"]);
    assert_eq!(may(&["--channel", "call"]).0, Some(1));
    assert_eq!(may(&["--channel", "text"]).0, Some(0));
    let human = std::process::Command::new(std::env::var_os("SATCHEL_BIN").unwrap())
        .args(["--vault", vault.to_str().unwrap(), "show", &ada])
        .env("SATCHEL_PASSPHRASE", "secret")
        .output()
        .unwrap();
    let lines = String::from_utf8(human.stdout).unwrap();
    for marked in ["ada@home.example  (home)  [DO NOT E-MAIL TO THIS ADDRESS]", "+44 20 7946 0958  [DO NOT CALL]"] {
        assert!(lines.contains(marked), "{lines}");
    }

    let noted = ["--purpose", "newsletter", "--how", "at the fair", "--when", "2026-03-12"];
    answer(&vault, &[&["consent", "give", &ada][..], &noted].concat());
    assert_eq!(may(&["--channel", "email", "--purpose", "Newsletter"]).0, Some(0));
    assert_eq!(may(&["--channel", "email", "--purpose", "raffles"]).0, Some(1), "nobody asked");
    let withdrawn = answer(&vault, &["consent", "withdraw", &ada, "--purpose", "newsletter", "--channel", "email"]);
    assert_eq!(may(&["--channel", "email"]).0, Some(1));
    assert_eq!(may(&["--channel", "text"]).0, Some(0), "it was withdrawn for e-mail only");
    let listed = answer(&vault, &["consent", "list", &ada]);
    let states: Vec<&str> =
        listed["consents"].as_array().unwrap().iter().map(|entry| entry["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["withdrawn", "given"]);
    assert_eq!(
        (&listed["consents"][1]["how"], &listed["consents"][1]["day"]),
        (&json!("at the fair"), &json!("2026-03-12"))
    );
    answer(&vault, &["undo", withdrawn["batch"].as_str().unwrap()]);
    assert_eq!(may(&["--channel", "email"]).0, Some(0));

    for (words, sentence) in [
        (vec!["consent", "give", &ada, "--purpose", "x", "--when=--05-01"], "year"),
        (vec!["set", &ada, "channels=pigeon"], "call, email, text"),
        (vec!["set", &ada, "do_not_text=perhaps"], "yes or no"),
    ] {
        let output = satchel(&vault, &words).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_ne!(output.status.code(), Some(0), "{words:?}");
        assert!(error.contains(sentence), "{words:?}: {error}");
    }
}

#[test]
fn what_is_locked_says_so_and_the_lock_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let words = ["add", "given=Ada", "notes=secret", "emails+=work:ada@x.example", "emails+=home:ada@y.example"];
    let ada = answer(&vault, &words)["id"].as_str().unwrap().to_owned();
    let locked = answer(&vault, &["lock", &ada, "notes"]);
    assert_eq!((&locked["path"], &locked["locked"]), (&json!("notes"), &json!(true)));
    let row = answer(&vault, &["lock", &ada, "email=ADA@y.example"])["path"].as_str().unwrap().to_owned();
    let shown = answer(&vault, &["show", &ada]);
    assert_eq!(shown["locked"], json!([row, "notes"]));
    assert!(row.ends_with(shown["emails"][1]["id"].as_str().unwrap()));
    assert_eq!(answer(&vault, &["lock", &ada, "notes"])["batch"], Value::Null, "it is already");
    answer(&vault, &["undo", locked["batch"].as_str().unwrap()]);
    assert_eq!(answer(&vault, &["show", &ada])["locked"], json!([row]));
    answer(&vault, &["unlock", &ada, &row]);
    assert_eq!(answer(&vault, &["show", &ada])["locked"], json!([]));
    let output = satchel(&vault, &["lock", &ada, "do_not_call"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("never leaves this machine anyway"));
}
