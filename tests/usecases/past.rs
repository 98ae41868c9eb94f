//! A contact as it was, with the command.

use crate::kills::{answer, satchel};

#[test]
fn a_contact_is_shown_as_it_was_and_one_value_is_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let id =
        answer(&vault, &["add", "given=Ada", "title=Analyst", "company=Engines"])["id"].as_str().unwrap().to_owned();
    let before = answer(&vault, &["show", &id])["updated_at"].as_i64().unwrap();
    answer(&vault, &["set", &id, "title=CTO", "notes=tea"]);
    let at = jiff::Timestamp::from_millisecond(before).unwrap().to_string();
    let was = answer(&vault, &["show", &id, "--as-of", &at]);
    assert_eq!((&was["title"], &was["notes"], &was["company"]), (&"Analyst".into(), &"".into(), &"Engines".into()));
    let tomorrow =
        jiff::Timestamp::from_millisecond(before).unwrap().to_zoned_datetime(jiff::tz::TimeZone::system()).date();
    assert_eq!(answer(&vault, &["show", &id, "--as-of", &tomorrow.to_string()])["title"], "CTO", "the day is not over");

    let batch = answer(&vault, &["history", &id])["entries"][0]["batch"].as_str().unwrap().to_owned();
    let input = serde_json::json!({"id": id, "batch": batch, "path": "title"}).to_string();
    answer(&vault, &["call", "contacts_restore_value", &input]);
    let now = answer(&vault, &["show", &id]);
    assert_eq!((&now["title"], &now["notes"]), (&"Analyst".into(), &"tea".into()));
    for (day, words) in [("2001-01-01", "at that time"), ("soon", "--as-of")] {
        let output = satchel(&vault, &["show", &id, "--as-of", day]).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && error.contains(words), "{day}: {error}");
    }
}
