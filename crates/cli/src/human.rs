//! Answers in lines for a person.

use std::fmt::Write;

use satchel_app::wire::{
    BatchDone, BatchesListed, ContactRow, ContactsAtHand, ContactsHistory, ContactsListed, Doctor, FavouritesChanged,
    ImportReport, Job, Jobs, MergeShown, UndoReport,
};
use satchel_model::{
    Attachment, Contact, EmailStatus, FieldChange, Id, PREFERENCE_KEYS, Problem, ProblemCode, Severity, printed,
};
use serde_json::Value;

use crate::definitions::marks;

pub(crate) fn contact(contact: &Contact) -> String {
    let mut text = format!("{}  ({})\n", contact.display, contact.id.tail());
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {key:<11} {}", value.replace('\n', "\n              "));
        }
    };
    for (key, value) in [
        ("prefix", &contact.prefix),
        ("given", &contact.given),
        ("middle", &contact.middle),
        ("family", &contact.family),
        ("suffix", &contact.suffix),
        ("nickname", &contact.nickname),
        ("maiden", &contact.maiden),
        ("company", &contact.company),
        ("title", &contact.title),
        ("department", &contact.department),
        ("role", &contact.role),
    ] {
        line(key, value);
    }
    let row = |collection: &str, id: Id, value: &str, label: &str| {
        labelled(value, label) + &marks(contact, &format!("{collection}/{id}"))
    };
    for email in &contact.emails {
        let status = match email.status {
            EmailStatus::Unknown | EmailStatus::Valid => "",
            other => other.as_str(),
        };
        let said: Vec<&str> = [email.label.as_str(), status].into_iter().filter(|word| !word.is_empty()).collect();
        line("email", &row("emails", email.id, &email.value, &said.join(", ")));
    }
    for phone in &contact.phones {
        line("phone", &row("phones", phone.id, &phone.value, &phone.label));
    }
    for address in &contact.addresses {
        line("address", &row("addresses", address.id, &address.value, &address.label));
    }
    for link in &contact.links {
        line("link", &row("links", link.id, &link.value, &link.label));
    }
    for date in &contact.dates {
        line("date", &row("dates", date.id, &date.value.to_string(), &date.label));
    }
    line("birthday", &contact.birthday.map(|day| day.to_string()).unwrap_or_default());
    line("time zone", &contact.time_zone);
    line("language", &contact.language);
    for file in &contact.attachments {
        let size = bytes(file.size);
        let said = if contact.photo == Some(file.id) { format!("{size}, picture") } else { size };
        line("file", &labelled(&file.name, &said));
    }
    line("tags", &contact.tags.join(", "));
    for own in &contact.categories {
        line("category", &format!("{}: {}", own.group, own.name));
    }
    for key in PREFERENCE_KEYS {
        line(key, &contact.preferences.text(key).unwrap_or_default());
    }
    for entry in contact.consents.iter().take(5) {
        line("consent", &format!("{}: {} on {}", entry.purpose, entry.state.as_str().replace('_', " "), entry.day));
    }
    line("source", &contact.source);
    line("owner", &contact.owner);
    for (key, held) in &contact.custom {
        line(key, &printed(held));
    }
    line("notes", &contact.notes);
    line("locked", &contact.locked.iter().filter(|path| !path.contains('/')).cloned().collect::<Vec<_>>().join(", "));
    if contact.state == satchel_model::RecordState::Trashed {
        line("state", "in the trash");
    }
    text
}

/// Files, a line each.
pub(crate) fn attachments(files: &[Attachment]) -> String {
    files.iter().fold(String::new(), |mut text, file| {
        let _ = writeln!(text, "{}  {}", file.id.tail(), columns(&[&file.name, &file.label, &bytes(file.size)]));
        text
    })
}

/// A size as people say it.
pub(crate) fn bytes(size: i64) -> String {
    let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    match units.into_iter().find(|(_, unit)| size >= *unit) {
        Some((name, unit)) => format!("{}.{} {name}", size / unit, size % unit * 10 / unit),
        None => format!("{size} B"),
    }
}

pub(crate) fn labelled(value: &str, label: &str) -> String {
    if label.is_empty() { value.to_owned() } else { format!("{value}  ({label})") }
}

/// What an edit overwrote.
pub(crate) fn replaced(changes: &[FieldChange]) -> String {
    changes.iter().fold(String::new(), |mut text, change| {
        let before = change.before.as_ref().map(value).unwrap_or_default();
        let after = change.after.as_ref().map(value).unwrap_or_default();
        let own = change.path.strip_prefix("custom/");
        let key = own.unwrap_or_else(|| change.path.split('/').next().unwrap_or_default());
        let _ = writeln!(text, "  {key}: {before} → {after}");
        text
    })
}

/// A value of the journal in a few words.
pub(crate) fn value(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => printed(value),
        Value::Object(parts) if parts.contains_key("amount") || parts.contains_key("name") => printed(value),
        // Two pictures may have one size; the beginning of a digest tells them apart.
        Value::Object(parts) if parts.contains_key("sha256") => {
            let size = parts.get("bytes").and_then(Value::as_u64).unwrap_or_default();
            let digest = parts.get("sha256").and_then(Value::as_str).unwrap_or_default();
            format!("a picture of {size} bytes ({})", digest.get(..6).unwrap_or(digest))
        }
        Value::Object(parts) => match parts.get("value").and_then(Value::as_str) {
            Some(text) => text.to_owned(),
            None if parts.contains_key("purpose") => {
                let part = |name: &str| parts.get(name).and_then(Value::as_str).unwrap_or_default();
                format!("{}: {}", part("purpose"), part("state").replace('_', " "))
            }
            None => {
                let parts = ["title", "company", "street", "locality", "country"].map(|part| parts.get(part));
                let parts: Vec<&str> = parts
                    .iter()
                    .filter_map(|part| part.and_then(Value::as_str))
                    .filter(|part| !part.is_empty())
                    .collect();
                parts.join(", ")
            }
        },
    }
}

/// What a merge would do: a line for each field and row, and whose it is.
pub(crate) fn merge(shown: &MergeShown) -> String {
    let mut text = String::new();
    for (nth, record) in shown.records.iter().enumerate() {
        let _ = writeln!(text, "{}. {}  ({})", nth + 1, record.display, record.id.tail());
    }
    for field in &shown.fields {
        let _ = write!(text, "  {}: {}", field.path, value(&field.result));
        let others = field.values.iter().filter(|other| !other.is_null() && **other != field.result);
        let others: Vec<String> = others.map(value).collect();
        let _ = match others.is_empty() {
            true => writeln!(text),
            false => writeln!(text, "  (also {})", others.join("; ")),
        };
    }
    for row in shown.rows.iter().filter(|row| row.kept) {
        let of: Vec<String> = row.of.iter().map(|nth| (nth + 1).to_string()).collect();
        let key = row.path.split('/').next().unwrap_or_default();
        let _ = writeln!(text, "  {key}: {}  (of {})", value(&row.value), of.join(", "));
    }
    text
}

pub(crate) fn list(listed: &ContactsListed) -> String {
    let mut text = rows(&listed.contacts, listed.total);
    if let Some(next) = &listed.next {
        let _ = writeln!(text, "next page: --after {next}");
    }
    text
}

fn rows(contacts: &[ContactRow], total: i64) -> String {
    let mut text = String::new();
    for row in contacts {
        let _ = writeln!(text, "{}  {}", row.id.tail(), columns(&[&row.display, &row.company, &row.email, &row.phone]));
    }
    let _ = writeln!(text, "{} of {total}", contacts.len());
    text
}

pub(crate) fn columns(values: &[&str]) -> String {
    values.iter().filter(|value| !value.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

pub(crate) fn at_hand(listed: &ContactsAtHand) -> String {
    rows(&listed.contacts, listed.total)
}

pub(crate) fn marked(done: &FavouritesChanged) -> String {
    changed(done.count, done.unchanged)
}

pub(crate) fn moved(done: &BatchDone) -> String {
    changed(done.count, done.unchanged)
}

fn changed(count: i64, unchanged: i64) -> String {
    let mut text = format!("{count} changed");
    if unchanged > 0 {
        let _ = write!(text, ", {unchanged} were so already");
    }
    text
}

pub(crate) fn import(report: &ImportReport) -> String {
    let rows = if report.read == 1 { "row" } else { "rows" };
    let updated = if report.updated > 0 { format!(", {} updated", report.updated) } else { String::new() };
    let mut text = format!(
        "{} {rows} read: {} created{updated}, {} skipped, {} failed ({:.1} s)\n",
        report.read, report.created, report.skipped, report.failed, report.seconds
    );
    if report.read == 0 {
        text.push_str("  the file has no rows below its header\n");
    }
    let mut problems: Vec<&Problem> = report.problems.iter().collect();
    // What needs a person's eye first: rows that failed, then doubts, then those that are here already.
    problems.sort_by_key(|problem| (problem.severity != Severity::Error, problem.code == ProblemCode::AlreadyHere));
    for problem in problems.into_iter().take(20) {
        let kind = if problem.severity == Severity::Error { "failed" } else { "note" };
        let column = if problem.column.is_empty() { String::new() } else { format!(", {}", problem.column) };
        let _ = writeln!(text, "  row {}{column}: {} ({kind})", problem.row, problem.reason);
    }
    if report.problems_total > 20 {
        let _ = writeln!(text, "  and {} more", report.problems_total - 20);
    }
    if !report.made.is_empty() {
        let named = report.made.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = match report.made.len().saturating_sub(10) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let _ = writeln!(text, "  made on the way: {named}{more}");
    }
    if !report.unmapped.is_empty() {
        let named = report.unmapped.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = match report.unmapped.len().saturating_sub(10) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let _ = writeln!(text, "  columns without a field, left out: {named}{more}");
    }
    if let Some(batch) = report.batch {
        let _ = writeln!(text, "undo it with: satchel undo {}", batch.tail());
    }
    text
}

pub(crate) fn history(history: &ContactsHistory) -> String {
    let mut text = String::new();
    for entry in &history.entries {
        let undone = if entry.reverted { ", undone" } else { "" };
        let _ = writeln!(text, "{}  {} ({}, {}{undone})", entry.batch.tail(), entry.label, entry.actor, entry.origin);
        text.push_str(&replaced(&entry.changes));
    }
    text
}

pub(crate) fn batches(listed: &BatchesListed) -> String {
    let mut text = String::new();
    for batch in &listed.batches {
        let undone = if batch.reverted_by.is_some() { ", undone" } else { "" };
        let undo = if batch.reverts.is_some() { "Undo: " } else { "" };
        let _ = writeln!(
            text,
            "{}  {undo}{} ({}: {} created, {} changed{undone})",
            batch.id.tail(),
            batch.label,
            batch.origin,
            batch.created,
            batch.changed
        );
    }
    text
}

pub(crate) fn undone(report: &UndoReport) -> String {
    let mut text = format!("{}: {} reversed\n", report.label, report.reversed);
    for (paths, word) in [(&report.kept, "kept"), (&report.failed, "failed")] {
        for path in paths {
            let _ = writeln!(text, "  {word}: {} {} ({})", path.display, path.path, path.reason);
        }
    }
    text
}

pub(crate) fn doctor(doctor: &Doctor) -> String {
    let mut text = String::new();
    for check in &doctor.checks {
        let _ = writeln!(text, "{}  {}: {}", if check.ok { "ok " } else { "BAD" }, check.name, check.detail);
        if let Some(hint) = &check.hint {
            let _ = writeln!(text, "     {hint}");
        }
    }
    text
}

pub(crate) fn jobs(jobs: &Jobs) -> String {
    jobs.jobs.iter().fold(String::new(), |text, job| text + &self::job(job) + "\n")
}

pub(crate) fn job(job: &Job) -> String {
    let state =
        serde_json::to_value(job.state).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default();
    let mut text = format!("{}  {}: {state}, {} of {}", job.id.tail(), job.label, job.done, job.total);
    if let (Some(rate), Some(left)) = (job.rate, job.left) {
        let _ = write!(text, ", {rate:.0} rows/s, {left:.0} s left");
    }
    if let Some(error) = &job.error {
        let _ = write!(text, " ({error})");
    }
    text
}
